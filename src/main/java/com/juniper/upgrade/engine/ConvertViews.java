package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the conditions of the customer's views, and of standard ones that he changed and kept, as 17.0 reads them, in every
 * language. What the release brings is left alone.
 */
final class ConvertViews implements Step {

    static final Version VERSION = new Version(17, 0);

    private static final int BATCH = 500;

    @Override
    public String name() {
        return "convert-views";
    }

    @Override
    public String title() {
        return "Write the conditions of the customer's views as expressions";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        var schema = SchemaReader.tables(connection);
        var ids = own(connection, TextPlaces.VIEWS.isByLanguage(schema));
        if (ids.isEmpty()) {
            return 0;
        }
        var models = Models.read(connection);
        Map<Integer, ViewRecord> views = new LinkedHashMap<>();
        ViewReader.all(connection, schema).forEach(view -> views.put(view.id(), located(view, ids, models)));
        var targets = new HashMap<>(new ViewResolver(views.values(), models).targets(ids));
        long rows = convert(context, connection, schema, views, targets, models, ids);
        if (rows > 0) {
            context.find(
                    connection,
                    new Finding(
                            "views",
                            "INFO",
                            "",
                            "%d of your views say by expressions now what attrs and states said".formatted(rows),
                            Map.of("rows", Long.toString(rows))));
        }
        return rows;
    }

    private static Set<Integer> own(Connection connection, boolean byLanguage) throws SQLException {
        return new TreeSet<>(
                Sql.query(connection, """
                select x.id from public.ir_ui_view x
                where coalesce(x.type, '') <> 'qweb' and x.arch_db::text ~ '\\y(attrs|states|invisible)\\y'
                  and not exists (select 1 from juniper_upgrade.id_map m
                                  join juniper_upgrade_theirs.ir_ui_view t on t.id = m.theirs and t.arch_db%1$s is not distinct from x.arch_db%1$s
                                  where m.tbl = 'ir_ui_view' and m.ours = x.id)""".formatted(byLanguage ? " ->> 'en_US'" : ""), row -> row.getInt(1)));
    }

    private static ViewRecord located(ViewRecord view, Set<Integer> ids, Models models) {
        if (view.inheritId() == 0 || !ids.contains(view.id())) {
            return view;
        }
        var english = view.arch(ViewRecord.ENGLISH);
        var located = new ViewConditions(english, view.model(), models, List.of()).located();
        return new ViewRecord(
                view.id(),
                view.name(),
                view.type(),
                view.model(),
                view.inheritId(),
                view.primary(),
                view.priority(),
                view.active(),
                view.websiteId(),
                view.key(),
                Map.of(ViewRecord.ENGLISH, located));
    }

    private static long convert(
            HopContext context,
            Connection connection,
            Schema schema,
            Map<Integer, ViewRecord> views,
            Map<Integer, List<ViewPlace.Target>> targets,
            Models models,
            Set<Integer> wanted)
            throws SQLException {
        List<Integer> ids = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        var type = TextPlaces.VIEWS.type(schema);
        var xml = new ViewXml();
        var rows = new long[1];
        Sql.stream(
                connection,
                "select x.id, x.arch_db::text from public.ir_ui_view x where x.id = any (?) order by x.id",
                row -> {
                    var view = Objects.requireNonNull(views.get(row.getInt(1)));
                    var text = row.getString(2);
                    Set<String> left = new LinkedHashSet<>();
                    var found = targets.getOrDefault(row.getInt(1), List.of());
                    var converted = TextPlaces.VIEWS.isByLanguage(schema)
                            ? ByLanguage.map(text, one -> converted(one, view, found, models, xml, left))
                            : converted(text, view, found, models, xml, left);
                    if (!converted.equals(text)) {
                        ids.add(row.getInt(1));
                        texts.add(converted);
                    }
                    for (String reason : left) {
                        var title = "View \"%s\" has conditions that %s does not read: %s"
                                .formatted(view.name(), context.hop().to(), reason);
                        context.find(connection, view.finding(title, reason, converted));
                    }
                    if (ids.size() == BATCH) {
                        rows[0] += FollowRenames.write(connection, TextPlaces.VIEWS, type, ids, texts);
                    }
                },
                connection.createArrayOf("int", wanted.toArray()));
        return rows[0] + FollowRenames.write(connection, TextPlaces.VIEWS, type, ids, texts);
    }

    private static String converted(
            String text,
            ViewRecord view,
            List<ViewPlace.Target> targets,
            Models models,
            ViewXml xml,
            Set<String> left) {
        var conditions = new ViewConditions(text, view.model(), models, targets);
        var converted = conditions.converted(view.type(), view.inheritId() != 0);
        left.addAll(conditions.left());
        return converted.equals(text) || xml.isWellFormed(converted) ? converted : text;
    }
}
