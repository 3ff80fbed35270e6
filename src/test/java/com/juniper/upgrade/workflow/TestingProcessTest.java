package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.complete;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.processEngine;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.runtimeService;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.task;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.taskQuery;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.withVariables;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.checklists.Answer;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.Deployment;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Deployment(resources = {"bpmn/Testing.bpmn", "forms/test-area.form", "forms/declare-confidence.form"})
class TestingProcessTest extends ProcessTrace {

    private static final String[] ENDS = {
        "EndEvent_ConfidenceDeclared", "EndEvent_FurtherTestNeeded", "EndEvent_TestingClosed"
    };

    private static final UUID OTHER = UUID.fromString("9a2f1d5c-77f0-4a6e-9f43-5d5b5b1c6e22");

    @RegisterExtension
    static ProcessEngineCoverageExtension engine = ProcessEngineCoverageExtension.builder("process-tests.cfg.xml")
            .assertClassCoverageAtLeast(1.0)
            .build();

    @Test
    @DisplayName("R21, R24: a task per area with open items for the company's people, then the customer's decision")
    void asksEachAreaAndThenTheCustomer() {
        when(checklists.decideInTask(REQUEST, true, "All is well", CALLER)).thenReturn(true);
        var testing = opened();

        assertThat(area("general"))
                .hasName("Test area: Area general")
                .hasCandidateUser("demo")
                .hasCandidateUser("dora")
                .hasCandidateGroup("support-analysts");
        assertThat(taskQuery().count()).isEqualTo(2);
        complete(area("general"), withVariables("areaAnswer", "PROBLEM", "testingComment", "No totals"));
        complete(area("sales"), withVariables("areaAnswer", "FINE"));
        verify(checklists).answerInTask(REQUEST, "general", Answer.PROBLEM, "No totals", CALLER);
        verify(checklists).answerInTask(REQUEST, "sales", Answer.FINE, null, CALLER);
        continueFrom("Task_TestArea#multiInstanceBody");
        assertThat(task(testing)).hasName("Declare confidence").hasCandidateUser("demo");
        assertThat(processEngine()
                        .getTaskService()
                        .getIdentityLinksForTask(task(testing).getId()))
                .hasSize(1);
        complete(task(testing), withVariables("confident", true, "testingComment", "All is well"));
        continueFrom("Task_DeclareConfidence");

        assertEnded(testing, "EndEvent_ConfidenceDeclared");
        verify(checklists).prepare(REQUEST);
        verify(checklists, never()).close(REQUEST);
    }

    @Test
    @DisplayName("R21: what the page answers completes the area's task, and the form's answers are not touched")
    void thePageCompletesTasks() {
        when(checklists.decideInTask(eq(REQUEST), anyBoolean(), any(), any())).thenReturn(false);
        var testing = opened();

        assertThat(workflow().confidenceDeclared(REQUEST, true)).isFalse();
        workflow().areaTested(OTHER, "sales");
        workflow().areaTested(REQUEST, "sales");
        assertThat(taskQuery().list()).extracting(Task::getName).containsExactly("Test area: Area general");
        workflow().areaTested(REQUEST, "general");
        continueFrom("Task_TestArea#multiInstanceBody");
        assertThat(workflow().confidenceDeclared(REQUEST, false)).isTrue();
        continueFrom("Task_DeclareConfidence");

        assertEnded(testing, "EndEvent_FurtherTestNeeded");
        verify(checklists, never()).answerInTask(any(), any(), any(), any(), any());
    }

    @Test
    @DisplayName("R64: a newer test takes the place of one that is being tested")
    void isSuperseded() {
        var testing = opened();

        workflow().endTesting("UPG-00041");
        assertThat(testing).isWaitingAt("Task_TestArea");
        workflow().endTesting(NUMBER);
        continueFrom("Task_CloseChecklist");

        assertEnded(testing, "EndEvent_TestingClosed");
        verify(checklists).close(REQUEST);
        assertThat(taskQuery().count()).isZero();
    }

    @Test
    void closesTheChecklistOfATestThatNobodyTests() {
        var testing = opened();

        fireTimer("BoundaryEvent_TestingTimeOver");
        continueFrom("Task_CloseChecklist");

        assertEnded(testing, "EndEvent_TestingClosed");
        verify(checklists).close(REQUEST);
    }

    @Test
    void asksForTheDecisionAtOnceWhereEveryAnswerIsTakenOver() {
        when(checklists.openAreas(REQUEST.toString())).thenReturn(List.of());

        var testing = opened();
        continueFrom("Task_TestArea#multiInstanceBody");

        assertThat(testing).isWaitingAt("Task_DeclareConfidence").hasNotPassed("Task_TestArea");
    }

    private static CamundaUpgradeWorkflow workflow() {
        var processes = processEngine();
        return new CamundaUpgradeWorkflow(
                processes.getRuntimeService(), processes.getTaskService(), processes.getHistoryService());
    }

    private static ProcessInstance opened() {
        var testing = runtimeService().startProcessInstanceByKey(TestingModel.PROCESS_ID, NUMBER, variables(REQUEST));
        continueFrom("StartEvent_TestingCalled", "Task_PrepareChecklist", "StartEvent_ChecklistOpened");
        return testing;
    }

    private static Task area(String key) {
        return taskQuery().list().stream()
                .filter(task -> task.getName().endsWith(key))
                .findFirst()
                .orElseThrow();
    }

    private static void assertEnded(ProcessInstance testing, String end) {
        var others = List.of(ENDS).stream().filter(other -> !other.equals(end)).toArray(String[]::new);
        assertThat(testing).isEnded().hasPassed(end).hasNotPassed(others);
    }
}
