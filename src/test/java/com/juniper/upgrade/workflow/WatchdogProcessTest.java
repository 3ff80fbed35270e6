package com.juniper.upgrade.workflow;

import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.complete;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.runtimeService;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.task;

import com.juniper.upgrade.TestProperties;
import com.juniper.upgrade.watching.Standstill;
import java.nio.file.Path;
import java.time.Instant;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.Deployment;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Deployment(resources = {"bpmn/Watchdog.bpmn", "forms/look-at-standstill.form"})
class WatchdogProcessTest extends ProcessTrace {

    private static final long STANDSTILL = 7;

    @RegisterExtension
    static ProcessEngineCoverageExtension engine = ProcessEngineCoverageExtension.builder("process-tests.cfg.xml")
            .assertClassCoverageAtLeast(1.0)
            .build();

    private static CamundaWatchdogWorkflow workflow() {
        return new CamundaWatchdogWorkflow(
                runtimeService(), TestProperties.of(Path.of("home"), "http://platform.test"));
    }

    private static ProcessInstance noticed() {
        workflow()
                .standsStill(new Standstill(
                        STANDSTILL, NUMBER, "RUNNING", Instant.parse("2030-01-31T12:00:00Z"), "/upgrades/" + NUMBER));
        return runtimeService().createProcessInstanceQuery().singleResult();
    }

    @Test
    @DisplayName(
            "An operator is asked to look at what stands still, with what it is, since when, and where it is shown")
    void asksAnOperator() {
        var process = noticed();
        continueFrom("StartEvent_LimitPassed");

        assertThat(process).isWaitingAt("Task_LookAtStandstill");
        assertThat(task(process)).hasName("Look at standstill: UPG-00042").hasCandidateGroup("camunda-admin");
        assertThat(process).variables().containsEntry("standstillPage", "http://platform.test/upgrades/UPG-00042");
        org.assertj.core.api.Assertions.assertThat(
                        runtimeService().getVariable(process.getId(), WatchdogModel.STANDSTILL_TEXT.name()))
                .asString()
                .startsWith("UPG-00042 is RUNNING since 2030-01-31T12:00:00Z");

        complete(task(process));
        continueFrom("Task_LookAtStandstill");
        assertThat(process).isEnded().hasPassed("EndEvent_StandstillExplained");
        org.assertj.core.api.Assertions.assertThat(workflow().movedOn(STANDSTILL))
                .as("nobody is asked any more")
                .isTrue();
    }

    @Test
    @DisplayName("The task goes by itself when the state moves on, and not before it is there")
    void goesByItself() {
        var process = noticed();
        org.assertj.core.api.Assertions.assertThat(workflow().movedOn(STANDSTILL))
                .as("the task is not there yet")
                .isFalse();
        continueFrom("StartEvent_LimitPassed");

        org.assertj.core.api.Assertions.assertThat(workflow().movedOn(STANDSTILL))
                .isTrue();

        assertThat(process).isEnded().hasPassed("EndEvent_StandstillOver").hasNotPassed("EndEvent_StandstillExplained");
    }
}
