package com.juniper.upgrade.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.TestProperties;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Releases;
import com.juniper.upgrade.rolling.Campaign.State;
import com.juniper.upgrade.rolling.CampaignSettings.Filter;
import com.juniper.upgrade.rolling.Campaigns.Act;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.workflow.TestPlatform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The rules of campaigns on a real database: who takes part, when a wave ends, what pauses, what is tried again. */
class CampaignsTest {

    private static final Caller OPERATOR = caller(Role.OPERATOR);
    private static final Caller ANALYST = caller(Role.ANALYST);
    private static final Version TARGET = Version.parse("18.0");
    private static final SingleConnectionDataSource source = source();
    private static final JdbcClient jdbc = JdbcClient.create(source);

    private final RollingWorkflow workflow = mock(RollingWorkflow.class);
    private final Releases releases = mock(Releases.class);
    private final CampaignStore store = new CampaignStore(jdbc, source, new ObjectMapper());
    private final TrialStore trials = new TrialStore(jdbc);
    private final InvitationStore invitations = new InvitationStore(jdbc);
    private final Campaigns campaigns = new Campaigns(
            store,
            trials,
            invitations,
            workflow,
            releases,
            TestProperties.of(Path.of("unused"), "http://platform.test"));

    private static Caller caller(Role role) {
        return new Caller(
                role.name(), new Person(role.name(), "Otto", role.name(), "o@juniper.example", null, Set.of(role)));
    }

    private static SingleConnectionDataSource source() {
        var database = TestPlatform.database("rolling");
        return new SingleConnectionDataSource(database.url(), database.user(), database.password(), true);
    }

    @BeforeEach
    void begin() {
        for (var table : List.of(
                "invitation",
                "campaign_group",
                "campaign_act",
                "campaign_target",
                "campaign",
                "request",
                "upgrade",
                "hosted_database",
                "contract",
                "company")) {
            jdbc.sql("delete from upgrade." + table).update();
        }
        jdbc.sql("insert into upgrade.company values ('acme', 'Acme'), ('poor', 'Without a contract')")
                .update();
        jdbc.sql("insert into upgrade.contract values ('JUN-1', 'acme', 'ENTERPRISE', true, true)")
                .update();
        when(releases.latest("sample")).thenReturn(Optional.of(TARGET));
        when(workflow.isUnderWay(any())).thenReturn(true);
        when(workflow.waveEnded(any())).thenReturn(true);
        when(workflow.decided(any(), anyBoolean())).thenReturn(true);
    }

    private static void host(int number) {
        jdbc.sql("""
                        insert into upgrade.hosted_database (cluster, name, oid, owner, kind, company, line, version, edition, bytes, looked,
                          module_names, country)
                        select 'local', 'db-' || n, n, 'acme', 'PRODUCTION', 'acme', 'sample', '17.0', 'enterprise', n * 1048576, now(),
                          array['base', 'sale'], 'BE'
                        from generate_series(1, ?) n""").param(number).update();
    }

    private static void change(String name, String change) {
        jdbc.sql("update upgrade.hosted_database set %s where name = ?".formatted(change))
                .param(name)
                .update();
    }

    private Campaign started(CampaignSettings settings) {
        var campaign = campaigns.start("sample", "18.0", settings, OPERATOR);
        campaigns.listTargets(campaign.number());
        campaigns.openWave(campaign.number());
        return campaigns.require(campaign.number());
    }

    private static CampaignSettings settings(int success, String errors, String... waves) {
        return new CampaignSettings(List.of(waves), success, errors, 2, null, 20, false, Filter.NONE);
    }

    private static void outcomes(int wave, TrialOutcome outcome, int number) {
        jdbc.sql("""
                        update upgrade.campaign_target set state = ? where database_id in (
                          select database_id from upgrade.campaign_target where wave = ? and state = 'WAITING' order by database_id limit ?)""").params(outcome.name(), wave, number).update();
    }

    private static List<String> targets() {
        return jdbc.sql("""
                        select d.name from upgrade.campaign_target t join upgrade.hosted_database d on d.id = t.database_id
                        order by t.wave, d.id""").query(String.class).list();
    }

