package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.checklists.Checklists;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_PrepareChecklist: makes the checklist of a delivered test copy, with the evidence. */
@Component
class PrepareChecklistDelegate implements JavaDelegate {

    private final Checklists checklists;

    PrepareChecklistDelegate(Checklists checklists) {
        this.checklists = checklists;
    }

    @Override
    public void execute(DelegateExecution execution) {
        checklists.prepare(requestOf(execution));
    }
}
