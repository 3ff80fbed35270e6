package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.rolling.Trials;
import com.juniper.upgrade.workflow.RollingInvitationModel;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_JudgeTrial: invites where the trial found nothing (R13). */
@Component
class JudgeTrialDelegate implements JavaDelegate {

    private final Trials trials;

    JudgeTrialDelegate(Trials trials) {
        this.trials = trials;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RollingInvitationModel.INVITED.set(execution, trials.judge(requestOf(execution)));
    }
}
