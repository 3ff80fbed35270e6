package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.workflow.CaseEnds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_CancelCase: ends a case that its customer cancelled. */
@Component
class CancelCaseDelegate implements JavaDelegate {

    private final CaseEnds ends;

    CancelCaseDelegate(CaseEnds ends) {
        this.ends = ends;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ends.end(execution.getProcessBusinessKey());
    }
}
