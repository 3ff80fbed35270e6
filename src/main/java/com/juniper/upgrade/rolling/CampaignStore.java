package com.juniper.upgrade.rolling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.rolling.Campaign.State;
import com.juniper.upgrade.rolling.CampaignSettings.Filter;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Campaigns, their databases and what was done with them, in the platform's database. */
@Repository
class CampaignStore {

    /** That a listed database {@code d} of a campaign {@code t} still is what the list was made of. */
    static final String STILL_ELIGIBLE = """
            d.kind = 'PRODUCTION' and d.gone is null and d.hosting = 'ONLINE' and d.rolling is distinct from 'OPT_OUT'
            and string_to_array(d.version, '.')::int[] < string_to_array(t.version, '.')::int[]""";

    /** R10, R11: hosted online, not on the version yet, somebody's with a contract, and not opted out. */
    private static final String ELIGIBLE = """
            from upgrade.hosted_database d
            where d.kind = 'PRODUCTION' and d.gone is null and d.hosting = 'ONLINE' and d.problem is null and d.line = :line
              and string_to_array(d.version, '.')::int[] < string_to_array(:version, '.')::int[]
              and d.rolling is distinct from 'OPT_OUT'
              and exists (select from upgrade.contract c where c.company = d.company)
              and (cardinality(:versions::text[]) = 0 or d.version = any(:versions))
              and (:edition::text is null or d.edition = :edition)
              and (:bytes::bigint is null or d.bytes <= :bytes)
              and d.module_names @> :modules::text[]
              and (cardinality(:countries::text[]) = 0 or d.country = any(:countries))""";

    private static final int FETCHED = 1000;

    private final JdbcClient jdbc;

    /** Reads a result bit by bit, in a transaction. */
    private final JdbcClient batches;

    private final ObjectMapper json;

    CampaignStore(JdbcClient jdbc, DataSource database, ObjectMapper json) {
        this.jdbc = jdbc;
        var template = new JdbcTemplate(database);
        template.setFetchSize(FETCHED);
        this.batches = JdbcClient.create(template);
        this.json = json;
    }

    Campaign insert(String line, String version, CampaignSettings settings) {
        var number = "CAM-%05d"
                .formatted(jdbc.sql("select nextval('upgrade.campaign_number')")
                        .query(Long.class)
                        .single());
        jdbc.sql("insert into upgrade.campaign (number, line, version, settings, state) values (?, ?, ?, ?::jsonb, ?)")
                .params(number, line, version, written(settings), State.LISTING.name())
                .update();
        return find(number).orElseThrow();
    }

    Optional<Campaign> find(String number) {
        return jdbc.sql("select * from upgrade.campaign where number = ?")
                .param(number)
                .query(this::campaign)
                .optional();
    }

    /** The campaign, alone in this transaction; empty where another one has it, or it is not there. */
    Optional<Campaign> lock(String number, boolean wait) {
        return jdbc.sql("select * from upgrade.campaign where number = ? for update" + (wait ? "" : " skip locked"))
                .param(number)
                .query(this::campaign)
                .optional();
    }

    /** The campaign, which nobody moves until this transaction ends. */
    Campaign share(String number) {
        return jdbc.sql("select * from upgrade.campaign where number = ? for share")
                .param(number)
                .query(this::campaign)
                .single();
    }

    /** The newest campaigns first. */
    List<Campaign> newest(int limit) {
        return jdbc.sql("select * from upgrade.campaign order by created desc, number desc limit ?")
                .param(limit)
                .query(this::campaign)
                .list();
    }

    /** Campaigns of a line that have not been stopped, oldest first. */
    List<Campaign> open(String line) {
        return jdbc.sql("select * from upgrade.campaign where line = ? and state <> 'STOPPED' order by created, number")
                .param(line)
                .query(this::campaign)
                .list();
    }

    /** Those in which something may be to do: trials to begin, a wave to end, invitations to withdraw. */
    List<Campaign> withWork() {
        return jdbc.sql("""
                        select * from upgrade.campaign c
                        where state in ('RUNNING', 'PAUSED')
                          or state = 'FINISHED' and exists (select from upgrade.campaign_target t where t.campaign = c.number and t.state = 'WAITING')
                          or state = 'STOPPED' and exists (select from upgrade.invitation i where i.campaign = c.number and i.state = 'OPEN')
                        order by created, number""").query(this::campaign).list();
    }

