package com.juniper.upgrade.workflow.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.CaseFixture.Case;
import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestClient;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A program reads what belongs to its company, and never learns that there is more. */
@PlatformTest
class IntegrationReadsIT {

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private JdbcClient jdbc;

    private Case own;
    private Case others;
    private String ownInstance;
    private String othersInstance;

    @BeforeEach
    void casesOfTwoCompanies() {
        var cases = new CaseFixture(platform);
        own = cases.make("demo", "WAITING_FOR_MODULES");
        others = cases.make("rival", "WAITING_FOR_MODULES");
        jdbc.sql("update upgrade.upgrade set company = 'rivalry' where number = ?")
                .param(others.number())
                .update();
        ownInstance = waiting(own);
        othersInstance = waiting(others);
    }

    private String waiting(Case made) {
        return processes
                .createProcessInstanceByKey("TestUpgrade")
                .businessKey(made.number())
                .setVariables(Map.of("requestId", made.request().toString(), "targetVersion", "17.0"))
                .startBeforeActivity("Task_DeclareCustomModulesPorted")
                .execute()
                .getId();
    }

    private TestClient integration() {
        return TestClient.withToken("sample-integration-token", port);
    }

    @ParameterizedTest
    @CsvSource({
        "process-instance/OWN, 200",
        "process-instance/OWN/activity-instances, 200",
        "process-instance/OWN/variables, 200",
        "history/process-instance/OWN, 200",
        "process-instance?businessKey=NUMBER, 200",
        "process-instance/count?businessKey=NUMBER, 200",
        "history/process-instance?processInstanceBusinessKey=NUMBER, 200",
        "history/activity-instance?processInstanceId=OWN, 200",
        "process-definition, 200",
        "process-definition/key/TestUpgrade/xml, 200",
        "process-instance/OTHER, 404",
        "process-instance/OTHER/variables, 404",
        "history/process-instance/OTHER, 404",
        "process-instance/none, 404",
        "process-instance?businessKey=FOREIGN, 404",
        "history/process-instance?processInstanceBusinessKey=FOREIGN, 404",
        "history/activity-instance?processInstanceId=OTHER, 404",
        "process-instance, 400",
        "process-instance/count, 400",
        "process-instance?businessKey=NUMBER&businessKey=FOREIGN, 400",
        "history/process-instance, 400",
        "history/activity-instance, 400",
        "process-definition/key/TestUpgrade/statistics, 403",
        "task, 403",
        "user, 403",
        "job, 403",
        "deployment, 403",
        "history/task, 403",
        "engine/default/process-instance/OTHER, 404"
    })
    void reads(String path, int status) {
        var address = path.replace("OWN", ownInstance)
                .replace("OTHER", othersInstance)
                .replace("NUMBER", own.number())
                .replace("FOREIGN", others.number());

        var answer = integration().get("/engine-rest/" + address);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain(others.request().toString());
    }

    @Test
    @DisplayName("analysts and operators read the processes of every company")
    void staffReadsAll() {
        for (var who : new String[] {"analyst", "operator"}) {
            assertThat(TestClient.as(who, port)
                            .get("/engine-rest/process-instance/" + othersInstance)
                            .status())
                    .isEqualTo(200);
        }
    }
}
