package com.juniper.upgrade.workflow.delegates;

import static com.juniper.upgrade.workflow.TestUpgradeModel.requestOf;

import com.juniper.upgrade.rolling.Invitations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_ExpireInvitation: ends an invitation that nobody answered in time. */
@Component
class ExpireInvitationDelegate implements JavaDelegate {

    private final Invitations invitations;

    ExpireInvitationDelegate(Invitations invitations) {
        this.invitations = invitations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        invitations.expire(requestOf(execution));
    }
}
