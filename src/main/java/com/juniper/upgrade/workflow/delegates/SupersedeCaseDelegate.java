package com.juniper.upgrade.workflow.delegates;

import com.juniper.upgrade.workflow.CaseEnds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_SupersedeCase: ends a case whose place another one took. */
@Component
class SupersedeCaseDelegate implements JavaDelegate {

    private final CaseEnds ends;

    SupersedeCaseDelegate(CaseEnds ends) {
        this.ends = ends;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ends.end(execution.getProcessBusinessKey());
    }
}
