package com.juniper.upgrade.golive;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.golive.Usage.Hour;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts in a customer's database, one statement for each table, what people did in it by hour (R112). */
final class UsageReader {

    private static final int TIMEOUT_S = 5;
    private static final String CANCELLED = "57014";

    private enum Kind {
        MESSAGE,
        SESSION,
        CHANGE
    }

    /** A table whose rows tell that somebody worked; of its columns the first that is filled says when. */
    private record Source(Kind kind, String table, List<String> columns) {

        static Source change(String table) {
            return new Source(Kind.CHANGE, table, List.of("write_date"));
        }
    }

    private static final List<Source> SOURCES = List.of(
            new Source(Kind.MESSAGE, "mail_message", List.of("date", "create_date")),
            new Source(Kind.SESSION, "res_users_log", List.of("create_date")),
            Source.change("sale_order"),
            Source.change("purchase_order"),
            Source.change("account_move"),
            Source.change("stock_picking"),
            Source.change("crm_lead"),
            Source.change("project_task"),
            Source.change("mrp_production"),
            Source.change("pos_order"),
            Source.change("res_partner"));

    private UsageReader() {}

    /**
     * {@return what happened in a time}
     *
     * @param until the end of the last hour that is counted; both are cut to whole hours
     * @throws SQLException if the database cannot be reached; a table that takes too long is named in the answer
     */
    static Usage read(DatabaseAddress database, Instant since, Instant until) throws SQLException {
        var from = since.truncatedTo(ChronoUnit.HOURS);
        var end = until.truncatedTo(ChronoUnit.HOURS);
        Map<Instant, Map<Kind, Long>> hours = new TreeMap<>();
        List<String> slow = new ArrayList<>();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("set timezone to 'UTC'");
            statement.execute("set statement_timeout to '%ds'".formatted(TIMEOUT_S));
            var present = columns(connection);
            for (Source source : SOURCES) {
                var columns = source.columns().stream()
                        .filter(column -> present.contains(source.table() + "." + column))
                        .toList();
                if (!columns.isEmpty() && !count(statement, source, columns, from, end, hours)) {
                    slow.add(source.table());
                }
            }
            return new Usage(
                    from,
                    end,
                    zone(statement, present),
                    hours.entrySet().stream()
                            .map(hour -> new Hour(
                                    hour.getKey(),
                                    count(hour.getValue(), Kind.MESSAGE),
                                    count(hour.getValue(), Kind.SESSION),
                                    count(hour.getValue(), Kind.CHANGE)))
                            .toList(),
                    slow.isEmpty()
                            ? null
                            : "%s took longer than %d s and is not counted."
                                    .formatted(String.join(", ", slow), TIMEOUT_S));
        }
    }

    private static Set<String> columns(Connection connection) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (var query = connection.prepareStatement("""
                select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any(?)
                  and a.attnum > 0 and not a.attisdropped
                  and a.atttypid in ('timestamp'::regtype, 'timestamptz'::regtype, 'varchar'::regtype, 'int4'::regtype,
                                     'bool'::regtype)""")) {
            List<String> tables = new ArrayList<>(List.of("res_users"));
            SOURCES.forEach(source -> tables.add(source.table()));
            query.setArray(1, connection.createArrayOf("text", tables.toArray(String[]::new)));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
        }
        return columns;
    }

    /** Adds the counts of one table; says whether that ended in time. */
    private static boolean count(
            Statement statement,
            Source source,
            List<String> columns,
            Instant from,
            Instant until,
            Map<Instant, Map<Kind, Long>> hours)
            throws SQLException {
        var time = columns.stream().map(UsageReader::quoted).collect(Collectors.joining(", ", "coalesce(", ")"));
        try (var rows = statement.executeQuery("""
                select extract(epoch from date_trunc('hour', %1$s))::bigint, count(*) from public.%2$s
                where %1$s >= timestamp '%3$s' and %1$s < timestamp '%4$s' group by 1""".formatted(time, quoted(source.table()), utc(from), utc(until)))) {
            while (rows.next()) {
                hours.computeIfAbsent(Instant.ofEpochSecond(rows.getLong(1)), hour -> new EnumMap<>(Kind.class))
                        .merge(source.kind(), rows.getLong(2), Long::sum);
            }
            return true;
        } catch (SQLException e) {
            if (CANCELLED.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static long count(Map<Kind, Long> counts, Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    /** The zone of most active internal users. */
    private static ZoneId zone(Statement statement, Set<String> present) throws SQLException {
        if (!present.containsAll(Set.of("res_users.partner_id", "res_users.active", "res_partner.tz"))) {
            return LocalSlot.UTC;
        }
        var internal = present.contains("res_users.share") ? "and not coalesce(u.share, false)" : "";
        try (var rows = statement.executeQuery("""
                select p.tz from public.res_users u join public.res_partner p on p.id = u.partner_id
                where u.active %s and p.tz is not null group by 1 order by count(*) desc, 1""".formatted(internal))) {
            while (rows.next()) {
                var zone = known(rows.getString(1));
                if (zone != null) {
                    return zone;
                }
            }
        }
        return LocalSlot.UTC;
    }

    private static @Nullable ZoneId known(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : null;
    }

    /** {@return how far back is counted} */
    static Duration span() {
        return Duration.ofDays(56);
    }
}
