package com.juniper.upgrade;

import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.ErpBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/**
 * Measures every page and list of a platform with one delivered test copy ({@code bin/bench pages}): how long each of three
 * people waits for it, of which 100 ms at most are wanted. Many rows are {@link TasksBench}'s and {@link DatabasesBench}'s.
 */
final class PagesBench {

    private static final Version FROM = Version.parse("15.0");
    private static final Version TO = Version.parse("16.0");

    private static final List<String> EVERYBODY = List.of(
            "/",
            "/databases",
            "/projects",
            "/support",
            "/releases",
            "/tasks",
            "/sla",
            "/status",
            "/privacy",
            "/gdpr",
            "/account",
            "/upgrade",
            "/api/requests",
            "/api/databases",
            "/api/tasks",
            "/api/issues");
    private static final List<String> OPERATORS = List.of(
            "/campaigns",
            "/outbox",
            "/admin/people",
            "/admin/audit",
            "/admin/privacy",
            "/admin/nodes",
            "/admin/recovery",
            "/api/audit",
            "/actuator/prometheus");
    private static final List<String> CASE = List.of(
            "/upgrades/%1$s",
            "/upgrades/%1$s/findings?request=%2$s",
            "/upgrades/%1$s/testing",
            "/upgrades/%1$s/golive",
            "/support/new?upgrade=%1$s",
            "/api/requests/%2$s",
            "/api/requests/%2$s/findings",
            "/api/requests/%2$s/testing",
            "/api/upgrades/%1$s/golive");

    private PagesBench() {}

    /** Takes nothing. */
    static void run(List<String> arguments) throws IOException, SQLException, InterruptedException {
        // PostgreSQL runs as another user, who cannot enter a temporary folder of ours
        var platform = new ChildPlatform(
                Path.of("target", "bench-pages-" + ProcessHandle.current().pid()), ChildPlatform.AS_OPERATED);
        platform.start();
        try {
            platform.furnish(Files.createTempDirectory("bench"), FROM, TO);
            platform.execute("""
                    insert into upgrade.person values ('ann', 'Ann', 'Analyst', 'ann@juniper.invalid', null, '{noop}ann');
                    insert into upgrade.membership values ('ann', 'ANALYST')""");
            var request = delivered(platform);
            var number = platform.strings("select number from upgrade.request where id = '%s'".formatted(request))
                    .get(0);
            AnswerTimes.printHead();
            for (var who : List.of("ada", "ann", "operator")) {
                var session = TestSession.of(who, platform.port());
                EVERYBODY.forEach(page -> AnswerTimes.print(who, page, i -> session.get(page)));
                CASE.forEach(page -> AnswerTimes.print(
                        who, page.formatted("{number}", "{id}"), i -> session.get(page.formatted(number, request))));
                if (who.equals("operator")) {
                    OPERATORS.forEach(page -> AnswerTimes.print(who, page, i -> session.get(page)));
                }
            }
        } finally {
            platform.stop();
        }
    }

    /** A test copy that is delivered, and whose testers are asked. */
    private static String delivered(ChildPlatform platform) throws SQLException {
        var database = TestPostgres.createDatabase("bench_pages");
        ErpBuilder.build(database, FROM, Set.of("contacts", "payment"));
        var dump = TestPostgres.dump(
                database, TestPostgres.HOME.resolveSibling("bench-pages.dump").toAbsolutePath());
        var ada = TestClient.as("ada", platform.port());
        var request = ada.submit(ada.upload(dump), TO.toString(), "JUN-ENT-0001", Map.of("name", "bench"))
                .json()
                .path("requestId")
                .asText();
        ada.awaitState(request, "DELIVERED");
        Awaitility.await("its testers' tasks")
                .until(() -> !ada.get("/api/tasks").json().path("tasks").isEmpty());
        return request;
    }
}