    @Test
    @DisplayName("R10, R11: online databases of the line on an older version take part, whose company has a contract")
    void listsWhoIsEligible() {
        host(12);
        change("db-1", "hosting = 'SH'");
        change("db-2", "version = '18.0'");
        change("db-3", "line = 'community'");
        change("db-4", "company = 'poor'");
        change("db-5", "company = null");
        change("db-6", "gone = now()");
        change("db-7", "kind = 'TEST'");
        change("db-8", "rolling = 'OPT_OUT'");
        change("db-9", "problem = 'locked'");
        change("db-10", "version = '9.0'");

        started(settings(80, "20%", "100%"));

        assertThat(targets()).containsExactly("db-10", "db-11", "db-12");
    }

    @Test
    @DisplayName("A campaign's filter takes versions, edition, size, modules and countries")
    void filters() {
        host(6);
        change("db-1", "version = '16.0'");
        change("db-2", "edition = 'community'");
        change("db-3", "bytes = 5000000000");
        change("db-4", "module_names = array['base']");
        change("db-5", "country = 'FR'");

        started(new CampaignSettings(
                List.of("100%"),
                80,
                "20%",
                1,
                null,
                20,
                false,
                new Filter(List.of("17.0", "15.0"), "enterprise", 1000L, List.of("sale"), List.of("BE", "NL"))));

        assertThat(targets()).containsExactly("db-6");
    }

    @Test
    @DisplayName("Canaries are the first wave")
    void triesCanariesFirst() {
        host(10);
        change("db-7", "rolling = 'CANARY'");
        change("db-9", "rolling = 'CANARY'");

        var campaign = started(settings(80, "20%", "3"));

        assertThat(campaign.waves()).isEqualTo(3);
        assertThat(targets()).hasSize(10).startsWith("db-7", "db-9");
        assertThat(store.counts(campaign.number()).get(2)).containsEntry(TrialOutcome.WAITING, 3L);
        assertThat(store.counts(campaign.number()).get(3)).containsEntry(TrialOutcome.WAITING, 5L);
    }

    @ParameterizedTest(name = "{0} clean, {1} too long, {2} blocked of a wave with the threshold {3}% go on: {4}")
    @CsvSource({
        "8, 2, 0, 80, true",
        "7, 3, 0, 80, false",
        "0, 10, 0, 0, true",
        "10, 0, 0, 100, true",
        "9, 1, 0, 100, false",
        "4, 1, 5, 80, false",
        "8, 0, 2, 80, true",
        "0, 0, 10, 0, true"
    })
    @DisplayName("The next wave opens by itself from the success threshold on; what is blocked counts as not clean")
    void opensTheNextWave(int clean, int tooLong, int blocked, int threshold, boolean goesOn) {
        host(12);
        var campaign = started(settings(threshold, "100%", "10"));
        outcomes(1, TrialOutcome.CLEAN, clean);
        outcomes(1, TrialOutcome.TOO_LONG, tooLong);
        outcomes(1, TrialOutcome.BLOCKED, blocked);

        campaigns.advance(campaign.number());

        verify(workflow, times(goesOn ? 1 : 0)).waveEnded(campaign.number());
        assertThat(campaigns.require(campaign.number()).state()).isEqualTo(goesOn ? State.RUNNING : State.PAUSED);
    }

    @ParameterizedTest(name = "{1} issues in a wave of 10 with the limit {0} pause: {2}")
    @CsvSource({
        "3, 2, false",
        "3, 3, true",
        "20%, 1, false",
        "20%, 2, true",
        "21%, 2, false",
        "100%, 9, false",
        "1, 1, true"
    })
    @DisplayName("R18: from the error threshold on the campaign is paused, while others of the wave still wait")
    void pausesOnErrors(String threshold, int issues, boolean paused) {
        host(12);
        var campaign = started(settings(0, threshold, "10"));
        outcomes(1, TrialOutcome.ISSUE, issues);

        campaigns.advance(campaign.number());

        var now = campaigns.require(campaign.number());
        assertThat(now.state()).isEqualTo(paused ? State.PAUSED : State.RUNNING);
        if (paused) {
            assertThat(now.reason()).contains("%d of the 10 databases of wave 1".formatted(issues), threshold);
            assertThat(now.byPlatform()).isTrue();
        }
    }

    @Test
    @DisplayName("A wave that has not ended opens nothing; the last one ends the campaign")
    void endsAfterTheLastWave() {
        host(3);
        var campaign = started(settings(80, "100%", "2"));
        outcomes(1, TrialOutcome.CLEAN, 1);
        outcomes(1, TrialOutcome.TRYING, 1);
        campaigns.advance(campaign.number());
        verify(workflow, never()).waveEnded(any());

        assertThat(campaigns.openWave(campaign.number())).isTrue();
        assertThat(campaigns.openWave(campaign.number())).isFalse();
        assertThat(campaigns.require(campaign.number()).state()).isEqualTo(State.FINISHED);
    }

