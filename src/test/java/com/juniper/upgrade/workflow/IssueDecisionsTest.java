package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.processEngine;

import com.juniper.upgrade.support.Category;
import com.juniper.upgrade.support.Concern;
import com.juniper.upgrade.support.CoverageFacts;
import com.juniper.upgrade.support.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.test.Deployment;
import org.camunda.bpm.engine.test.junit5.ProcessEngineExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

/** The decisions about issues, case by case. */
@Deployment(resources = {"bpmn/SlaCoverage.dmn", "bpmn/IssueRouting.dmn"})
class IssueDecisionsTest {

    @RegisterExtension
    static ProcessEngineExtension engine = ProcessEngineExtension.builder()
            .configurationResource("process-tests.cfg.xml")
            .build();

    @Test
    @DisplayName("R133-R144: what a contract covers, the whole truth table")
    void coverage() throws IOException {
        var rows = new ClassPathResource("coverage.txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\\s+"))
                .toList();

        assertThat(rows).hasSize(Concern.values().length * 16);
        assertThat(rows).allSatisfy(row -> {
            var decided = workflow()
                    .coverage(new CoverageFacts(
                            Concern.valueOf(row[0]),
                            row[1].equals("y"),
                            row[2].equals("y"),
                            row[3].equals("y"),
                            row[4].equals("y")));
            assertThat(decided.covered()).as(String.join(" ", row)).isEqualTo(row[5].equals("covered"));
            assertThat(decided.requirement()).isEqualTo(row[6]);
            assertThat(decided.clause()).endsWith(".");
        });
    }

    @ParameterizedTest
    @DisplayName("R106, R109, R132: where an issue goes, the whole truth table")
    @CsvSource({
        "TESTING, STANDARD, true, false, 24",
        "TESTING, STANDARD, false, false, 48",
        "TESTING, STUDIO, true, false, 24",
        "TESTING, STUDIO, false, false, 48",
        "TESTING, CUSTOM_MODULE, true, false, 24",
        "TESTING, CUSTOM_MODULE, false, true, 336",
        "TESTING, CODE, true, false, 24",
        "TESTING, CODE, false, true, 336",
        "TESTING, DATA, true, false, 24",
        "TESTING, DATA, false, false, 48",
        "TESTING, USAGE, true, false, 24",
        "TESTING, USAGE, false, false, 48",
        "PRODUCTION, STANDARD, true, false, 4",
        "PRODUCTION, STANDARD, false, false, 8",
        "PRODUCTION, STUDIO, true, false, 4",
        "PRODUCTION, STUDIO, false, false, 8",
        "PRODUCTION, CUSTOM_MODULE, true, false, 4",
        "PRODUCTION, CUSTOM_MODULE, false, true, 24",
        "PRODUCTION, CODE, true, false, 4",
        "PRODUCTION, CODE, false, true, 24",
        "PRODUCTION, DATA, true, false, 4",
        "PRODUCTION, DATA, false, false, 8",
        "PRODUCTION, USAGE, true, false, 4",
        "PRODUCTION, USAGE, false, false, 8"
    })
    void routing(Category category, Concern concern, boolean covered, boolean forMaintainer, int hours) {
        assertThat(workflow().route(category, concern, covered)).isEqualTo(new Route(forMaintainer, hours));
    }

    private static CamundaIssueWorkflow workflow() {
        return new CamundaIssueWorkflow(
                processEngine().getRuntimeService(), processEngine().getDecisionService());
    }
}
