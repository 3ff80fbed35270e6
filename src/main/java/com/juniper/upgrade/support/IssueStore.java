package com.juniper.upgrade.support;

import com.juniper.upgrade.artifacts.SmallFiles;
import com.juniper.upgrade.artifacts.SmallFiles.Owner;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Issues and their conversations in the platform's database. */
@Repository
class IssueStore {

    private static final String SELECT = """
            select i.*, u.company, u.database_name, u.source_version, u.target_version,
              (select count(*) from upgrade.issue o where o.signature = i.signature and o.ended is null) as alike
            from upgrade.issue i join upgrade.upgrade u on u.number = i.upgrade
            """;

    private final JdbcClient jdbc;
    private final SmallFiles files;

    IssueStore(JdbcClient jdbc, SmallFiles files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /** What an issue is opened with; {@link Issue} says what each part is. */
    record Opening(
            UpgradeRequest request,
            Category category,
            @Nullable String item,
            Concern concern,
            @Nullable String module,
            String title,
            @Nullable String signature,
            boolean blocking,
            @Nullable String reporter,
            String reporterName,
            String email) {}

    /** {@return the number of the new issue} */
    String insert(Opening opening, Coverage coverage, IssueState state, Instant due) {
        var number = "ISS-%05d"
                .formatted(jdbc.sql("select nextval('upgrade.issue_number')")
                        .query(Long.class)
                        .single());
        jdbc.sql("""
                        insert into upgrade.issue (number, upgrade, request_id, item, category, concern, module, title, state,
                          covered, requirement, clause, blocking, signature, reporter, reporter_name, email, due, internal)
                        values (:number, :upgrade, :request, :item, :category, :concern, :module, :title, :state,
                          :covered, :requirement, :clause, :blocking, :signature, :reporter, :name, :email, :due, :internal)""")
                .param("number", number)
                .param("upgrade", opening.request().number())
                .param("request", opening.request().id())
                .param("item", opening.item())
                .param("category", opening.category().name())
                .param("concern", opening.concern().name())
                .param("module", opening.module())
                .param("title", opening.title())
                .param("state", state.name())
                .param("covered", coverage.covered())
                .param("requirement", coverage.requirement())
                .param("clause", coverage.clause())
                .param("blocking", opening.blocking())
                .param("signature", opening.signature())
                .param("reporter", opening.reporter())
                .param("name", opening.reporterName())
                .param("email", opening.email())
                .param("due", Timestamp.from(due))
                .param("internal", opening.request().isTrial())
                .update();
        return number;
    }

    Optional<Issue> find(String number) {
        return jdbc.sql(SELECT + "where i.number = ?")
                .param(number)
                .query(IssueStore::issue)
                .optional();
    }

    /** Those of a case, newest first. */
    List<Issue> ofCase(String upgrade) {
        return jdbc.sql(SELECT + "where i.upgrade = ? order by i.created desc, i.number desc")
                .param(upgrade)
                .query(IssueStore::issue)
                .list();
    }

    /** A page of those that somebody may see, in the order of the filter. */
    List<Issue> page(IssueFilter filter, @Nullable String company, boolean all, int limit) {
        return jdbc.sql(SELECT
                        + """
                        where (:all or u.company = :company and not i.internal) and i.ended is %s
                          and (cast(:turn as text) is null or i.state = any(:states))
                          and (cast(:signature as text) is null or i.signature = :signature)
                          and (cast(:covered as boolean) is null or i.covered = :covered)
                          and (cast(:text as text) is null or i.title ilike :text or i.number ilike :text or u.database_name ilike :text)
                        order by %s, i.number limit :limit offset :offset""".formatted(
                                        filter.open() ? "null" : "not null",
                                        filter.order().sql()))
                .param("all", all)
                .param("company", company)
                .param("turn", filter.turn() == null ? null : filter.turn().name())
                .param("states", filter.states())
                .param("signature", filter.signature())
                .param("covered", filter.covered(), Types.BOOLEAN)
                .param("text", filter.pattern())
                .param("limit", limit)
                .param("offset", (filter.page() - 1L) * IssueFilter.PAGE)
                .query(IssueStore::issue)
                .list();
    }

    /** Open causes that the analysts know and that an upgrade to a version would meet: in its case, or by a module of its database. */
    List<Issue> knownCauses(
            @Nullable String upgrade, @Nullable Long database, @Nullable String company, String targetVersion) {
        return jdbc.sql(SELECT + """
                        where i.known_cause and i.ended is null and i.state <> 'FIXED' and u.target_version = :target
                          and (i.concern <> 'CUSTOM_MODULE' or u.company = :company)
                          and (i.upgrade = :upgrade or i.module in (
                            select unnest(newest.modules) from (select modules from upgrade.request
                              where database_id = :database and modules is not null order by created desc limit 1) newest))
                        order by i.number""")
                .param("target", targetVersion)
                .param("upgrade", upgrade)
                .param("company", company)
                .param("database", database, Types.BIGINT)
                .query(IssueStore::issue)
                .list();
    }

    void move(String number, IssueState state, @Nullable Instant due) {
        jdbc.sql("""
                        update upgrade.issue set state = :state, due = coalesce(:due, due), escalated = false,
                          fixed = case when :state = 'FIXED' then now() else fixed end,
                          ended = case when :end then now() end
                        where number = :number and ended is null""")
                .param("state", state.name())
                .param("due", due == null ? null : Timestamp.from(due), Types.TIMESTAMP)
                .param("end", state.isEnd())
                .param("number", number)
                .update();
    }

    void classify(
            String number,
            Concern concern,
            @Nullable String module,
            Coverage coverage,
            boolean knownCause,
            boolean blocking) {
        jdbc.sql("""
                        update upgrade.issue set concern = ?, module = ?, covered = ?, requirement = ?, clause = ?, known_cause = ?, blocking = ?
                        where number = ?""")
                .params(
                        concern.name(),
                        module,
                        coverage.covered(),
                        coverage.requirement(),
                        coverage.clause(),
                        knownCause,
                        blocking,
                        number)
                .update();
    }

    void fixedIn(String number, String fixedIn) {
        jdbc.sql("update upgrade.issue set fixed_in = ? where number = ?")
                .params(fixedIn, number)
                .update();
    }

    void provenBy(String number, UUID request) {
        jdbc.sql("update upgrade.issue set proven_by = ? where number = ?")
                .params(request, number)
                .update();
    }

    boolean escalate(String number) {
        return jdbc.sql(
                                "update upgrade.issue set escalated = true where number = ? and ended is null and not escalated")
                        .param(number)
                        .update()
                > 0;
    }

    long say(String number, @Nullable String author, String authorName, boolean staff, String body) {
        return jdbc.sql("""
                        insert into upgrade.issue_message (issue, author, author_name, staff, body)
                        values (:issue, :author, :name, :staff, :body) returning id""")
                .param("issue", number)
                .param("author", author)
                .param("name", authorName)
                .param("staff", staff)
                .param("body", body)
                .query(Long.class)
                .single();
    }

    List<IssueMessage> conversation(String number) {
        var messages = messages(number);
        var attached = files.of(Owner.MESSAGE, messages);
        return jdbc.sql("select * from upgrade.issue_message where issue = ? order by id")
                .param(number)
                .query((row, index) -> new IssueMessage(
                        row.getLong("id"),
                        row.getString("author"),
                        row.getString("author_name"),
                        row.getBoolean("staff"),
                        row.getString("body"),
                        row.getTimestamp("created").toInstant(),
                        attached.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }

    /** The ids of a conversation's messages. */
    List<Long> messages(String number) {
        return jdbc.sql("select id from upgrade.issue_message where issue = ?")
                .param(number)
                .query(Long.class)
                .list();
    }

    /** The analyst who wrote last in a conversation. */
    Optional<String> lastAnalyst(String number) {
        return jdbc.sql("""
                        select author from upgrade.issue_message where issue = ? and staff and author is not null
                        order by id desc limit 1""").param(number).query(String.class).optional();
    }

    private static Issue issue(ResultSet row, int index) throws SQLException {
        return new Issue(
                row.getString("number"),
                row.getString("upgrade"),
                row.getString("company"),
                row.getString("database_name"),
                row.getString("source_version"),
                row.getString("target_version"),
                row.getObject("request_id", UUID.class),
                row.getString("item"),
                Category.valueOf(row.getString("category")),
                Concern.valueOf(row.getString("concern")),
                row.getString("module"),
                row.getString("title"),
                IssueState.valueOf(row.getString("state")),
                new Coverage(row.getBoolean("covered"), row.getString("requirement"), row.getString("clause")),
                row.getBoolean("blocking"),
                row.getBoolean("known_cause"),
                row.getString("signature"),
                row.getString("reporter"),
                row.getString("reporter_name"),
                row.getString("email"),
                row.getTimestamp("due").toInstant(),
                row.getBoolean("escalated"),
                row.getString("fixed_in"),
                instant(row, "fixed"),
                row.getTimestamp("created").toInstant(),
                instant(row, "ended"),
                row.getLong("alike"),
                row.getBoolean("internal"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
