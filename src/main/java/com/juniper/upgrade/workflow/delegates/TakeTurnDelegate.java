package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.TURN_TAKEN;
import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.upgrades.Turns;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_TakeTurn: takes one of the slots for long work. */
@Component
class TakeTurnDelegate implements JavaDelegate {

    private final Turns turns;

    TakeTurnDelegate(Turns turns) {
        this.turns = turns;
    }

    @Override
    public void execute(DelegateExecution execution) {
        TURN_TAKEN.set(execution, turns.take(requestOf(execution)));
    }
}
