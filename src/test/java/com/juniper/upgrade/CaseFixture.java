package com.juniper.upgrade;

import com.juniper.upgrade.artifacts.Artifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes what a test needs around cases without running an upgrade. */
public final class CaseFixture {

    /** A version that is published on a line of its own, so that no other test meets it. */
    public static final String VERSION = "99.0";

    private static final AtomicInteger NUMBER = new AtomicInteger(90_000);

    private final JdbcClient jdbc;
    private final Path home;
    private final Artifacts artifacts;

    public CaseFixture(ApplicationContext platform) {
        this.jdbc = platform.getBean(JdbcClient.class);
        this.home = platform.getBean(JuniperProperties.class).home();
        this.artifacts = platform.getBean(Artifacts.class);
    }

    /** A case with one request. */
    public record Case(String number, UUID request) {}

    /** A delivered request of somebody in the company Acme, with a database, a report and a log line. */
    public Case deliveredTo(String submitter) {
        return make(submitter, "DELIVERED");
    }

    /** A request of somebody in the company Acme, of which no process is under way. */
    public Case make(String submitter, String state) {
        var made = new Case("UPG-" + NUMBER.incrementAndGet(), UUID.randomUUID());
        jdbc.sql("""
                        insert into upgrade.upgrade (number, company, owner, database_key, database_name, target_version)
                        values (?, 'acme', ?, ?, 'fixture', '17.0')""").params(made.number(), submitter, "acme/" + made.number()).update();
        jdbc.sql("""
                        insert into upgrade.request (id, number, submitter, purpose, email, contract, upload_id, file_name,
                          upload_bytes, target_version, state)
                        values (?, ?, ?, 'TEST', 'it@juniper.example', 'JUN-ENT-0001', 'none', 'fixture.dump', 1, '17.0', ?)""").params(made.request(), made.number(), submitter, state).update();
        jdbc.sql("insert into upgrade.request_log (request_id, line) values (?, 'a line of the log')")
                .param(made.request())
                .update();
        file(made.request(), "upgraded.zip", "DATABASE", "a database");
        file(made.request(), "report.json", "REPORT", "{}");
        file(made.request(), "report.html", "REPORT", "<p>a report</p>");
        file(made.request(), "findings.csv", "REPORT", "from,to,category,severity,app,title,details\n");
        return made;
    }

    /** Gives a case's request a checklist: two items of one area, with no answer; returns the number of the first. */
    public long checklist(Case made) {
        jdbc.sql("insert into upgrade.checklist (request_id) values (?)")
                .param(made.request())
                .update();
        return jdbc.sql("""
                        insert into upgrade.checklist_item (request_id, area, area_title, name, sentence)
                        values (:id, 'general', 'General', 'users', 'Can everybody log in?'),
                               (:id, 'general', 'General', 'filters', 'Are your search filters there?') returning id""")
                .param("id", made.request())
                .query(Long.class)
                .list()
                .get(0);
    }

    /** An issue with a file. */
    public record Issue(String number, long file) {}

    /** An issue of a case, with one message of demo and its file; nobody is asked to solve it. */
    public Issue issue(Case made) {
        var number = "ISS-" + NUMBER.incrementAndGet();
        jdbc.sql("""
                        insert into upgrade.issue (number, upgrade, request_id, category, concern, title, state, covered, requirement,
                          clause, blocking, reporter, reporter_name, email, due)
                        values (?, ?, ?, 'TESTING', 'STANDARD', 'Totals are gone', 'REPORTED', true, 'R137', 'Covered.', true,
                          'demo', 'Dora Demo', 'it@juniper.example', now())""").params(number, made.number(), made.request()).update();
        return new Issue(number, jdbc.sql("""
                        with said as (insert into upgrade.issue_message (issue, author, author_name, staff, body)
                          values (?, 'demo', 'Dora Demo', false, 'Look') returning id)
                        insert into upgrade.small_file (message_id, name, type, content)
                        select id, 'log.txt', 'application/octet-stream', 'a log' from said returning id""").param(number).query(Long.class).single());
    }

    /** Has a text stand in everything that people of acme see of a case, its issue and a database. */
    public void tell(Case made, Issue issue, long database, String text) {
        set("upgrade set database_name = ? where number = ?", text, made.number());
        set("request set file_name = ? where id = ?", text, made.request());
        set("request_log set line = ? where request_id = ?", text, made.request());
        set("checklist_item set sentence = ? where request_id = ?", text, made.request());
        set("issue set title = ? where number = ?", text, issue.number());
        set("issue_message set body = ? where issue = ?", text, issue.number());
        set("small_file set content = convert_to(?, 'UTF8') where id = ?", text, issue.file());
        set("hosted_database set name = ? where id = ?", text, database);
        jdbc.sql(
                        "insert into upgrade.mail (recipient, login, subject, body, sent) values ('demo@acme.example', 'demo', ?, ?, now())")
                .params(text, text)
                .update();
    }

    private void set(String change, String text, Object key) {
        jdbc.sql("update upgrade." + change).params(text, key).update();
    }