    @Test
    @DisplayName("A pause or a stop while the next wave is on its way is not lost; what is finished can be paused, too")
    void pausesWhileAWaveOpens() {
        host(4);
        var number = started(settings(0, "100%", "2")).number();
        campaigns.act(number, Act.PAUSE, "wait", OPERATOR);

        assertThat(campaigns.openWave(number)).isTrue();
        assertThat(campaigns.require(number).state()).isEqualTo(State.PAUSED);
        assertThat(campaigns.require(number).wave()).isEqualTo(2);
        campaigns.advance(number);
        verify(workflow, times(2)).paused(number);
        assertThat(trials.take(
                        number, trials.next(campaigns.require(number), 1).get(0).database()))
                .as("a trial of a paused campaign")
                .isFalse();
        campaigns.act(number, Act.RESUME, "go on", OPERATOR);
        assertThat(campaigns.openWave(number)).isFalse();
        assertThat(campaigns.require(number).state()).isEqualTo(State.FINISHED);

        when(workflow.isUnderWay(number)).thenReturn(false);
        when(workflow.decided(any(), anyBoolean())).thenReturn(false);
        campaigns.act(number, Act.PAUSE, "wait", OPERATOR);
        campaigns.act(number, Act.RESUME, "go on", OPERATOR);
        assertThat(campaigns.require(number).state()).isEqualTo(State.FINISHED);
        campaigns.act(number, Act.STOP, "enough", OPERATOR);
        assertThat(campaigns.openWave(number)).isFalse();
        assertThat(campaigns.require(number).state()).isEqualTo(State.STOPPED);
    }

    @Test
    @DisplayName("R10: who has changed since the list was made is neither tried nor invited, and loses his invitation")
    void forgetsWhoHasChanged() {
        host(3);
        var number = started(settings(0, "100%", "100%")).number();
        change("db-1", "hosting = 'SH'");
        change("db-2", "rolling = 'OPT_OUT'");

        trials.next(campaigns.require(number), 3).forEach(next -> trials.endIneligible(number, next.database()));
        trials.next(campaigns.require(number), 3).forEach(next -> trials.endIneligible(number, next.database()));
        assertThat(states(TrialOutcome.NOT_ELIGIBLE)).containsExactly("db-1", "db-2");
        outcomes(1, TrialOutcome.CLEAN, 1);
        invite(number);
        invitations.withdrawChanged();
        assertThat(invitationStates()).containsExactly("OPEN");
        change("db-3", "version = '18.0'");
        invitations.withdrawChanged();
        assertThat(invitationStates()).containsExactly("WITHDRAWN");
    }

    @Test
    @DisplayName("Who resumes a campaign accepts the issues so far; one more issue than the limit pauses it again")
    void resumesWithWhatWasAccepted() {
        host(12);
        var campaign = started(settings(80, "2", "10"));
        outcomes(1, TrialOutcome.ISSUE, 2);
        campaigns.advance(campaign.number());
        campaigns.act(campaign.number(), Act.RESUME, "Known and harmless", OPERATOR);

        campaigns.advance(campaign.number());
        assertThat(campaigns.require(campaign.number()).state()).isEqualTo(State.RUNNING);
        outcomes(1, TrialOutcome.ISSUE, 1);
        campaigns.advance(campaign.number());
        assertThat(campaigns.require(campaign.number()).state()).isEqualTo(State.RUNNING);
        outcomes(1, TrialOutcome.ISSUE, 1);
        campaigns.advance(campaign.number());
        assertThat(campaigns.require(campaign.number()).state()).isEqualTo(State.PAUSED);

        assertThat(campaigns.view(campaign.number(), OPERATOR).acts())
                .extracting(CampaignView.Act::act, CampaignView.Act::person)
                .contains(org.assertj.core.groups.Tuple.tuple("Resumed", "Otto OPERATOR"));
    }

