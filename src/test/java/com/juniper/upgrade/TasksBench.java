package com.juniper.upgrade;

import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.ErpBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/**
 * Measures a platform with many open tasks and closed cases ({@code bin/bench tasks}): one real case waits for its testers
 * and has an issue, another is closed, and both are copied in the database, row by row, with numbers of their own, for a
 * hundred companies. What no page that is asked for reads is not copied (other variables, details and jobs of the history,
 * evidence); logs, steps and items of closed cases are, for the first thousand, which are those that are looked at.
 */
final class TasksBench {

    private static final String PLANNING = "Task_ProposeSlot";
    private static final String SIZES = "10000:100000";
    private static final Version FROM = Version.parse("15.0");
    private static final Version TO = Version.parse("16.0");

    /** What stays as it is in a copy, though it has the form of an id. */
    private static final String DEFINITIONS =
            "{proc_def_id_,process_def_id_,deployment_id_,job_def_id_,job_definition_id_,dec_def_id_,bytearray_id_,form_key_}";

    private static final List<String> RUNTIME = List.of(
            "camunda.act_ru_execution where proc_inst_id_ in (%1$s)",
            "camunda.act_ru_task where proc_inst_id_ in (%1$s)",
            "camunda.act_ru_identitylink where task_id_ in (%2$s)",
            "camunda.act_ru_variable where proc_inst_id_ in (%1$s)",
            "camunda.act_ru_authorization where resource_id_ in (%2$s)");
    private static final List<String> HISTORY = List.of(
            "camunda.act_hi_procinst where id_ in (%1$s)",
            "camunda.act_hi_actinst where proc_inst_id_ in (%1$s)",
            "camunda.act_hi_taskinst where proc_inst_id_ in (%1$s)",
            "camunda.act_hi_varinst where proc_inst_id_ in (%1$s) and name_ in ('requestId', 'targetVersion', 'area')",
            "camunda.act_hi_identitylink where task_id_ in (%2$s)");
    private static final List<String> OURS = List.of(
            "upgrade.upgrade where number = '%3$s'",
            "upgrade.request where id = '%4$s'",
            "upgrade.case_event where number = '%3$s'",
            "upgrade.checklist where request_id = '%4$s'",
            "upgrade.issue where upgrade = '%3$s'",
            "upgrade.issue_message where issue = '%5$s'");
    private static final List<String> TESTED = List.of(
            "upgrade.checklist_item where request_id = '%4$s'",
            "upgrade.request_log where request_id = '%4$s'", "upgrade.request_step where request_id = '%4$s'");

    /** So many closed cases are copied with what their pages show. */
    private static final int WHOLE = 1000;

    private static final String ISSUE = "ISS-00001";

    /** What is a copy's own: the text in the original, whether it is a whole value, and what is in its place in the copy. */
    private static final String OWN = """
            (values ('%1$s', false, 'node'), ('%2$s', false, 'number'), ('%3$s', false, 'request'), ('%4$s', false, 'issue'),
              ('%5$s', true, 'key'), ('ada', true, 'login'), ('acme', true, 'company')) own (text, whole, name)""";

    private final ChildPlatform platform;

    private TasksBench(ChildPlatform platform) {
        this.platform = platform;
    }

