package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.complete;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.runtimeService;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.taskQuery;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.withVariables;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.support.Concern;
import com.juniper.upgrade.support.Triage;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.Deployment;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Deployment(
        resources = {
            "bpmn/IssueResolution.bpmn",
            "forms/triage-issue.form",
            "forms/fix-issue.form",
            "forms/repair-module.form",
            "forms/confirm-resolution.form"
        })
class IssueResolutionProcessTest extends ProcessTrace {

    private static final String ISSUE = "ISS-00007";

    @RegisterExtension
    static ProcessEngineCoverageExtension engine = ProcessEngineCoverageExtension.builder("process-tests.cfg.xml")
            .assertClassCoverageAtLeast(1.0)
            .build();

    @BeforeEach
    void analystsDecide() {
        when(issues.triage(any(), any(), any(), any(), anyBoolean(), any(), any()))
                .thenAnswer(call -> issue(ISSUE));
        when(issues.confirm(any(), anyBoolean(), any(), any())).thenAnswer(call -> call.getArgument(1));
    }

    @Test
    @DisplayName("R107: an issue that is fixed is confirmed by the customer, and closed")
    void fixes() {
        var resolution = reported(false);

        assertThat(taskQuery().singleResult())
                .hasName("Triage issue: ISS-00007 Totals are gone")
                .hasCandidateGroup("support-analysts")
                .hasDueDate(Date.from(DUE));
        triage("FIX");
        verify(issues).triage(ISSUE, Triage.FIX, null, "sale", true, "We look into it", CALLER);
        assertThat(taskQuery().singleResult())
                .hasName("Fix issue: ISS-00007 Totals are gone")
                .hasCandidateGroup("support-analysts");
        fireTimer("BoundaryEvent_FixOverdue");
        continueFrom("Task_EscalateIssue");
        complete(taskQuery().singleResult(), withVariables("fixedIn", "17.0 revision 3"));
        continueFrom("Task_FixIssue");
        verify(issues).fixed(ISSUE, "17.0 revision 3", null, CALLER);
        assertThat(taskQuery().singleResult()).hasCandidateUser("demo");
        complete(taskQuery().singleResult(), withVariables("issueResolved", true));
        continueFrom("Task_ConfirmResolution", "Task_CloseIssue");

        assertThat(resolution).isEnded().hasPassed("EndEvent_IssueClosed");
        verify(issues).close(ISSUE);
    }

    @Test
    @DisplayName("R108: a change of the standard is closed with its answer, nobody confirms it")
    void closesAStandardChange() {
        var resolution = reported(false);

        triage("STANDARD_CHANGE");
        continueFrom("Task_CloseIssue");

        assertThat(resolution).isEnded().hasNotPassed("Task_ConfirmResolution", "Task_FixIssue");
    }

    @Test
    @DisplayName("R109: what breaks a customization goes to its maintainer at once, or after triage")
    void goesToTheMaintainer() {
        var resolution = reported(true);

        assertThat(taskQuery().singleResult())
                .hasName("Repair module: ISS-00007 Totals are gone")
                .hasCandidateUser("maintainer");
        fireTimer("BoundaryEvent_RepairOverdue");
        continueFrom("Task_EscalateIssue");
        verify(issues).escalate(ISSUE);
        complete(taskQuery().singleResult(), withVariables("fixedIn", "17.0.1.0.1", "issueMessage", "Ported"));
        continueFrom("Task_RepairModule");
        verify(issues).fixed(ISSUE, "17.0.1.0.1", "Ported", CALLER);
        complete(taskQuery().singleResult(), withVariables("issueResolved", false, "issueMessage", "Still wrong"));
        continueFrom("Task_ConfirmResolution");
        triage("MAINTAINER");
        assertThat(resolution).isWaitingAt("Task_RepairModule").hasPassed("EndEvent_IssueEscalated");
    }

    @Test
    @DisplayName(
            "R106: an answer is confirmed; what is not resolved goes back to the analysts, and what is late to others")
    void answers() {
        var resolution = reported(false);

        fireTimer("BoundaryEvent_TriageOverdue");
        continueFrom("Task_EscalateIssue");
        triage("ANSWER");
        complete(taskQuery().singleResult(), withVariables("issueResolved", false, "issueMessage", "I do not see it"));
        continueFrom("Task_ConfirmResolution");
        verify(issues).confirm(ISSUE, false, "I do not see it", CALLER);
        assertThat(resolution).isWaitingAt("Task_TriageIssue");
        assertThat(runtimeService().getVariable(resolution.getId(), "issueMessage"))
                .isNull();
        complete(
                taskQuery().singleResult(),
                withVariables("triage", "ANSWER", "issueMessage", "Here it is", "concern", "USAGE"));
        verify(issues).triage(ISSUE, Triage.ANSWER, Concern.USAGE, null, false, "Here it is", CALLER);
    }

    @Test
    void isWithdrawn() {
        var resolution = reported(false);

        issueWorkflow().withdraw("ISS-00008");
        assertThat(resolution).isWaitingAt("Task_TriageIssue");
        issueWorkflow().withdraw(ISSUE);
        continueFrom("StartEvent_IssueWithdrawn");

        assertThat(resolution).isEnded().hasPassed("EndEvent_IssueWithdrawn").hasNotPassed("EndEvent_IssueClosed");
        assertThat(taskQuery().count()).isZero();
    }

    private static void triage(String decision) {
        complete(
                taskQuery().singleResult(),
                withVariables(
                        "triage",
                        decision,
                        "knownCause",
                        true,
                        "issueModule",
                        "sale",
                        "issueMessage",
                        "We look into it"));
        continueFrom("Task_TriageIssue");
    }

    private static ProcessInstance reported(boolean forMaintainer) {
        var resolution = runtimeService()
                .startProcessInstanceByKey(
                        IssueResolutionModel.PROCESS_ID,
                        NUMBER,
                        Map.of("issueNumber", ISSUE, "forMaintainer", forMaintainer, "issueDue", Date.from(DUE)));
        continueFrom("StartEvent_IssueReported");
        return resolution;
    }
}
