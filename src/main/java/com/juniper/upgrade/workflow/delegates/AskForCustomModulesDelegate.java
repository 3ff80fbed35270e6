package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.upgrades.RequestEnds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_AskForCustomModules: gives the turn back until the custom modules are ported. */
@Component
class AskForCustomModulesDelegate implements JavaDelegate {

    private final RequestEnds ends;

    AskForCustomModulesDelegate(RequestEnds ends) {
        this.ends = ends;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ends.askForModules(requestOf(execution));
    }
}