    /** Takes numbers of open tasks and closed cases, like {@code 10000:100000}. */
    static void run(List<String> sizes) throws IOException, SQLException, InterruptedException {
        var size = (sizes.isEmpty() ? SIZES : sizes.get(0)).split(":", 2);
        // PostgreSQL runs as another user, who cannot enter a temporary folder of ours
        var platform = new ChildPlatform(
                Path.of("target", "bench-tasks-" + ProcessHandle.current().pid()),
                Map.of(
                        "JUNIPER_POSTGRES_SETTINGS",
                        "fsync=off,full_page_writes=off,wal_level=minimal,max_wal_senders=0,max_wal_size=8GB,shared_buffers=512MB"));
        platform.start();
        try {
            platform.furnish(Files.createTempDirectory("bench"), FROM, TO);
            platform.execute("""
                    insert into upgrade.company values ('few', 'Few & Co');
                    insert into upgrade.person values ('ann', 'Ann', 'Analyst', 'ann@juniper.invalid', null, '{noop}ann'),
                      ('otto', 'Otto', 'Operator', 'otto@juniper.invalid', null, '{noop}otto'),
                      ('rita', 'Rita', 'Few', 'rita@few.invalid', 'few', '{noop}rita');
                    insert into upgrade.company select 'c' || n, 'Company ' || n from generate_series(0, 99) n;
                    insert into upgrade.person select 'u' || n, 'User', n::text, 'u@c.invalid', 'c' || n, '' from generate_series(0, 99) n;
                    insert into upgrade.membership values ('ann', 'ANALYST'), ('otto', 'OPERATOR'), ('rita', 'CUSTOMER');
                    insert into upgrade.membership select 'u' || n, 'CUSTOMER' from generate_series(0, 99) n""");
            new TasksBench(platform).measure(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
        } finally {
            platform.stop();
        }
    }

    private void measure(int tasks, int cases) throws IOException, SQLException, InterruptedException {
        var ada = TestClient.as("ada", platform.port());
        var upload = ada.upload(dump());
        var open = submitted(ada, upload, "open");
        var closed = submitted(ada, upload, "closed");
        close(ada, closed);
        report(numberOf(open), open);
        int each = Integer.parseInt(one(
                "select count(*) from camunda.act_ru_task t join camunda.act_ru_execution e on e.id_ = t.proc_inst_id_ where e.business_key_ = '%s'"
                        .formatted(numberOf(open))));
        long begin = System.nanoTime();
        int copies = (tasks + each - 1) / each;
        copy(open, "UPG-2", copies, List.of(RUNTIME, HISTORY, OURS, TESTED));
        copy(closed, "UPG-1", cases, List.of(HISTORY, OURS));
        copy(closed, "UPG-1", Math.min(cases, WHOLE), List.of(TESTED));
        platform.execute("""
                update upgrade.request set created = created - random() * interval '180 days';
                update camunda.act_ru_task set due_date_ = localtimestamp + (random() - 0.3) * interval '20 days',
                  create_time_ = create_time_ - random() * interval '20 days'""");
        platform.execute("vacuum analyze");
        System.out.printf(
                "%s open tasks, %s of them of issues, %s closed cases, %s activities in the history, planted in %d s%n",
                one("select count(*) from camunda.act_ru_task"),
                one("select count(*) from camunda.act_ru_task where task_def_key_ = 'Task_TriageIssue'"),
                one(
                        "select count(*) from camunda.act_hi_procinst where proc_def_key_ = 'UpgradeLifecycle' and end_time_ is not null"),
                one("select count(*) from camunda.act_hi_actinst"),
                Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        AnswerTimes.printHead();
        for (var who : List.of("ann", "otto", "rita")) {
            pages(who, copies, Math.min(cases, WHOLE));
        }
    }

    private static Path dump() throws SQLException {
        var database = TestPostgres.createDatabase("bench_tasks");
        ErpBuilder.build(database, FROM, Set.of("contacts", "payment"));
        return TestPostgres.dump(
                database, TestPostgres.HOME.resolveSibling("bench-tasks.dump").toAbsolutePath());
    }

    /** A request whose test copy is delivered, and whose testers are asked. */
    private String submitted(TestClient ada, String upload, String name) {
        var answer = ada.submit(upload, TO.toString(), "JUN-ENT-0001", Map.of("name", name));
        var request = answer.json().path("requestId").asText();
        ada.awaitState(request, "DELIVERED", "FAILED", "REFUSED");
        await(
                "select 1 from camunda.act_ru_task t join camunda.act_ru_execution e on e.id_ = t.proc_inst_id_ where e.business_key_ = (select number from upgrade.request where id = '%s')"
                        .formatted(request));
        return request;
    }

    /** Answers what its testers are asked, until they are confident and go-live is planned; then cancels the case. */
    private void close(TestClient ada, String request) throws IOException, SQLException {
        var number = numberOf(request);
        Awaitility.await("the planning of " + number)
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    var open = ada.get("/api/tasks?case=" + number).json().path("tasks");
                    open.forEach(task -> {
                        var answer = task.path("key").asText().equals("Task_DeclareConfidence")
                                ? Map.of("confident", true)
                                : Map.of("areaAnswer", "FINE");
                        if (!task.path("key").asText().equals(PLANNING)) {
                            ada.post(
                                    "/api/tasks/%s/complete"
                                            .formatted(task.path("id").asText()),
                                    Map.of("variables", answer));
                        }
                    });
                    return open.findValuesAsText("key").contains(PLANNING);
                });
        TestSession.of("ada", platform.port()).send("POST", "/upgrades/%s/cancel".formatted(number), "");
        await(
                "select 1 from camunda.act_hi_procinst where proc_def_key_ = 'UpgradeLifecycle' and business_key_ = '%s' and end_time_ is not null"
                        .formatted(number));
    }

