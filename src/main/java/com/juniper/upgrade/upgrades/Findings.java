package com.juniper.upgrade.upgrades;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.FindingExport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Everything that upgrades found: as a CSV among the artifacts, and to page and search in as long as that is kept. */
@Repository
@Transactional
public class Findings {

    /** The file of all findings among a request's artifacts. */
    public static final String CSV = "findings.csv";

    static final int PAGE_SIZE = 50;
    static final int MOST_MATCHES = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate copies;
    private final Artifacts artifacts;
    private final ObjectMapper json;

    Findings(JdbcClient jdbc, JdbcTemplate copies, Artifacts artifacts, ObjectMapper json) {
        this.jdbc = jdbc;
        this.copies = copies;
        this.artifacts = artifacts;
        this.json = json;
    }

    /** Keeps what an upgrade found, before the engine's tables are dropped; done again, it replaces itself. */
    void keep(UUID request, DatabaseAddress database) {
        FindingExport.writeCsv(database, artifacts.folder(request).resolve(CSV));
        artifacts.add(request, CSV, "REPORT");
        for (String table : List.of("finding", "finding_text", "finding_group")) {
            jdbc.sql("delete from upgrade.%s where request_id = ?".formatted(table))
                    .param(request)
                    .update();
        }
        FindingExport.read(database, request, this::copy);
        jdbc.sql("""
                        insert into upgrade.finding_text (request_id, first, lines)
                        select request_id, position / 64 * 64, lower(string_agg(translate(
                          concat_ws(' ', title, module, (select string_agg(left(value, 100), ' ') from jsonb_each_text(details))), e'\\n\\r', '  '),
                          e'\\n' order by position))
                        from upgrade.finding where request_id = ? group by request_id, position / 64""").param(request).update();
        jdbc.sql("""
                        insert into upgrade.finding_group (request_id, first, findings, hop, category, severity, module)
                        select request_id, min(position), count(*), hop, category, severity, module
                        from upgrade.finding where request_id = ? group by request_id, hop, category, severity, module""").param(request).update();
    }

