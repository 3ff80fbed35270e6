package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.checklists.Checklists;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_CloseChecklist: takes no more answers. */
@Component
class CloseChecklistDelegate implements JavaDelegate {

    private final Checklists checklists;

    CloseChecklistDelegate(Checklists checklists) {
        this.checklists = checklists;
    }

    @Override
    public void execute(DelegateExecution execution) {
        checklists.close(requestOf(execution));
    }
}
