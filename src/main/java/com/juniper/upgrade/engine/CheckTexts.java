package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.TextPlaces.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reports the customer's own filters, exports, actions, rules, automations, templates, fields and dashboards that cannot
 * be read, or name what the new version does not have. None is changed or disabled: the server reads them when they are
 * used, not when it starts, and a rule that is switched off would open what it protects.
 */
final class CheckTexts implements Step {

    private static final int LONGEST_TEXT = 500;
    private static final int BATCH = 1000;

    @Override
    public String name() {
        return "check-texts";
    }

    @Override
    public String title() {
        return "Check the customer's filters, actions, rules and templates";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        var found = new long[1];
        new TextChecks(connection, SchemaReader.tables(connection), Models.read(connection))
                .find(place -> own(connection, place), (place, id, name, text, reason) -> {
                    found[0]++;
                    findings.add(finding(context, place, id, name, text, reason));
                    if (findings.size() == BATCH) {
                        context.findNew(connection, findings);
                        findings.clear();
                    }
                });
        context.findNew(connection, findings);
        return found[0] + findDashboards(context, connection);
    }

    /** The engine does not see the filestore, where dashboards of spreadsheets are. */
    private static long findDashboards(HopContext context, Connection connection) throws SQLException {
        if (MatchRecords.columnTypes(connection, "public", "spreadsheet_dashboard")
                .isEmpty()) {
            return 0;
        }
        var found = Sql.query(
                connection,
                """
                select d.id::text, coalesce(to_jsonb(d.name) ->> 'en_US', d.name::text) from public.spreadsheet_dashboard d
                where exists (select 1 from public.ir_attachment a
                              where a.res_model = 'spreadsheet.dashboard' and a.res_id = d.id and a.store_fname is not null)
                  and not exists (select 1 from juniper_upgrade.id_map m where m.family = 'spreadsheet_dashboard' and m.ours = d.id)
                order by d.id""",
                row -> new Finding(
                        "texts",
                        "WARNING",
                        "",
                        "Your dashboard \"%s\" is a file, which the upgrade does not read: look whether it shows all"
                                .formatted(row.getString(2)),
                        Map.of("table", "spreadsheet_dashboard", "id", row.getString(1), "name", row.getString(2))));
        context.findNew(connection, found);
        return found.size();
    }

    /** The customer's own, and a standard record's text that he changed and kept. */
    private static String own(Connection connection, Place place) throws SQLException {
        var theirs = MatchRecords.columnTypes(connection, HopContext.THEIRS, place.table())
                        .containsKey(place.column())
                ? "join juniper_upgrade_theirs.%s t on t.id = m.theirs and t.%s::text is not distinct from x.%2$s::text"
                        .formatted(Sql.id(place.table()), Sql.id(place.column()))
                : "";
        return "not exists (select 1 from juniper_upgrade.id_map m %s where m.family = %s and m.ours = x.id)"
                .formatted(theirs, Sql.literal(ModelTables.family(place.table())));
    }

    private static Finding finding(HopContext context, Place place, int id, String name, String text, String reason) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("table", place.table());
        details.put("id", Integer.toString(id));
        details.put("name", name);
        details.put("column", place.column());
        details.put("text", text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
        details.put("reason", reason);
        var title = "Your %s \"%s\" does not work in %s: %s"
                .formatted(
                        place.what(),
                        name.isEmpty() ? "number " + id : name,
                        context.hop().to(),
                        reason);
        return new Finding("texts", "WARNING", "", title, details);
    }
}