    private void await(String query) {
        Awaitility.await(query).atMost(Duration.ofMinutes(2)).until(() -> !platform.strings(query)
                .isEmpty());
    }

    private String numberOf(String request) throws IOException, SQLException {
        return one("select number from upgrade.request where id = '%s'".formatted(request));
    }

    private String one(String query) throws IOException, SQLException {
        return platform.strings(query).get(0);
    }

    /** The first issue of all, of the case that stays open. */
    private void report(String number, String request) {
        TestSession.of("ada", platform.port())
                .send(
                        "POST",
                        "/support",
                        "upgrade=%s&request=%s&category=TESTING&concern=STANDARD&title=Two+filters+are+gone&text=They+were+there"
                                .formatted(number, request));
        await("select 1 from camunda.act_ru_task where task_def_key_ = 'Task_TriageIssue'");
    }

    /** Copies all rows of a case so many times; each copy has ids, a number, a request and an issue of its own. */
    private void copy(String request, String prefix, int copies, List<List<String>> tables)
            throws IOException, SQLException {
        var number = numberOf(request);
        var key = one("select database_key from upgrade.upgrade where number = '%s'".formatted(number));
        var instances = quoted("select id_ from camunda.act_hi_procinst where business_key_ = '%s'".formatted(number));
        var tasks = quoted("select id_ from camunda.act_hi_taskinst where proc_inst_id_ in (%s)".formatted(instances));
        // the ids that one process makes have the same end
        var node = one("select right(id_, 17) from camunda.act_hi_procinst where business_key_ = '%s' limit 1"
                .formatted(number));
        var numbers = """
                (select number, number as key, md5(number)::uuid::text as request, 'ISS' || substr(number, 4) as issue,
                    '800%2$s-' || lpad(n::text, 12, '0') as node, case who when 77 then 'rita' else 'u' || who end as login,
                    case who when 77 then 'few' else 'c' || who end as company
                  from (select n, n %% 100 as who, '%1$s' || lpad(n::text, 6, '0') as number from generate_series(1, %3$d) n) n)""".formatted(prefix, prefix.substring(prefix.length() - 1), copies);
        for (var rows : tables.stream().flatMap(List::stream).toList()) {
            var original = "(select * from " + rows.formatted(instances, tasks, number, request, ISSUE) + ")";
            var table = rows.replaceAll(" .*", "");
            Map<String, List<String>> own = platform
                    .strings("""
                    select distinct v.name || ' ' || own.name from %s t cross join jsonb_each_text(to_jsonb(t)) v (name, value)
                    join %s on case when whole then v.value = text else v.value like '%%' || text || '%%' end
                    where v.name <> all('%s')""".formatted(original, OWN.formatted(node, number, request, ISSUE, key), DEFINITIONS))
                    .stream()
                    .map(found -> found.split(" ", 2))
                    .collect(Collectors.groupingBy(
                            found -> found[0], Collectors.mapping(found -> found[1], Collectors.toList())));
            var columns = platform.strings("""
                    select a.attname || ' ' || format_type(a.atttypid, null)
                    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                    where a.attrelid = '%s'::regclass and a.attnum > 0 and not a.attisdropped and a.attidentity = ''
                      and a.attgenerated = '' and coalesce(pg_get_expr(d.adbin, d.adrelid), '') not like 'nextval%%'
                    order by attnum""".formatted(table)).stream()
                    .map(column -> column.split(" ", 2))
                    .toList();
            var indexes = platform.strings("""
                    select indexdef from pg_indexes i join pg_class c on c.relname = i.indexname
                    join pg_index x on x.indexrelid = c.oid where not x.indisunique and schemaname || '.' || tablename = '%s'""".formatted(table));
            Map<String, String> texts = Map.of(
                    "node", node, "number", number, "key", key, "request", request, "issue", ISSUE, "login", "ada",
                    "company", "acme");
            platform.execute("""
                    set session_replication_role = replica;
                    set maintenance_work_mem = '512MB';
                    %s
                    insert into %s (%s) select %s from %s c cross join %s t;
                    %s""".formatted(
                    indexes.stream()
                            .map(index -> "drop index %s.%s;"
                                    .formatted(table.replaceAll("\\..*", ""), index.split(" ", -1)[2]))
                            .collect(Collectors.joining()),
                    table,
                    columns.stream().map(column -> '"' + column[0] + '"').collect(Collectors.joining(", ")),
                    columns.stream()
                            .map(column -> copied(column[0], column[1], own.getOrDefault(column[0], List.of()), texts))
                            .collect(Collectors.joining(", ")),
                    numbers,
                    original,
                    String.join(";", indexes)));
        }
    }

