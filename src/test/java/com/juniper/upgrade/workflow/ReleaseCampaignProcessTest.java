package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.complete;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.processEngine;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.runtimeService;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.taskQuery;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.withVariables;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.rolling.Campaign;
import com.juniper.upgrade.rolling.Campaign.State;
import com.juniper.upgrade.rolling.CampaignSettings;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.Deployment;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mockito.ArgumentMatchers;

@Deployment(resources = {"bpmn/ReleaseCampaign.bpmn", "forms/approve-campaign.form", "forms/decide-on-campaign.form"})
class ReleaseCampaignProcessTest extends ProcessTrace {

    private static final String CAMPAIGN = "CAM-00007";

    @RegisterExtension
    static ProcessEngineCoverageExtension engine = ProcessEngineCoverageExtension.builder("process-tests.cfg.xml")
            .assertClassCoverageAtLeast(1.0)
            .build();

    private static CamundaRollingWorkflow workflow() {
        return new CamundaRollingWorkflow(runtimeService(), processEngine().getTaskService());
    }

    private Campaign in(State state) {
        var settings = new CampaignSettings(List.of("5"), 80, "20%", 1, null, 20, true, CampaignSettings.Filter.NONE);
        var campaign = new Campaign(CAMPAIGN, "sample", "18.0", settings, state, null, true, 1, 2, Instant.EPOCH, null);
        when(campaigns.require(CAMPAIGN)).thenReturn(campaign);
        return campaign;
    }

    private ProcessInstance started(boolean approvalNeeded) {
        when(campaigns.listTargets(CAMPAIGN)).thenReturn(approvalNeeded);
        when(campaigns.openWave(CAMPAIGN)).thenReturn(true);
        workflow().start(in(approvalNeeded ? State.APPROVAL : State.RUNNING));
        continueFrom("StartEvent_ReleasePublished");
        continueFrom("Task_ListTargets");
        return runtimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(CAMPAIGN)
                .singleResult();
    }

    private static Task theTask() {
        return taskQuery().singleResult();
    }

    @Test
    @DisplayName("R11: a campaign opens wave after wave by itself, until there is none")
    void opensWaves() {
        var campaign = started(false);
        continueFrom("Task_OpenWave");
        assertThat(campaign).isWaitingAt("Gateway_WaitForWave");

        assertThat(workflow().waveEnded(CAMPAIGN)).isTrue();
        continueFrom("MessageEvent_WaveEnded", "Task_OpenWave");
        verify(campaigns, times(2)).openWave(CAMPAIGN);
        assertThat(campaign).isWaitingAt("Gateway_WaitForWave");

        when(campaigns.openWave(CAMPAIGN)).thenReturn(false);
        assertThat(workflow().waveEnded(CAMPAIGN)).isTrue();
        continueFrom("MessageEvent_WaveEnded", "Task_OpenWave");

        assertThat(campaign).isEnded().hasPassed("EndEvent_CampaignFinished");
        assertThat(workflow().waveEnded(CAMPAIGN)).isFalse();
    }

    @Test
    @DisplayName("R18, R19: a paused campaign is an operator's task, and goes on where it was")
    void isPausedAndResumed() {
        var campaign = started(false);
        continueFrom("Task_OpenWave");
        in(State.PAUSED);
        assertThat(workflow().paused(CAMPAIGN)).isTrue();
        continueFrom("MessageEvent_CampaignPaused");

        assertThat(theTask()).hasName("Decide on campaign: CAM-00007").hasCandidateGroup("camunda-admin");
        complete(theTask(), withVariables("campaignResumed", true, "campaignRemark", "Mended"));
        verify(campaigns).decideInTask(CAMPAIGN, true, "Mended", CALLER);
        continueFrom("Task_DecideOnCampaign");
        assertThat(campaign).isWaitingAt("Gateway_WaitForWave");

        assertThat(workflow().paused(CAMPAIGN)).isTrue();
        continueFrom("MessageEvent_CampaignPaused");
        in(State.RUNNING); // the page keeps its own answer
        assertThat(workflow().decided(CAMPAIGN, true)).isTrue();
        continueFrom("Task_DecideOnCampaign");
        verify(campaigns, times(1))
                .decideInTask(
                        ArgumentMatchers.any(),
                        ArgumentMatchers.anyBoolean(),
                        ArgumentMatchers.any(),
                        ArgumentMatchers.any());

        in(State.PAUSED);
        assertThat(workflow().paused(CAMPAIGN)).isTrue();
        continueFrom("MessageEvent_CampaignPaused");
        complete(theTask(), withVariables("campaignResumed", false, "campaignRemark", "No use"));
        continueFrom("Task_DecideOnCampaign");
        assertThat(campaign).isEnded().hasPassed("EndEvent_CampaignGivenUp");
    }

    @Test
    @DisplayName("R11: where approval is asked for, an operator approves or denies a campaign first")
    void isApprovedFirst() {
        var approved = started(true);
        assertThat(theTask()).hasName("Approve campaign: CAM-00007");
        complete(theTask(), withVariables("campaignApproved", true, "campaignRemark", "Go"));
        verify(campaigns).approveInTask(CAMPAIGN, true, "Go", CALLER);
        continueFrom("Task_ApproveCampaign");
        continueFrom("Task_OpenWave");
        assertThat(approved).isWaitingAt("Gateway_WaitForWave");
        workflow().stopped(CAMPAIGN);
        continueFrom("StartEvent_CampaignStopped");
        assertThat(approved).isEnded().hasPassed("EndEvent_CampaignStopped");

        var denied = started(true);
        in(State.STOPPED);
        assertThat(workflow().approved(CAMPAIGN, false)).isTrue();
        continueFrom("Task_ApproveCampaign");
        assertThat(denied).isEnded().hasPassed("EndEvent_CampaignDenied");
        verify(campaigns, never()).approveInTask(CAMPAIGN, false, null, CALLER);
    }
}