    private void copy(InputStream rows) {
        copies.execute((ConnectionCallback<Long>) connection -> {
            try {
                return connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "copy upgrade.finding (request_id, position, hop, category, severity, module, title, details) from stdin",
                                rows);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * {@return the groups of a request's findings, in their order}
     *
     * @throws RequestNotFoundException if the upgrade has not come so far, or its findings are not kept any more
     */
    @Transactional(readOnly = true)
    public List<FindingGroup> groups(UUID request) {
        if (artifacts.find(request, CSV).isEmpty()) {
            throw new RequestNotFoundException("What the upgrade of request %s found".formatted(request));
        }
        return jdbc.sql("select * from upgrade.finding_group where request_id = ? order by first")
                .param(request)
                .query((row, number) -> new FindingGroup(
                        row.getInt("first"),
                        row.getInt("findings"),
                        row.getString("hop"),
                        row.getString("category"),
                        row.getString("severity"),
                        app(row)))
                .list();
    }

    /**
     * {@return a page of a request's findings}
     *
     * @param page its number, from 1
     * @throws RequestRefusedException with every reason, if nothing can be found so: a value that no finding has, a text that
     *     cannot be searched for, a page that is not there
     * @throws RequestNotFoundException as {@link #groups}
     */
    @Transactional(readOnly = true)
    public FindingPage page(UUID request, FindingFilter filter, int page) {
        var groups = groups(request);
        refuse(reasons(groups, filter));
        var matching = groups.stream().filter(group -> group.matches(filter)).toList();
        var text = filter.text();
        var found = text == null || matching.isEmpty() ? List.<Integer>of() : search(request, text, matching);
        long total = text == null
                ? matching.stream().mapToLong(FindingGroup::findings).sum()
                : Math.min(found.size(), MOST_MATCHES);
        int pages = (int) Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        if (page < 1 || page > pages) {
            refuse(List.of(new Reason("page", "There is no page %d; the pages are 1 to %d.".formatted(page, pages))));
        }
        int skipped = (page - 1) * PAGE_SIZE;
        var positions = text == null
                ? positions(matching, skipped)
                : found.subList(skipped, (int) Math.min(total, (long) skipped + PAGE_SIZE));
        return new FindingPage(page, pages, total, found.size() > MOST_MATCHES, rows(request, positions));
    }

    private static void refuse(List<Reason> reasons) {
        if (!reasons.isEmpty()) {
            throw new RequestRefusedException(reasons);
        }
    }

    private static List<Reason> reasons(List<FindingGroup> groups, FindingFilter filter) {
        List<Reason> reasons = new ArrayList<>();
        check("hop", filter.hop(), groups, FindingGroup::hop, reasons);
        check("category", filter.category(), groups, FindingGroup::category, reasons);
        check("severity", filter.severity(), groups, FindingGroup::severity, reasons);
        check("app", filter.app(), groups, FindingGroup::app, reasons);
        var text = filter.text();
        if (text != null && (text.length() < FindingFilter.SHORTEST || text.length() > FindingFilter.LONGEST)) {
            reasons.add(new Reason(
                    "text",
                    "Search for %d to %d characters.".formatted(FindingFilter.SHORTEST, FindingFilter.LONGEST)));
        } else if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            reasons.add(new Reason("text", "Search for one line of letters, digits and signs."));
        }
        return reasons;
    }

    private static void check(
            String part,
            @Nullable String value,
            List<FindingGroup> groups,
            Function<FindingGroup, String> of,
            List<Reason> reasons) {
        var known = groups.stream().map(of).distinct().sorted().toList();
        if (value != null && !known.contains(value)) {
            reasons.add(new Reason(
                    part, "No finding has this %s; there are: %s.".formatted(part, String.join(", ", known))));
        }
    }

    /** The positions of a page's findings: groups hold them without gaps. */
    private static List<Integer> positions(List<FindingGroup> groups, int skipped) {
        List<Integer> positions = new ArrayList<>();
        int before = skipped;
        for (FindingGroup group : groups) {
            int end = Math.min(group.findings(), before + PAGE_SIZE - positions.size());
            IntStream.range(before, end).map(offset -> group.first() + offset).forEach(positions::add);
            before = Math.max(0, before - group.findings());
        }
        return positions;
    }

    /** The positions of what matches, one more than are shown: the blocks of lines come in their order, until there are enough. */
    private List<Integer> search(UUID request, String text, List<FindingGroup> matching) {
        var needle = jdbc.sql("select lower(?)").param(text).query(String.class).single();
        jdbc.sql("set local jit = off").update();
        jdbc.sql("set local max_parallel_workers_per_gather = 0").update();
        return Objects.requireNonNull(
                copies.query(connection -> blocks(connection, request, needle, matching), (ResultSet rows) -> {
                    List<Integer> found = new ArrayList<>();
                    while (found.size() <= MOST_MATCHES && rows.next()) {
                        int first = rows.getInt("first");
                        var lines = rows.getString("lines").split("\n", -1);
                        IntStream.range(0, lines.length)
                                .filter(line -> lines[line].contains(needle))
                                .map(line -> first + line)
                                .filter(position -> matching.stream().anyMatch(group -> group.holds(position)))
                                .forEach(found::add);
                    }
                    return found.subList(0, Math.min(found.size(), MOST_MATCHES + 1));
                }));
    }

    /** Blocks with the text, one more than are shown, and the two at the ends of each group, which may have it outside. */
    private static PreparedStatement blocks(
            Connection connection, UUID request, String needle, List<FindingGroup> matching) throws SQLException {
        var statement = connection.prepareStatement("""
                select t.first, t.lines from upgrade.finding_text t
                where t.request_id = ? and t.first < ? and t.first > ? - 64 and position(? in t.lines) > 0
                  and exists (select 1 from unnest(?::int[], ?::int[]) g (first, findings) where t.first < g.first + g.findings and t.first > g.first - 64)
                order by t.first limit ?""");
        var last = matching.get(matching.size() - 1);
        statement.setObject(1, request);
        statement.setInt(2, last.first() + last.findings());
        statement.setInt(3, matching.get(0).first());
        statement.setString(4, needle);
        statement.setArray(5, array(connection, matching, FindingGroup::first));
        statement.setArray(6, array(connection, matching, FindingGroup::findings));
        statement.setInt(7, MOST_MATCHES + 1 + 2 * matching.size());
        statement.setFetchSize(PAGE_SIZE);
        return statement;
    }

    private static Array array(Connection connection, List<FindingGroup> groups, ToIntFunction<FindingGroup> number)
            throws SQLException {
        return connection.createArrayOf(
                "int", groups.stream().mapToInt(number).boxed().toArray());
    }

    private List<FindingPage.Row> rows(UUID request, List<Integer> positions) {
        return jdbc.sql(
                        "select * from upgrade.finding where request_id = ? and position = any (string_to_array(?, ',')::int[]) order by position")
                .params(request, positions.stream().map(String::valueOf).collect(Collectors.joining(",")))
                .query((row, number) -> new FindingPage.Row(
                        row.getString("hop"),
                        row.getString("category"),
                        row.getString("severity"),
                        app(row),
                        row.getString("title"),
                        details(row.getString("details"))))
                .list();
    }

    private static String app(ResultSet row) throws SQLException {
        var module = row.getString("module");
        return module.isEmpty() ? FindingFilter.NO_APP : module;
    }

    private Map<String, String> details(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