    @Test
    @DisplayName(
            "R19: what the platform paused goes on by itself once every cause is resolved, and what met it is tried again")
    void goesOnWhenResolved() {
        host(4);
        var campaign = started(settings(0, "2", "4"));
        var number = campaign.number();
        assertThat(trials.begin(number, "failed|hop|x", "It fails", null, "17.0"))
                .isTrue();
        assertThat(trials.begin(number, "failed|hop|x", "It fails", null, "17.0"))
                .as("one cause is one group")
                .isFalse();
        trials.reported(number, "failed|hop|x", "ISS-00001");
        jdbc.sql(
                        "update upgrade.campaign_target set state = 'ISSUE', signature = 'failed|hop|x' where database_id in (select database_id from upgrade.campaign_target order by 1 limit 2)")
                .update();
        campaigns.advance(number);
        assertThat(campaigns.require(number).state()).isEqualTo(State.PAUSED);

        trials.resolve("ISS-00001").forEach(group -> {
            campaigns.again(group.campaign(), group.signature());
            campaigns.resolved(group.campaign());
        });

        assertThat(campaigns.require(number).state()).isEqualTo(State.RUNNING);
        assertThat(store.counts(number).get(1)).containsEntry(TrialOutcome.WAITING, 4L);
        assertThat(trials.begin(number, "failed|hop|x", "It fails", null, "17.0"))
                .as("it comes back")
                .isTrue();
    }

    @Test
    @DisplayName(
            "R18: what two databases met keeps those with the same version and module from being tried, unless one was clean")
    void blocksSameTraits() {
        host(8);
        change("db-7", "module_names = array['base']");
        change("db-8", "version = '16.0'");
        var number = started(settings(0, "100%", "8")).number();
        trials.begin(number, "failed|sale", "It fails", "sale", "17.0");
        met(number, "db-1");
        assertThat(trials.block(number, "failed|sale")).as("one alone").isZero();
        met(number, "db-2");

        assertThat(trials.block(number, "failed|sale")).isEqualTo(4);
        assertThat(states(TrialOutcome.WAITING)).containsExactly("db-7", "db-8");

        trials.again(number, "failed|sale");
        met(number, "db-1");
        met(number, "db-2");
        jdbc.sql(
                        "update upgrade.campaign_target set state = 'CLEAN' where database_id = (select id from upgrade.hosted_database where name = 'db-3')")
                .update();
        assertThat(trials.block(number, "failed|sale"))
                .as("one of its kind was clean")
                .isZero();
    }

    private static void met(String campaign, String name) {
        jdbc.sql("""
                        update upgrade.campaign_target set state = 'ISSUE', signature = 'failed|sale'
                        where campaign = ? and database_id = (select id from upgrade.hosted_database where name = ?)""").params(campaign, name).update();
    }

    private static List<String> states(TrialOutcome outcome) {
        return jdbc.sql("""
                        select d.name from upgrade.campaign_target t join upgrade.hosted_database d on d.id = t.database_id
                        where t.state = ? order by d.id""").param(outcome.name()).query(String.class).list();
    }

    @Test
    @DisplayName("Trials are begun in small batches, as many on a cluster as may run there, of open waves alone")
    void limitsTrialsOfACluster() {
        host(10);
        change("db-9", "cluster = 'far'");
        change("db-10", "cluster = 'far'");
        var campaign = started(settings(0, "100%", "100%"));

        assertThat(trials.next(campaign, 20))
                .extracting(TrialStore.Next::cluster)
                .containsOnly("local", "far")
                .hasSize(4);
        assertThat(trials.next(campaign, 3)).hasSize(3);
        outcomes(1, TrialOutcome.TRYING, 1);
        assertThat(trials.next(campaign, 20)).hasSize(3);
        var next = trials.next(campaign, 1).get(0);
        assertThat(trials.take(campaign.number(), next.database())).isTrue();
        assertThat(trials.take(campaign.number(), next.database()))
                .as("another node")
                .isFalse();
        trials.later(campaign.number(), next.database(), 10);
        assertThat(trials.next(campaign, 20))
                .extracting(TrialStore.Next::database)
                .doesNotContain(next.database());
    }

