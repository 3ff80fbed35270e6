package com.juniper.upgrade.workflow;

import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.processEngine;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.runtimeService;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.rolling.RollingWorkflow.Answer;
import com.juniper.upgrade.upgrades.Purpose;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.Deployment;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Deployment(
        resources = {
            "bpmn/RollingInvitation.bpmn",
            "bpmn/TestUpgrade.bpmn",
            "bpmn/DatabaseUpgrade.bpmn",
            "bpmn/Eligibility.dmn",
            "forms/declare-custom-modules-ported.form"
        })
class RollingInvitationProcessTest extends ProcessTrace {

    @RegisterExtension
    static ProcessEngineCoverageExtension engine = ProcessEngineCoverageExtension.builder("process-tests.cfg.xml")
            .excludeProcessDefinitionKeys(TestUpgradeModel.PROCESS_ID, DatabaseUpgradeModel.PROCESS_ID)
            .assertClassCoverageAtLeast(1.0)
            .build();

    private static CamundaRollingWorkflow workflow() {
        return new CamundaRollingWorkflow(runtimeService(), processEngine().getTaskService());
    }

    private ProcessInstance tried(boolean invited) {
        when(trials.judge(REQUEST)).thenReturn(invited);
        workflow().startTrial(request(REQUEST, Purpose.TRIAL));
        continueFrom(
                "StartEvent_TrialBegun",
                "CallActivity_TestUpgrade",
                "StartEvent_TestUpgradeRequested",
                "Task_TakeTurn");
        upgradeTheDatabase();
        continueFrom("Task_DeliverTestCopy");
        continueFrom("Task_JudgeTrial");
        return runtimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(RollingInvitationModel.PROCESS_ID)
                .singleResult();
    }

    @Test
    @DisplayName("R13: where the trial found something nobody is invited")
    void isNotInvited() {
        tried(false);

        org.assertj.core.api.Assertions.assertThat(passed(RollingInvitationModel.PROCESS_ID))
                .contains("EndEvent_NotInvited");
    }

    @ParameterizedTest
    @CsvSource({
        "UPGRADE, MessageEvent_UpgradeChosen, EndEvent_UpgradesNow",
        "TEST, MessageEvent_TestChosen, EndEvent_TestsFirst",
        "DECLINED, MessageEvent_InvitationDeclined, EndEvent_Declined",
        "WITHDRAWN, MessageEvent_InvitationWithdrawn, EndEvent_Withdrawn"
    })
    @DisplayName("R15, R16, R18: an invitation ends with its answer, or its withdrawal")
    void endsWithItsAnswer(Answer answer, String event, String end) {
        var invitation = tried(true);
        assertThat(invitation).isWaitingAt("Gateway_WaitForAnswer");

        workflow().answered(REQUEST, answer);
        continueFrom(event);

        assertThat(invitation).isEnded().hasPassed(end);
    }

    @Test
    @DisplayName("R14: an invitation that nobody answers expires")
    void expires() {
        var invitation = tried(true);

        fireTimer("TimerEvent_TimeOver");
        continueFrom("Task_ExpireInvitation");

        verify(invitations).expire(REQUEST);
        assertThat(invitation).isEnded().hasPassed("EndEvent_Expired");
    }
}
