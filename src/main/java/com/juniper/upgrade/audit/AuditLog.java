package com.juniper.upgrade.audit;

import com.juniper.upgrade.WhileHeld;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * The audit log (R30, R31), {@code upgrade.audit}: append-only, its rows linked by hashes a moment after they are written.
 * Changes are written by triggers in their own transaction; what is seen is written here.
 */
@Service
public class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int CHUNK = 1000;

    /** What is read of a row, from rows {@code a}. */
    private static final String SELECT = """
            select a.id, a.at, a.person, p.login, p.company, o.address, o.means, a.act, a.kind, a.object, a.upgrade, a.detail,
              a.hash is not null as sealed,
              case a.kind
                when 'PERSON' then (select n.login from upgrade.audit_person n where n.id = case when a.object ~ '^\\d{1,18}$' then a.object::bigint end)
                when 'DATABASE' then (select d.name from upgrade.hosted_database d where d.id = case when a.object ~ '^\\d{1,18}$' then a.object::bigint end)
                when 'PROJECT' then (select j.name from upgrade.project j where j.id = case when a.object ~ '^\\d{1,18}$' then a.object::bigint end)
              end as name
            from (%s) a join upgrade.audit_person p on p.id = a.person join upgrade.audit_origin o on o.id = a.origin
            order by a.at desc, a.id desc""";

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate template;

    AuditLog(JdbcClient jdbc, NamedParameterJdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Writes what whoever acts in this thread did, as part of the caller's transaction if there is one. */
    public void write(String act, String kind, @Nullable String object, @Nullable String detail) {
        jdbc.sql("select upgrade.audit_act(:act, :kind, :object, :detail)")
                .param("act", act)
                .param("kind", kind)
                .param("object", object)
                .param("detail", detail)
                .query((row, number) -> true)
                .single();
    }

    /** Writes what happened to somebody's login; a name that nobody has is not kept. */
    void writeOf(String act, String login) {
        jdbc.sql("select upgrade.audit_act(:act, 'PERSON', upgrade.audit_person(:login)::text)")
                .param("act", act)
                .param("login", login)
                .query((row, number) -> true)
                .single();
    }

    /** {@return the newest rows of those asked for, newest first} */
    public List<AuditRow> page(AuditFilter filter, int size) {
        List<AuditRow> rows = new ArrayList<>();
        read(filter, size, rows::add);
        return rows;
    }

    /** Reads all rows asked for, newest first, a part at a time. */
    public void export(AuditFilter filter, Consumer<AuditRow> reader) {
        var next = filter;
        while (true) {
            var rows = page(next, CHUNK);
            rows.forEach(reader);
            if (rows.size() < CHUNK) {
                return;
            }
            next = new AuditFilter(
                    filter.person(),
                    filter.upgrade(),
                    filter.kind(),
                    filter.day(),
                    rows.get(rows.size() - 1).cursor());
        }
    }

    private void read(AuditFilter filter, int size, Consumer<AuditRow> reader) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("size", size);
        List<String> conditions = new ArrayList<>(List.of("true"));
        if (filter.upgrade() != null) {
            conditions.add("a.upgrade = :upgrade");
            parameters.put("upgrade", filter.upgrade());
        }
        if (filter.kind() != null) {
            conditions.add("a.kind = :kind");
            parameters.put("kind", filter.kind());
        }
        if (filter.day() != null) {
            conditions.add("a.at >= :from and a.at < :until");
            parameters.put("from", midnight(filter.day()));
            parameters.put("until", midnight(filter.day().plusDays(1)));
        }
        var after = filter.afterTime();
        if (after != null) {
            conditions.add("(a.at, a.id) < (:afterTime, :afterId)");
            parameters.put("afterTime", Timestamp.from(after));
            parameters.put("afterId", filter.afterId());
        }
        var rows = "select a.* from upgrade.audit a where %s order by a.at desc, a.id desc limit :size";
        var from = rows.formatted(String.join(" and ", conditions));
        if (filter.person()
                != null) { // each number of the login in its own order: the first rows of each come from the index
            parameters.put("person", filter.person());
            from =
                    "select m.* from upgrade.audit_person n cross join lateral (%s) m where n.login = :person order by m.at desc, m.id desc limit :size"
                            .formatted(rows.formatted(String.join(" and ", conditions) + " and a.person = n.id"));
        }
        template.query(SELECT.formatted(from), parameters, row -> {
            reader.accept(row(row));
        });
    }

    private static Timestamp midnight(java.time.LocalDate day) {
        return Timestamp.from(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static AuditRow row(ResultSet row) throws SQLException {
        return new AuditRow(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getLong("person"),
                row.getString("login"),
                row.getString("company"),
                row.getString("address"),
                row.getString("means"),
                row.getString("act"),
                row.getString("kind"),
                row.getString("object"),
                row.getString("name"),
                row.getString("upgrade"),
                row.getString("detail"),
                row.getBoolean("sealed"));
    }

    /**
     * What a look through the chain found.
     *
     * @param rows how many sealed rows there are
     * @param broken the first place where a row is missing or is not what was sealed; null where none is
     * @param head the hash of the newest sealed row, in hexadecimal
     */
    public record Verification(long rows, @Nullable Long broken, String head) {}

    /** Looks through the whole chain. */
    public Verification verify() {
        return jdbc.sql("select * from upgrade.audit_verify()")
                .query((row, number) ->
                        new Verification(row.getLong(1), row.getObject(2, Long.class), row.getString(3)))
                .single();
    }

    /** Gives the rows that are committed their places in the chain. */
    @WhileHeld
    @Scheduled(initialDelay = 1000, fixedDelay = 1000)
    public void seal() {
        int sealed;
        do {
            sealed = jdbc.sql(
                            "select case when exists (select from upgrade.audit where hash is null) then upgrade.audit_seal() else 0 end")
                    .query(Integer.class)
                    .single();
        } while (sealed > 0);
    }

    /** Tells the platform's own log how far the chain is: whoever keeps that elsewhere finds a chain that was made anew. */
    @WhileHeld
    @Scheduled(initialDelay = 60_000, fixedDelay = 24 * 60 * 60 * 1000L)
    void tellHead() {
        var found = verify();
        if (found.broken() == null) {
            LOG.info("Audit log: {} sealed rows, head {}", found.rows(), found.head());
        } else {
            LOG.error("Audit log: the row at place {} is missing or was changed", found.broken());
        }
    }

    /** Deletes what is older; says how many rows. */
    public long purge(Instant before) {
        return jdbc.sql("select upgrade.audit_purge(:before)")
                .param("before", Timestamp.from(before))
                .query(Long.class)
                .single();
    }
}