    @Test
    @DisplayName(
            "R11: of two versions published within an hour the newer one goes on; a new revision goes on with its own campaign")
    void followsTheNewestVersion() {
        host(3);
        campaigns.published("sample", TARGET, "Otto");
        var first = store.open("sample").get(0);
        campaigns.listTargets(first.number());
        campaigns.openWave(first.number());
        outcomes(1, TrialOutcome.ISSUE, 1);

        campaigns.published("sample", TARGET, "Otto");
        assertThat(store.open("sample")).hasSize(1);
        assertThat(store.counts(first.number()).get(1)).containsEntry(TrialOutcome.WAITING, 3L);

        when(releases.latest("sample")).thenReturn(Optional.of(Version.parse("19.0")));
        campaigns.published("sample", Version.parse("19.0"), "Otto");
        assertThat(campaigns.require(first.number()).state()).isEqualTo(State.STOPPED);
        assertThat(campaigns.require(first.number()).reason()).contains("19.0 is published");
        verify(workflow).stopped(first.number());
        assertThat(store.open("sample")).extracting(Campaign::version).containsExactly("19.0");

        campaigns.published("sample", Version.parse("17.0"), "Otto");
        assertThat(store.open("sample")).extracting(Campaign::version).containsExactly("19.0");
    }

    @Test
    @DisplayName("Acts are an operator's, with a remark, in the right state, and say what is wrong otherwise")
    void refusesWhatCannotBe() {
        host(3);
        var number = started(settings(80, "20%", "100%")).number();

        assertThatThrownBy(() -> campaigns.act(number, Act.PAUSE, "why", ANALYST))
                .isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> campaigns.act(number, Act.PAUSE, null, OPERATOR))
                .hasMessageContaining("remark");
        assertThatThrownBy(() -> campaigns.act(number, Act.RESUME, "why", OPERATOR))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("\"Paused\" but \"Running\"");
        assertThatThrownBy(() -> campaigns.start("sample", "18.0", settings(80, "20%", "5"), OPERATOR))
                .hasMessageContaining(number + " is the campaign to 18.0 already");
        assertThatThrownBy(() -> campaigns.start("sample", "17.0", settings(80, "20%", "5"), OPERATOR))
                .hasMessageContaining("that of sample is 18.0");
        campaigns.act(number, Act.STOP, "enough", OPERATOR);
        assertThatThrownBy(() -> campaigns.act(number, Act.STOP, "enough", OPERATOR))
                .hasMessageContaining("stopped already");
        assertThatThrownBy(() -> campaigns.act(number, Act.RETRY, "again", OPERATOR))
                .hasMessageContaining("stopped");
        assertThat(campaigns
                        .start("sample", "18.0", settings(80, "20%", "5"), OPERATOR)
                        .state())
                .isEqualTo(State.LISTING);
    }

    @Test
    @DisplayName(
            "A campaign that is paused or stopped withdraws its invitations at once, with the reason; resumed, it tries before it invites")
    void withdrawsInvitations() {
        host(2);
        var number = started(settings(0, "100%", "100%")).number();
        outcomes(1, TrialOutcome.CLEAN, 1);
        invite(number);
        campaigns.act(number, Act.PAUSE, "numbers differ", OPERATOR);

        assertThat(invitationStates()).containsExactly("WITHDRAWN");
        assertThat(invitations.untold(10)).hasSize(1);
        assertThat(invitations.untold(10)).as("each is told once").isEmpty();
        campaigns.act(number, Act.RESUME, "they do not", OPERATOR);
        assertThat(store.counts(number).get(1)).containsEntry(TrialOutcome.WAITING, 2L);

        outcomes(1, TrialOutcome.CLEAN, 2);
        invite(number);
        invite(number);
        campaigns.withdrawn("sample", TARGET, "Otto");
        assertThat(invitationStates()).containsOnly("WITHDRAWN").hasSize(3);
        assertThat(campaigns.require(number).state()).isEqualTo(State.STOPPED);
    }

    private static void invite(@Nullable String campaign) {
        jdbc.sql(
                        "insert into upgrade.upgrade (number, owner, database_key, database_name, target_version) values ('UPG-1', 'x', 'hosted/1', 'db', '18.0') on conflict do nothing")
                .update();
        jdbc.sql("""
                        insert into upgrade.invitation (id, campaign, database_id, company, upgrade, request_id)
                        select gen_random_uuid(), t.campaign, t.database_id, 'acme', 'UPG-1', gen_random_uuid()
                        from upgrade.campaign_target t where t.campaign = ? and t.state = 'CLEAN' and not exists (
                          select from upgrade.invitation i where i.database_id = t.database_id and i.state = 'OPEN')
                        limit 1""").param(campaign).update();
    }

    private static List<String> invitationStates() {
        return jdbc.sql("select state from upgrade.invitation")
                .query(String.class)
                .list();
    }
}
