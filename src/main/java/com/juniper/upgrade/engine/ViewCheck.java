package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Resolves the views of a database as the ERP's server does when it loads them. */
public final class ViewCheck {

    private ViewCheck() {}

    /**
     * Says which of somebody's views do not fit, and which others would not if it were not for those. Fields count that
     * the database describes, or has a column for.
     *
     * @param own the ids of the views
     * @return the reason by the view's id
     */
    public static Map<Integer, String> broken(Connection connection, Set<Integer> own) throws SQLException {
        var schema = SchemaReader.tables(connection);
        var models = Models.read(connection).withColumns(schema);
        var views = ViewReader.all(connection, schema);
        Map<Integer, String> broken = new TreeMap<>();
        new ViewResolver(views, models)
                .resolve()
                .forEach(view -> broken.put(
                        view.view().id(),
                        "the view %s: %s".formatted(view.view().name(), view.reason())));
        if (!own.containsAll(broken.keySet())) {
            Set<Integer> before = new TreeSet<>();
            var others = views.stream().filter(view -> !own.contains(view.id())).toList();
            new ViewResolver(others, models)
                    .resolve()
                    .forEach(view -> before.add(view.view().id()));
            broken.keySet().removeAll(before);
        }
        return broken;
    }
}
