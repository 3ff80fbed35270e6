package com.juniper.upgrade.upgrades;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.engine.Analysis;
import com.juniper.upgrade.engine.ModuleInfo;
import com.juniper.upgrade.engine.UpgradeResult;
import com.juniper.upgrade.neutralization.NeutralizationResult;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All requests, with their steps, log and reasons. */
@Repository
public class UpgradeRequests {

    private static final String SELECT =
            "select r.*, u.company, u.database_name from upgrade.request r join upgrade.upgrade u using (number) ";
    /**
     * Stores a request, opens its case where that is new (R64) or had ended, and tells so in the case's timeline. Nobody ends the
     * case until the transaction does. A trial ({@code purpose}) opens nothing again and is told to nobody.
     */
    static final String OPENED = """
            with u as (
              insert into upgrade.upgrade as known (number, company, owner, database_key, database_name, target_version)
              values (
                coalesce((select number from upgrade.upgrade where (database_key, target_version) = (:key, :target)),
                  (select 'UPG-' || lpad(n::text, greatest(5, length(n::text)), '0') from nextval('upgrade.upgrade_number') n)),
                :company, :submitter, :key, :name, :target)
              on conflict (database_key, target_version) do update set
                ended = case when :purpose = 'TRIAL' then known.ended end,
                ending = case when :purpose = 'TRIAL' then known.ending end,
                superseded_by = case when :purpose = 'TRIAL' then known.superseded_by end
              returning *),
            told as (
              insert into upgrade.case_event (number, kind, sentence, who)
              select number, 'REQUEST', :sentence, :who from u where :purpose <> 'TRIAL'),
            r as (
              insert into upgrade.request (id, number, submitter, purpose, email, contract, database_id, upload_id, file_name,
                upload_bytes, target_version, hosting, state, external_reference, chargeable, edition_asked, hosting_asked)
              select :id, number, :submitter, :purpose, :email, :contract, :database, :upload, :file,
                :bytes, :target, :hosting, 'SUBMITTED', :reference, :chargeable, :editionAsked, :hostingAsked from u
              returning *)
            select r.*, u.company, u.database_name from r join u using (number)""";

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    UpgradeRequests(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** {@return a request} */
    public Optional<UpgradeRequest> find(UUID id) {
        return jdbc.sql(SELECT + "where r.id = ?")
                .param(id)
                .query(UpgradeRequests::request)
                .optional();
    }

    /** {@return a request that must be there} */
    public UpgradeRequest require(UUID id) {
        return find(id).orElseThrow(() -> new RequestNotFoundException("Request " + id));
    }

    /** {@return the requests of a case but the platform's own trials, newest first} */
    public List<UpgradeRequest> ofCase(String number) {
        return jdbc.sql(SELECT + "where r.number = ? and r.purpose <> 'TRIAL' order by r.created desc")
                .param(number)
                .query(UpgradeRequests::request)
                .list();
    }

    /** {@return the requests of a case with its trials, newest first} */
    List<UpgradeRequest> withTrials(String number) {
        return jdbc.sql(SELECT + "where r.number = ? order by r.created desc")
                .param(number)
                .query(UpgradeRequests::request)
                .list();
    }

    /** {@return the newest requests that a company or a submitter may see} */
    public List<UpgradeRequest> visibleTo(@Nullable String company, String submitter, boolean all) {
        var visible = """
                where r.id in (select id from (
                  select o.id, o.created from upgrade.upgrade c join upgrade.request o using (number)
                  where c.company = :company and o.purpose <> 'TRIAL'
                  union select id, created from upgrade.request where submitter = :submitter) v order by created desc limit 50)""";
        return jdbc.sql(SELECT + (all ? "where r.purpose <> 'TRIAL'" : visible) + " order by r.created desc limit 50")
                .param("company", company)
                .param("submitter", submitter)
                .query(UpgradeRequests::request)
                .list();
    }

    /** Whether an older request for the same database has not ended: one runs at a time (decision 8). */
    public boolean mustQueue(UUID id) {
        return jdbc.sql("""
                                select count(*) from upgrade.request r
                                join upgrade.upgrade u using (number)
                                join upgrade.request mine on mine.id = ?
                                join upgrade.upgrade c on c.number = mine.number
                                where u.database_key = c.database_key and (r.created, r.id) < (mine.created, mine.id)
                                  and r.purpose <> 'TRIAL'
                                  and r.state in ('SUBMITTED', 'QUEUED', 'RUNNING')""").param(id).query(Long.class).single() > 0;
    }

    /** {@return whether a database had an upgraded test copy of a version} */
    boolean isTested(String databaseKey, String targetVersion) {
        return jdbc.sql("""
                                select count(*) from upgrade.request r join upgrade.upgrade u using (number)
                                where u.database_key = ? and u.target_version = ? and r.purpose in ('TEST', 'REHEARSAL') and r.state = 'DELIVERED'""")
                        .params(databaseKey, targetVersion)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** {@return whether a test of a request's case had all its custom modules declared ported} */
    boolean isDeclared(UpgradeRequest request) {
        return jdbc.sql("""
                                select count(*) from upgrade.request
                                where number = ? and modules_declared and state = 'DELIVERED' and custom_modules @> ?""")
                        .params(request.number(), request.customModules().toArray(String[]::new))
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** {@return whether a customer ever asked for anything for a database} */
    public boolean isKnown(long databaseId) {
        return jdbc.sql("select count(*) from upgrade.request where database_id = ? and purpose <> 'TRIAL'")
                        .param(databaseId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** {@return whether a request was under way in a backup of the platform that was restored} */
    boolean isRestored(UUID id) {
        return jdbc.sql("select restored is not null from upgrade.request where id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** Keeps when the backup was begun of which a request's copy is made. */
    void copiedFrom(UUID id, Instant backup) {
        jdbc.sql("update upgrade.request set copied = ? where id = ?")
                .params(Timestamp.from(backup), id)
                .update();
    }

    /** {@return when the state of production was that a request's copy shows} */
    public Instant copied(UpgradeRequest request) {
        return jdbc.sql("select coalesce(copied, started, created) from upgrade.request where id = ?")
                .param(request.id())
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /** {@return whether the database of a trial was tried with that version before} */
    boolean isTriedAgain(UpgradeRequest trial) {
        return jdbc.sql("""
                        select exists (select from upgrade.request
                          where database_id = ? and id <> ? and purpose = 'TRIAL' and target_version = ?)""")
                .params(trial.databaseId(), trial.id(), trial.targetVersion())
                .query(Boolean.class)
                .single();
    }

    /** {@return when a hosted database was upgraded in its place last, or a former one put there, as far as is known} */
    Optional<Instant> lastUpgraded(long database) {
        return jdbc.sql("""
                        select greatest(
                          (select max(coalesce(ended, created)) from upgrade.request
                           where database_id = ? and purpose = 'PRODUCTION' and state = 'DELIVERED'),
                          (select max(found) from upgrade.hosted_database where origin = ? and kind = 'FORMER'))""")
                .params(database, database)
                .query((row, number) -> Optional.ofNullable(instant(row.getTimestamp(1))))
                .single();
    }

    /** {@return of each of these databases the request that is under way, else the newest; none where nothing was asked for} */
    public Map<Long, UpgradeRequest> newestOf(Collection<Long> databaseIds) {
        return jdbc
                .sql(SELECT + """
                        where r.id in (select distinct on (database_id) id from upgrade.request
                                       where database_id = any(?) and purpose <> 'TRIAL'
                                       order by database_id, state in ('DELIVERED', 'REFUSED', 'FAILED', 'CANCELLED'), created desc)""")
                .param(databaseIds.toArray(Long[]::new))
                .query(UpgradeRequests::request)
                .list()
                .stream()
                .collect(Collectors.toMap(request -> Objects.requireNonNull(request.databaseId()), request -> request));
    }

    /** {@return the versions to which a hosted database had an upgraded test copy} */
    public Set<String> testedVersions(long databaseId) {
        return Set.copyOf(jdbc.sql("""
                        select distinct target_version from upgrade.request
                        where database_id = ? and purpose in ('TEST', 'REHEARSAL') and state = 'DELIVERED'""").param(databaseId).query(String.class).list());
    }

    /** Moves a request on; one that has ended stays as it is. */
    public void move(UUID id, RequestState state) {
        jdbc.sql("""
                        update upgrade.request set state = :state, stuck = false,
                          moved = case when state = :state then moved else now() end,
                          started = case when :state = 'RUNNING' then coalesce(started, now()) else started end,
                          ended = case when :end then now() end
                        where id = :id and state not in ('DELIVERED', 'REFUSED', 'FAILED', 'CANCELLED')""")
                .param("state", state.name())
                .param("end", state.isEnd())
                .param("id", id)
                .update();
    }

    /** {@return the requests that wait for their turn, oldest first} */
    List<UUID> queued() {
        return jdbc.sql("select id from upgrade.request where state = 'QUEUED' order by purpose = 'TRIAL', created, id")
                .query(UUID.class)
                .list();
    }

    /** Remembers what the analysis found. */
    void analysed(UUID id, Analysis analysis, List<String> customModules) {
        jdbc.sql("""
                        with moved as (update upgrade.request set line = :line, source_version = :version, custom_modules = :modules,
                                         edition = :edition, modules = :installed where id = :id returning number)
                        update upgrade.upgrade u set source_version = :version, database_uuid = :uuid
                        from moved where moved.number = u.number""")
                .param("line", analysis.line())
                .param("version", analysis.version().toString())
                .param("modules", customModules.toArray(String[]::new))
                .param("edition", analysis.edition())
                .param(
                        "installed",
                        analysis.modules().stream().map(ModuleInfo::name).toArray(String[]::new))
                .param("uuid", analysis.uuid())
                .param("id", id)
                .update();
    }

    /** {@return the modules that were installed before a request's upgrade; none where nobody has looked} */
    public List<String> modules(UUID id) {
        return jdbc.sql("select unnest(modules) from upgrade.request where id = ?")
                .param(id)
                .query(String.class)
                .list();
    }

    /** Keeps what the engine did. */
    void upgraded(UUID id, UpgradeResult result) {
        keep(id, "result", result);
    }

    /** Keeps what the neutralization did. */
    void neutralized(UUID id, NeutralizationResult result) {
        if (!result.changes().isEmpty() || outcome(id).neutralization() == null) {
            keep(id, "neutralization", result); // a run that is repeated finds nothing left to change
        }
    }

    private void keep(UUID id, String column, Object part) {
        jdbc.sql("""
                        insert into upgrade.request_result (request_id, %1$s) values (:id, :part::jsonb)
                        on conflict (request_id) do update set %1$s = excluded.%1$s""".formatted(column))
                .param("id", id)
                .param("part", json(part))
                .update();
    }

    /** {@return what a request's run did, as far as it has come} */
    public UpgradeOutcome outcome(UUID id) {
        return jdbc.sql("select result, neutralization from upgrade.request_result where request_id = ?")
                .param(id)
                .query((row, number) -> new UpgradeOutcome(
                        parsed(row.getString(1), UpgradeResult.class),
                        parsed(row.getString(2), NeutralizationResult.class)))
                .optional()
                .orElse(new UpgradeOutcome(null, null));
    }

    private String json(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> @Nullable T parsed(@Nullable String text, Class<T> type) {
        try {
            return text == null ? null : json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Remembers whether a person of the platform must look at a request before it goes on. */
    void stuck(UUID id) {
        jdbc.sql("update upgrade.request set stuck = true where id = ?")
                .param(id)
                .update();
    }

    /** Remembers whether the customer declared the custom modules ported (decision 12). */
    public void declareModules(UUID id, boolean ported) {
        jdbc.sql("update upgrade.request set modules_declared = ? where id = ?")
                .params(ported, id)
                .update();
    }

    /** Replaces the reasons for which a request is refused or failed. */
    public void explain(UUID id, List<Reason> reasons) {
        jdbc.sql("delete from upgrade.request_reason where request_id = ?")
                .param(id)
                .update();
        reasons.forEach(reason -> jdbc.sql("insert into upgrade.request_reason values (?, ?, ?)")
                .params(id, reason.code(), reason.message())
                .update());
    }

    /** {@return why a request is refused or failed} */
    public List<Reason> reasons(UUID id) {
        return jdbc.sql("select code, message from upgrade.request_reason where request_id = ? order by code, message")
                .param(id)
                .query((row, number) -> new Reason(row.getString(1), row.getString(2)))
                .list();
    }

    /**
     * Why a request failed.
     *
     * @param step the title of the step it stopped in
     * @param reason its reasons, one a line; a sentence where none is known
     */
    public record Failure(String step, String reason) {}

    /** {@return how a request that failed is told} */
    public Failure failure(UUID id) {
        var step = steps(id).stream()
                .filter(candidate -> !candidate.isDone())
                .reduce((first, second) -> second)
                .map(RequestStep::title)
                .orElse("before its first step");
        var reason = reasons(id).stream().map(Reason::message).collect(Collectors.joining("\n"));
        return new Failure(step, reason.isBlank() ? "No reason is known; see the log." : reason);
    }

    /** {@return a request's steps, in their order} */
    public List<RequestStep> steps(UUID id) {
        return jdbc.sql("select * from upgrade.request_step where request_id = ? order by position")
                .param(id)
                .query((row, number) -> new RequestStep(
                        row.getString("hop"),
                        row.getString("name"),
                        row.getString("title"),
                        row.getLong("rows"),
                        row.getLong("total"),
                        row.getTimestamp("started").toInstant(),
                        row.getObject("millis", Long.class)))
                .list();
    }

    /** {@return the log's lines after the one with that id, oldest first, each with its id before a tab} */
    public List<LogLine> log(UUID id, long after, int limit) {
        return jdbc.sql(
                        "select id, logged, line from upgrade.request_log where request_id = ? and id > ? order by id limit ?")
                .params(id, after, limit)
                .query((row, number) ->
                        new LogLine(row.getLong(1), row.getTimestamp(2).toInstant(), row.getString(3)))
                .list();
    }

    /** {@return the newest lines of a request's log, oldest first} */
    public List<LogLine> lastLog(UUID id, int limit) {
        return jdbc.sql("""
                        select * from (select id, logged, line from upgrade.request_log where request_id = ?
                                       order by id desc limit ?) newest order by id""")
                .params(id, limit)
                .query((row, number) ->
                        new LogLine(row.getLong(1), row.getTimestamp(2).toInstant(), row.getString(3)))
                .list();
    }

    /** {@return how many bytes the whole log has in UTF-8, each line with its time and line feed} */
    public long logBytes(UUID id) {
        return jdbc.sql("select coalesce(sum(octet_length(line) + ?), 0) from upgrade.request_log where request_id = ?")
                .params(LogLine.FRAME, id)
                .query(Long.class)
                .single();
    }

    /** A line of a request's log. */
    public record LogLine(long id, Instant time, String text) {

        /** What stands around the text: a time in UTC like 2030-01-31T12:00:00Z, a space, a line feed. */
        static final int FRAME = 22;

        @Override
        public String toString() {
            return time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + " " + text;
        }
    }

    static UpgradeRequest request(ResultSet row, int number) throws SQLException {
        Array modules = row.getArray("custom_modules");
        return new UpgradeRequest(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("company"),
                row.getString("database_name"),
                row.getString("submitter"),
                Purpose.valueOf(row.getString("purpose")),
                row.getString("email"),
                row.getString("contract"),
                row.getObject("database_id", Long.class),
                row.getString("upload_id"),
                row.getString("file_name"),
                row.getLong("upload_bytes"),
                row.getString("line"),
                row.getString("source_version"),
                row.getString("target_version"),
                row.getString("hosting"),
                RequestState.valueOf(row.getString("state")),
                row.getString("chargeable"),
                row.getString("external_reference"),
                List.of((String[]) modules.getArray()),
                row.getBoolean("modules_declared"),
                row.getString("edition_asked"),
                row.getString("hosting_asked"),
                row.getString("edition"),
                row.getString("branch"),
                row.getString("commit_id"),
                row.getBoolean("stuck"),
                row.getTimestamp("created").toInstant(),
                instant(row.getTimestamp("started")),
                instant(row.getTimestamp("ended")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