    void move(String number, State state, @Nullable String reason, boolean byPlatform) {
        jdbc.sql("""
                        update upgrade.campaign set state = :state, reason = :reason, by_platform = :platform,
                          ended = case when :state in ('FINISHED', 'STOPPED') then coalesce(ended, now()) end
                        where number = :number""")
                .param("state", state.name())
                .param("reason", reason)
                .param("platform", byPlatform)
                .param("number", number)
                .update();
    }

    void openWave(String number, int wave) {
        jdbc.sql("update upgrade.campaign set wave = ?, accepted = 0, accepted_wave = 0 where number = ?")
                .params(wave, number)
                .update();
    }

    /** What somebody accepted who resumed a campaign: so many issues in its open wave, and that too few trials are clean. */
    record Accepted(long issues, int wave) {}

    void accept(String number, long issues, int wave) {
        jdbc.sql("update upgrade.campaign set accepted = ?, accepted_wave = ? where number = ?")
                .params(issues, wave, number)
                .update();
    }

    /** What is tried again was not accepted for good. */
    void acceptAtMost(String number, long issues) {
        jdbc.sql("update upgrade.campaign set accepted = least(accepted, ?) where number = ?")
                .params(issues, number)
                .update();
    }

    Accepted accepted(String number) {
        return jdbc.sql("select accepted, accepted_wave from upgrade.campaign where number = ?")
                .param(number)
                .query((row, index) -> new Accepted(row.getLong(1), row.getInt(2)))
                .single();
    }

    /** Lists the databases that take part, each in its wave: canaries first, the others in an order that has no pattern. */
    int list(Campaign campaign) {
        var counted = eligible("select count(*), count(*) filter (where d.rolling = 'CANARY') " + ELIGIBLE, campaign)
                .query((row, index) -> new long[] {row.getLong(1), row.getLong(2)})
                .single();
        var bounds = campaign.settings().bounds(counted[1], counted[0]);
        eligible("""
                        insert into upgrade.campaign_target (campaign, database_id, cluster, wave)
                        select :campaign, id, cluster, least(:waves, 1 + (select count(*) from unnest(:bounds::bigint[]) b where b < place))
                        from (select d.id, d.cluster, row_number() over (order by d.rolling = 'CANARY' desc nulls last,
                                hashtext(:campaign || '/' || d.id)) as place
                              %s) listed
                        on conflict do nothing""".formatted(ELIGIBLE), campaign)
                .param("campaign", campaign.number())
                .param("waves", bounds.size())
                .param("bounds", bounds.toArray(Long[]::new))
                .update();
        jdbc.sql("update upgrade.campaign set waves = ? where number = ?")
                .params(bounds.size(), campaign.number())
                .update();
        return bounds.size();
    }

    private JdbcClient.StatementSpec eligible(String sql, Campaign campaign) {
        Filter filter = campaign.settings().filter();
        var megabytes = filter.maxMegabytes();
        return jdbc.sql(sql)
                .param("line", campaign.line())
                .param("version", campaign.version())
                .param("versions", filter.versions().toArray(String[]::new))
                .param("edition", filter.edition())
                .param("bytes", megabytes == null ? null : megabytes << 20)
                .param("modules", filter.modules().toArray(String[]::new))
                .param("countries", filter.countries().toArray(String[]::new));
    }

    /** How many databases are where, by wave. */
    Map<Integer, Map<TrialOutcome, Long>> counts(String number) {
        Map<Integer, Map<TrialOutcome, Long>> counts = new TreeMap<>();
        jdbc.sql("select wave, state, count(*) from upgrade.campaign_target where campaign = ? group by wave, state")
                .param(number)
                .query(row -> {
                    counts.computeIfAbsent(row.getInt(1), wave -> new EnumMap<>(TrialOutcome.class))
                            .put(TrialOutcome.valueOf(row.getString(2)), row.getLong(3));
                });
        return counts;
    }

