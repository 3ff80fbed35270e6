package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Schema.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Creates SQL views, those that read others after them; one that no longer fits is reported. */
final class SqlViews {

    private final HopContext context;
    private final Connection connection;

    SqlViews(HopContext context, Connection connection) {
        this.context = context;
        this.connection = connection;
    }

    /** Returns how many there are then. */
    long build(List<View> standard, List<View> own) throws SQLException {
        var existing = Sql.strings(connection, "select viewname from pg_views where schemaname = 'public'");
        List<View> left = new ArrayList<>(standard);
        left.addAll(own);
        left.removeIf(view -> existing.contains(view.name()));
        boolean progress = true;
        while (progress && !left.isEmpty()) {
            int before = left.size();
            List<View> waiting = new ArrayList<>();
            for (View view : left) {
                if (!create(view)) {
                    waiting.add(view);
                }
            }
            left = waiting;
            progress = left.size() < before;
        }
        for (View view : left) {
            context.findOnce(
                    connection,
                    new Finding(
                            "views",
                            "PROBLEM",
                            "",
                            "SQL view %s no longer fits the new version and was left out".formatted(view.name()),
                            Map.of("view", view.name(), "definition", view.definition())));
        }
        return (long) standard.size() + own.size() - left.size();
    }

    private boolean create(View view) throws SQLException {
        try {
            Sql.execute(connection, "create view public.%s as %s".formatted(Sql.id(view.name()), view.definition()));
            return true;
        } catch (SQLException e) {
            Sql.throwUnlessOfTheData(e);
            return false;
        }
    }
}