    /** Deletes a case with all that belongs to it. */
    public void forget(Case made) {
        for (var table : List.of("request_log", "request_reason", "request_step", "artifact")) {
            jdbc.sql("delete from upgrade.%s where request_id = ?".formatted(table))
                    .param(made.request())
                    .update();
        }
        jdbc.sql("delete from upgrade.request where id = ?")
                .param(made.request())
                .update();
    }

    private void file(UUID request, String name, String kind, String content) {
        try {
            Files.writeString(artifacts.folder(request).resolve(name), content);
            artifacts.add(request, name, kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A complete upload of somebody, with an empty file. */
    public String uploadOf(String owner) {
        var id = UUID.randomUUID().toString();
        try {
            Files.createFile(home.resolve("uploads/files").resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        jdbc.sql("insert into upgrade.upload (id, owner, file_name, bytes, complete) values (?, ?, ?, 1, true)")
                .params(id, owner, "gate-" + NUMBER.incrementAndGet() + ".dump")
                .update();
        return id;
    }

    /** A production database of the company Acme that can be upgraded to {@link #VERSION} and that nobody can connect to. */
    public long hosted() {
        publish(VERSION);
        return jdbc.sql("""
                        insert into upgrade.hosted_database (cluster, name, oid, owner, kind, company, line, version)
                        select 'local', ?, oid, 'nobody', 'PRODUCTION', 'acme', 'fixture', '98.0' from pg_database
                        where datname = current_database() returning id""")
                .param("fixture-" + NUMBER.incrementAndGet())
                .query(Long.class)
                .single();
    }

    /** Makes a project of acme with an empty repository; {@return its name}. */
    public String project() {
        var name = "fixture-" + NUMBER.incrementAndGet();
        jdbc.sql("""
                        insert into upgrade.project (name, company, database_id, created_by, hook_secret)
                        values (?, 'acme', ?, 'operator', 'secret')""").params(name, hosted()).update();
        return name;
    }

    /** A running campaign to {@link #VERSION}, on a line of its own, of which no process is under way: nothing in it begins or ends by itself. */
    public String campaign(int wave, int waves) {
        int id = NUMBER.incrementAndGet();
        var number = "CAM-" + id;
        jdbc.sql("""
                        insert into upgrade.campaign (number, line, version, settings, state, wave, waves)
                        values (?, ?, ?, ?::jsonb, 'RUNNING', ?, ?)""").params(number, "fixture-" + id, VERSION, """
                        {"waves": ["2", "100%"], "successThreshold": 80, "errorThreshold": "100%", "trialsPerCluster": 1, "hours": null,
                         "longestMinutes": 20, "approval": false,
                         "filter": {"versions": [], "edition": null, "maxMegabytes": null, "modules": [], "countries": []}}""", wave, waves).update();
        return number;
    }

    /** A database of a campaign; it is not tried by itself. */
    public void target(String campaign, long database, int wave, String state) {
        jdbc.sql("""
                        insert into upgrade.campaign_target (campaign, database_id, cluster, wave, state, not_before)
                        values (?, ?, 'local', ?, ?, 'infinity')""").params(campaign, database, wave, state).update();
    }

    /** A delivered trial of a campaign's database, which took four minutes. */
    public Case trial(String campaign, long database) {
        var trial = make("Juniper Upgrade", "DELIVERED");
        jdbc.sql("""
                        update upgrade.request r set purpose = 'TRIAL', database_id = d.id, upload_id = null, hosting = 'ONLINE',
                          source_version = d.version, target_version = c.version
                        from upgrade.hosted_database d, upgrade.campaign c where r.id = ? and d.id = ? and c.number = ?""").params(trial.request(), database, campaign).update();
        jdbc.sql("""
                        update upgrade.upgrade u set source_version = d.version, target_version = c.version, database_name = d.name,
                          database_key = 'hosted/' || d.id
                        from upgrade.hosted_database d, upgrade.campaign c where u.number = ? and d.id = ? and c.number = ?""").params(trial.number(), database, campaign).update();
        jdbc.sql("""
                        update upgrade.campaign_target set request_id = ?, upgrade = ?, seconds = 240
                        where campaign = ? and database_id = ?""")
                .params(trial.request(), trial.number(), campaign, database)
                .update();
        return trial;
    }

    /** The invitation that a trial led to. */
    public UUID invitation(String campaign, long database, Case trial) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into upgrade.invitation (id, campaign, database_id, company, upgrade, request_id, write_after)
                        select ?, ?, id, company, ?, ?, 'infinity' from upgrade.hosted_database where id = ?""")
                .params(id, campaign, trial.number(), trial.request(), database)
                .update();
        return id;
    }

    /** Publishes versions without a catalog: requests for them are accepted, and none can be upgraded. */
    public void publish(String... versions) {
        for (String version : versions) {
            jdbc.sql("""
                            insert into upgrade.release (line, version, revision, published_by, modules, tables, records, files)
                            values ('fixture', ?, 1, 'operator', 0, 0, 0, 0) on conflict do nothing""").param(version).update();
        }
    }
}