    /** A column's value in a copy: what is the copy's own, in place of the original's. */
    private static String copied(String column, String type, List<String> own, Map<String, String> texts) {
        var value = "t.\"%s\"".formatted(column);
        if (own.isEmpty()) {
            return value;
        }
        for (var name : own) {
            value = "replace(%s::text, '%s', c.%s)".formatted(value, texts.get(name), name);
        }
        return "(%s)::%s".formatted(value, type);
    }

    private String quoted(String query) throws IOException, SQLException {
        return platform.strings(query).stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
    }

    private void pages(String who, int open, int closed) {
        var page = TestSession.of(who, platform.port());
        var program = TestClient.as(who, platform.port());
        AnswerTimes.print(who, "/tasks", i -> page.get("/tasks?page=" + (1 + i % 5)));
        AnswerTimes.print(who, "/tasks?view=OVERDUE", i -> page.get("/tasks?view=OVERDUE"));
        AnswerTimes.print(who, "/api/tasks", i -> program.get("/api/tasks?page=" + (1 + i % 5)));
        var one = program.get("/api/tasks").json().at("/tasks/0/id").asText();
        if (!one.isEmpty()) {
            AnswerTimes.print(who, "/tasks/{id}", i -> page.get("/tasks/" + one));
        }
        StreamSupport.stream(
                        page.get("/camunda/api/engine/engine/default/filter?resourceType=Task")
                                .json()
                                .spliterator(),
                        false)
                .forEach(filter -> AnswerTimes.print(
                        who,
                        "Tasklist: " + filter.path("name").asText(),
                        i -> page.postToEngine(
                                "engine/engine/default/filter/%s/list?firstResult=%d&maxResults=15"
                                        .formatted(filter.path("id").asText(), 15 * (i % 5)),
                                "{\"sorting\": []}",
                                "application/hal+json")));
        AnswerTimes.print(
                who, "/upgrades/{number}, closed", i -> page.get("/upgrades/UPG-1%06d".formatted(nth(i, closed))));
        AnswerTimes.print(
                who, "/upgrades/{number}, open", i -> page.get("/upgrades/UPG-2%06d".formatted(nth(i, open))));
        AnswerTimes.print(who, "/support", i -> page.get("/support"));
        AnswerTimes.print(who, "/support/{number}", i -> page.get("/support/ISS-2%06d".formatted(nth(i, open))));
        AnswerTimes.print(who, "/", i -> page.get("/"));
    }

    /** Numbers of cases that all may see who are asked here. */
    private static int nth(int i, int most) {
        return 77 + i * 100 % Math.max(100, most - most % 100);
    }
}
