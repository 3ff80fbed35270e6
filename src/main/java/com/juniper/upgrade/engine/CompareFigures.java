package com.juniper.upgrade.engine;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures again what {@link MeasureFigures} measured; a figure that differs fails the hop. */
final class CompareFigures implements Step {

    private static final int ENOUGH = 100;

    @Override
    public String name() {
        return "compare-figures";
    }

    @Override
    public String title() {
        return "Compare what must stay";
    }

    /**
     * Compares each.
     *
     * @throws EngineException if a figure differs; it names each broken check and how many; the first
     *     100 of each are in a finding that stays in the database
     */
    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        Sql.execute(
                connection,
                "create temporary table figure_now (thing text primary key, figure numeric not null) on commit drop");
        Sql.update(
                connection,
                "delete from juniper_upgrade.finding where hop = ? and category = 'integrity' and severity = 'PROBLEM'",
                context.hop().toString());
        var schema = SchemaReader.tables(connection);
        List<String> broken = new ArrayList<>();
        long figures = 0;
        for (IntegrityCheck check : IntegrityCheck.all()) {
            figures += measure(connection, check, schema);
            var differences = differences(connection, check);
            if (!differences.isEmpty()) {
                broken.add("%s (%s): figures that differ: %s."
                        .formatted(
                                check.sentence(),
                                check.name(),
                                differences.size() < ENOUGH
                                        ? Integer.toString(differences.size())
                                        : "%d or more".formatted(ENOUGH)));
                keep(context, check, differences);
            }
            tell(context, connection, check);
        }
        if (!broken.isEmpty()) {
            throw new EngineException("The upgrade would lose or change what must stay, so it is not delivered. "
                    + String.join(" ", broken));
        }
        return figures;
    }

    /** The step fails and what it wrote is undone, so a session of its own keeps the figures, which no log may show. */
    private static void keep(HopContext context, IntegrityCheck check, List<String> differences) throws SQLException {
        try (var own = context.address().connect()) {
            context.findOnce(
                    own,
                    new Finding(
                            "integrity",
                            "PROBLEM",
                            "",
                            check.sentence(),
                            Map.of("check", check.name(), "differences", String.join("; ", differences))));
        }
    }

    private static long measure(Connection connection, IntegrityCheck check, Schema schema) throws SQLException {
        Sql.execute(connection, "truncate figure_now");
        var query = check.figures(schema);
        return query == null ? 0 : Sql.update(connection, "insert into figure_now " + query);
    }

    /** What stands before a point in a thing's name may be a table, and tables are renamed. */
    private static List<String> differences(Connection connection, IntegrityCheck check) throws SQLException {
        return Sql.query(
                connection,
                """
                select coalesce(b.thing, n.thing), b.figure, n.figure
                from (select coalesce(r.new || substr(m.thing, length(r.old) + 1), m.thing) as thing, m.figure
                      from juniper_upgrade.measure m
                      left join juniper_upgrade.renamed_table r on r.old = split_part(m.thing, '.', 1)
                      where m.name = ?) b
                full join figure_now n using (thing)
                where coalesce(b.figure, 0) - coalesce(n.figure, 0) > ?
                   or (not ? and coalesce(n.figure, 0) - coalesce(b.figure, 0) > ?)
                order by 1 limit %d""".formatted(ENOUGH),
                row -> "%s was %s and is %s"
                        .formatted(row.getString(1), said(row.getBigDecimal(2)), said(row.getBigDecimal(3))),
                check.name(),
                check.tolerance(),
                check.mayGrow(),
                check.tolerance());
    }

    private static String said(@org.jspecify.annotations.Nullable BigDecimal figure) {
        return figure == null ? "nothing" : figure.stripTrailingZeros().toPlainString();
    }

    private static void tell(HopContext context, Connection connection, IntegrityCheck check) throws SQLException {
        var sums = Sql.query(
                connection,
                """
                select count(*), coalesce(sum(m.figure), 0), (select coalesce(sum(figure), 0) from figure_now)
                from juniper_upgrade.measure m where m.name = ?""",
                row -> Map.of(
                        "check", check.name(),
                        "figures", row.getString(1),
                        "before", said(row.getBigDecimal(2)),
                        "after", said(row.getBigDecimal(3))),
                check.name());
        if (!"0".equals(sums.get(0).get("figures"))) {
            context.find(connection, new Finding("integrity", "INFO", "", check.sentence(), sums.get(0)));
        }
    }
}