    /** How many databases of one wave are where. */
    Map<TrialOutcome, Long> counts(String number, int wave) {
        Map<TrialOutcome, Long> counts = new EnumMap<>(TrialOutcome.class);
        jdbc.sql("select state, count(*) from upgrade.campaign_target where campaign = ? and wave = ? group by state")
                .params(number, wave)
                .query(row -> {
                    counts.put(TrialOutcome.valueOf(row.getString(1)), row.getLong(2));
                });
        return counts;
    }

    void act(String number, String act, @Nullable String person, @Nullable String remark) {
        jdbc.sql("insert into upgrade.campaign_act (campaign, act, person, remark) values (?, ?, ?, ?)")
                .params(number, act, person, remark)
                .update();
    }

    /** What was done with a campaign, newest first. */
    List<CampaignView.Act> acts(String number) {
        return jdbc.sql("select * from upgrade.campaign_act where campaign = ? order by id desc limit 200")
                .param(number)
                .query((row, index) -> new CampaignView.Act(
                        row.getTimestamp("done").toInstant(),
                        row.getString("act"),
                        row.getString("person"),
                        row.getString("remark")))
                .list();
    }

    /** The causes that its trials met, largest first. */
    List<CampaignView.Group> groups(String number) {
        return jdbc.sql("""
                        select g.*, count(t.database_id) filter (where t.state = 'ISSUE') as met,
                               count(t.database_id) filter (where t.state = 'BLOCKED') as blocked
                        from upgrade.campaign_group g
                        left join upgrade.campaign_target t on t.campaign = g.campaign and t.signature = g.signature
                        where g.campaign = ? group by g.campaign, g.signature order by count(t.database_id) desc, g.created limit 200""")
                .param(number)
                .query((row, index) -> new CampaignView.Group(
                        row.getString("signature"),
                        row.getString("title"),
                        row.getString("module"),
                        row.getString("source_version"),
                        row.getString("issue"),
                        row.getTimestamp("resolved") == null,
                        row.getLong("met"),
                        row.getLong("blocked")))
                .list();
    }

    private static final String TARGETS = """
            select t.*, d.name, d.company, d.version from upgrade.campaign_target t
            join upgrade.hosted_database d on d.id = t.database_id
            where t.campaign = :campaign and (:state::text is null or t.state = :state)
              and (:signature::text is null or t.signature = :signature) and (:text::text is null or d.name ilike :text)
            order by t.wave, t.database_id""";

    private JdbcClient.StatementSpec targets(
            JdbcClient client, String number, CampaignView.TargetFilter filter, String end) {
        return client.sql(TARGETS + end)
                .param("campaign", number)
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("signature", filter.signature())
                .param("text", filter.pattern());
    }

    /** A page of its databases, wave by wave. */
    List<CampaignView.Target> targets(String number, CampaignView.TargetFilter filter, int limit) {
        return targets(jdbc, number, filter, " limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", (filter.page() - 1L) * CampaignView.PAGE)
                .query(CampaignStore::target)
                .list();
    }

    /** All of them, one after the other: however many there are, few are in memory; call it in a transaction. */
    void export(String number, CampaignView.TargetFilter filter, Consumer<CampaignView.Target> reader) {
        try (var stream = targets(batches, number, filter, "").query(CampaignStore::target).stream()) {
            stream.forEach(reader);
        }
    }

    private static CampaignView.Target target(ResultSet row, int index) throws SQLException {
        return new CampaignView.Target(
                row.getLong("database_id"),
                row.getString("name"),
                row.getString("company"),
                row.getString("cluster"),
                row.getString("version"),
                row.getInt("wave"),
                TrialOutcome.valueOf(row.getString("state")),
                row.getString("upgrade"),
                row.getObject("request_id", UUID.class),
                row.getString("problem"),
                row.getObject("seconds", Integer.class));
    }

    private Campaign campaign(ResultSet row, int index) throws SQLException {
        return new Campaign(
                row.getString("number"),
                row.getString("line"),
                row.getString("version"),
                read(row.getString("settings")),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getBoolean("by_platform"),
                row.getInt("wave"),
                row.getInt("waves"),
                row.getTimestamp("created").toInstant(),
                instant(row.getTimestamp("ended")));
    }

    static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private String written(CampaignSettings settings) {
        try {
            return json.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CampaignSettings read(String settings) {
        try {
            return json.readValue(settings, CampaignSettings.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
