package com.juniper.upgrade.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.PlatformTest;
import com.juniper.upgrade.TestClient;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.databases.Backups;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.HostedDatabases.RollingPart;
import com.juniper.upgrade.databases.LocalPostgres;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Releases;
import com.juniper.upgrade.rolling.Campaigns.Act;
import com.juniper.upgrade.sample.SampleHosting;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.support.Issues;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The story of one release: published, tried in silence, invited; an issue that is resolved; production by one click. */
@PlatformTest
@TestPropertySource(properties = {"juniper.rolling.error-threshold=100%", "juniper.rolling.success-threshold=0"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollingIT {

    private static final String BROKEN_VIEW = """
            insert into ir_ui_view (name, model, type, priority, mode, active, inherit_id, arch_db)
            select 'Credit limit in red', 'res.partner', 'form', 99, 'extension', true, res_id,
              '<field name="credit_limit" position="attributes"><attribute name="class">text-danger</attribute></field>'
            from ir_model_data where module = 'base' and name = 'view_partner_form'""";

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext platform;

    @Autowired
    private HostedDatabases databases;

    @Autowired
    private LocalPostgres server;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private People people;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private Invitations invitations;

    private HostedDatabase clean;
    private HostedDatabase backedUp;
    private HostedDatabase views;
    private HostedDatabase project;
    private HostedDatabase unwilling;

    @BeforeAll
    void publish() throws SQLException {
        var hosting = new SampleHosting(platform, folder);
        hosting.publish("15.0");
        clean = hosting.host("rolling-clean", "acme", "15.0", "contacts");
        backedUp = hosting.host("rolling-backed-up", "rivalry", "15.0", "contacts");
        views = hosting.host("rolling-views", "acme", "15.0", "contacts");
        execute(views.name(), BROKEN_VIEW);
        project = hosting.host("rolling-project", "acme", "15.0", "contacts");
        databases.assign(project.id(), "acme", "SH");
        unwilling = hosting.host("rolling-unwilling", "acme", "15.0", "contacts");
        databases.takePart(unwilling.id(), RollingPart.OPT_OUT);
        hosting.host("rolling-nobodys", "nobodys", "15.0", "contacts");
        platform.getBean(Backups.class).take(backedUp);
        execute(
                backedUp.name(),
                "insert into res_partner (name, active, create_date, write_date) select 'After the backup', true, t, t from (select now() at time zone 'UTC' as t) now");
        TestClient.as("operator", port).publish("16.0", hosting.dump("16.0"));
    }

    @Test
    @Order(1)
    @DisplayName(
            "R10-R13: a published version is tried on every eligible database in silence; only those without an issue are invited")
    void triesAndInvites() throws SQLException {
        var campaign = campaign();
        await("the end of the campaign", () -> campaign().state() == Campaign.State.FINISHED);

        assertThat(states())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        clean.id(), TrialOutcome.CLEAN,
                        backedUp.id(), TrialOutcome.CLEAN,
                        views.id(), TrialOutcome.ISSUE));
        assertThat(invitations.open(List.of(clean.id(), backedUp.id(), views.id())))
                .containsOnlyKeys(clean.id(), backedUp.id());
        assertThat(strings("postgres", "select datname from pg_database where datname ~ '^req_|-trial-'"))
                .isEmpty();
        assertThat(jdbc.sql(
                                "select l.line from upgrade.request_log l join upgrade.request r on r.id = l.request_id where database_id = ?")
                        .param(backedUp.id())
                        .query(String.class)
                        .list())
                .as("of the newest backup, nothing is dumped")
                .noneMatch(line -> line.contains("dumping contents"));

        assertThat(jdbc.sql(
                                "select count(*) from upgrade.mail where recipient not like '%juniper.example%' or subject like '%UPG-%'")
                        .query(Long.class)
                        .single())
                .isZero();
        var demo = TestClient.as("demo", port);
        assertThat(demo.get("/api/databases").body()).doesNotContain("TRIAL", "-trial-");
        var upgrade = jdbc.sql("select upgrade from upgrade.campaign_target where database_id = ?")
                .param(views.id())
                .query(String.class)
                .single();
        assertThat(demo.get("/api/requests").body()).doesNotContain(upgrade);
        assertThat(campaigns.view(campaign.number(), operator()).groups())
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.met()).isEqualTo(1);
                    assertThat(group.open()).isTrue();
                    var issues = platform.getBean(Issues.class);
                    var issue = issues.visible(String.valueOf(group.issue()), caller("analyst"));
                    assertThat(issue.internal()).isTrue();
                    assertThatThrownBy(() -> issues.visible(issue.number(), caller("demo")))
                            .isInstanceOf(RequestNotFoundException.class);
                });
    }

    @Test
    @Order(2)
    @DisplayName("R14: the invitation is a message in the database, for its administrators alone")
    void postsTheInvitation() throws SQLException {
        await("the message", () -> !messages(clean.name()).isEmpty());

        assertThat(messages(clean.name()))
                .singleElement()
                .asString()
                .contains("http://platform.test/invitations/" + open(clean).id(), "strongly recommend", "Upgrade now");
        assertThat(messages(views.name())).isEmpty();
        assertThat(messages(project.name())).isEmpty();
        assertThat(strings(clean.name(), """
                        select distinct u.login from mail_channel c join mail_channel_partner m on m.channel_id = c.id
                        join res_users u on u.partner_id = m.partner_id where c.name::text like '%Juniper%' order by 1""")).isEqualTo(strings(clean.name(), """
                        select distinct u.login from res_users u join res_groups_users_rel r on r.uid = u.id
                        join ir_model_data g on g.res_id = r.gid and g.module = 'base' and g.name = 'group_system'
                        where u.active order by 1"""));
    }

    @Test
    @Order(3)
    @DisplayName(
            "R18, R19: the resolved issue of a group lets its databases be tried again as they are by now, and invited")
    void triesAgainWhatIsResolved() throws SQLException {
        platform.getBean(Backups.class).take(views);
        execute(views.name(), "delete from ir_ui_view where name = 'Credit limit in red'");
        var issue = String.valueOf(
                campaigns.view(campaign().number(), operator()).groups().get(0).issue());
        complete("Triage issue", issue, Map.of("triage", "FIX", "issueMessage", "The view is mended."));
        complete("Fix issue", issue, Map.of("fixedIn", "16.0 revision 2"));
        complete("Confirm resolution", issue, Map.of("issueResolved", true));

        await("the invitation", () -> invitations.open(List.of(views.id())).containsKey(views.id()));
        assertThat(states()).containsEntry(views.id(), TrialOutcome.CLEAN);
    }

    @Test
    @Order(4)
    @DisplayName(
            "R18: another customer's click does nothing; a maintainer's and an operator's neither; a reminder comes back")
    void isAnsweredByItsCustomer() throws SQLException {
        var id = open(clean).id();

        assertThatThrownBy(() -> invitations.upgradeNow(id, caller("rival")))
                .isInstanceOf(RequestNotFoundException.class);
        assertThatThrownBy(() -> invitations.upgradeNow(id, caller("maintainer")))
                .isInstanceOfAny(RequestNotFoundException.class, NotAllowedException.class);
        assertThatThrownBy(() -> invitations.decline(id, caller("operator"))).isInstanceOf(NotAllowedException.class);
        invitations.remindLater(id, caller("demo"));
        jdbc.sql("update upgrade.invitation set remind = now() where id = ?")
                .param(id)
                .update();
        await("the second message", () -> messages(clean.name()).size() == 2);
        assertThat(open(clean).isOpen()).isTrue();
    }

    @Test
    @Order(5)
    @DisplayName(
            "R18, R19: a paused campaign withdraws its invitations; resumed, its databases are tried before they are invited again")
    void pausesAndResumes() throws SQLException {
        var number = campaign().number();
        var id = open(clean).id();
        campaigns.act(number, Act.PAUSE, "A customer's numbers differ", operator());

        assertThatThrownBy(() -> invitations.upgradeNow(id, caller("demo")))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("withdrawn", "numbers differ");
        await("the message without buttons", () -> messages(clean.name()).stream()
                .noneMatch(text -> text.contains("/invitations/")));
        assertThatThrownBy(() -> campaigns.act(number, Act.RESUME, " ", operator()))
                .hasMessageContaining("remark");
        assertThatThrownBy(() -> campaigns.act(number, Act.RESUME, "Now", caller("analyst")))
                .isInstanceOf(NotAllowedException.class);
        campaigns.act(number, Act.RESUME, "They do not differ", operator());
        await(
                "the invitation after a new trial",
                () -> invitations.open(List.of(clean.id())).containsKey(clean.id()));
        assertThat(open(clean).id()).isNotEqualTo(id);
    }

    @Test
    @Order(6)
    @DisplayName("R15: Upgrade now upgrades production at once, by one click of two")
    void upgradesNow() throws SQLException {
        var invitation = open(clean);
        var request = invitations.upgradeNow(invitation.id(), caller("demo"));

        assertThatThrownBy(() -> invitations.upgradeNow(invitation.id(), caller("colleague")))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("Dora Demo chose to upgrade already");
        var done = TestClient.as("demo", port).awaitState(request.id().toString(), "DELIVERED", "FAILED", "REFUSED");
        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("DELIVERED");
        assertThat(strings(clean.name(), "select left(latest_version, 4) from ir_module_module where name = 'base'"))
                .containsExactly("16.0");
        await("the messages without buttons", () -> messages(clean.name()).stream()
                .noneMatch(text -> text.contains("/invitations/")));
    }

    @Test
    @Order(7)
    @DisplayName("R16: who wants to test first goes on in the database manager; who declines is not invited again")
    void testsFirstOrDeclines() {
        var first = open(views);
        invitations.testFirst(first.id(), caller("demo"));
        assertThat(invitations.visible(first.id(), caller("demo")).state()).isEqualTo(Invitation.State.TEST_CHOSEN);
        var other = open(backedUp);
        invitations.decline(other.id(), caller("rival"));
        assertThat(jdbc.sql("select rolling from upgrade.hosted_database where id = ?")
                        .param(backedUp.id())
                        .query(String.class)
                        .single())
                .isEqualTo("OPT_OUT");
        await(
                "the end of the processes",
                () -> jdbc.sql(
                                        "select count(*) from camunda.act_ru_execution e join camunda.act_re_procdef d on d.id_ = e.proc_def_id_ where d.key_ = 'RollingInvitation'")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    @Test
    @Order(8)
    @DisplayName("R18: a withdrawn release stops its campaign, and is no target any more")
    void withdrawsTheRelease() {
        platform.getBean(Releases.class).withdraw("sample", Version.parse("16.0"), "operator");

        assertThat(campaign().state()).isEqualTo(Campaign.State.STOPPED);
        assertThat(campaign().reason()).contains("withdrawn");
        var again = TestClient.as("demo", port)
                .post(
                        "/api/requests",
                        Map.of("database", unwilling.name(), "targetVersion", "16.0", "email", "a@acme.invalid"));
        assertThat(again.status()).isEqualTo(422);
    }

    private Campaign campaign() {
        return campaigns.newest(operator()).stream()
                .filter(campaign -> campaign.line().equals("sample"))
                .findFirst()
                .orElseThrow();
    }

    private Map<Long, TrialOutcome> states() {
        Map<Long, TrialOutcome> states = new java.util.HashMap<>();
        campaigns
                .targets(campaign().number(), new CampaignView.TargetFilter(null, null, null, 1), operator())
                .targets()
                .forEach(target -> states.put(target.database(), target.state()));
        return states;
    }

    private Invitation open(HostedDatabase database) {
        await(
                "the invitation of " + database.name(),
                () -> invitations.open(List.of(database.id())).containsKey(database.id()));
        return java.util.Objects.requireNonNull(
                invitations.open(List.of(database.id())).get(database.id()));
    }

    private Caller operator() {
        return caller("operator");
    }

    private Caller caller(String login) {
        return new Caller(login, people.find(login).orElseThrow());
    }

    private List<String> messages(String database) throws SQLException {
        return strings(
                database,
                "select body::text from mail_message where body::text like '%16.0%' and message_id like '<invitation-%'");
    }

    /** Completes a task of an issue as the analyst, when it is there. */
    private void complete(String name, String issue, Map<String, Object> variables) {
        var analyst = TestClient.as("analyst", port);
        var id = Awaitility.await(name)
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> StreamSupport.stream(
                                        analyst.get("/api/tasks")
                                                .json()
                                                .path("tasks")
                                                .spliterator(),
                                        false)
                                .filter(task -> task.toString().contains(issue)
                                        && task.toString().contains(name))
                                .map(task -> task.path("id").asText())
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
        var done = analyst.post("/api/tasks/%s/complete".formatted(id), Map.of("variables", variables));
        assertThat(done.status()).as(done.body()).isEqualTo(204);
    }

    private static void await(String what, Callable<Boolean> until) {
        Awaitility.await(what)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(300))
                .until(until);
    }

    private void execute(String database, String... statements) throws SQLException {
        try (var connection = server.superuser(database).connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> strings(String database, String sql) throws SQLException {
        try (var connection = server.superuser(database).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
