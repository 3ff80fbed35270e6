package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * Resolves every active view against the new version's views, models and fields; one of the customer's own that does not
 * fit is disabled, kept and reported with its XML and the reason (engine.md 8, R78).
 */
final class CheckViews implements Step {

    /** Disabling one view may show that another does not fit; a view is told once, so the rounds end. */
    private static final int MOST_ROUNDS = 5;

    @Override
    public String name() {
        return "check-views";
    }

    @Override
    public String title() {
        return "Check the customer's views";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        var models = Models.read(connection);
        var schema = SchemaReader.tables(connection);
        var standard = Set.copyOf(Sql.query(
                connection, "select ours from juniper_upgrade.id_map where tbl = 'ir_ui_view'", row -> row.getInt(1)));
        long disabled = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var own = new ViewResolver(ViewReader.all(connection, schema), models)
                    .resolve().stream()
                            .filter(broken -> !standard.contains(broken.view().id()))
                            .toList();
            for (ViewResolver.Broken broken : own) {
                disable(context, connection, broken);
            }
            disabled += own.size();
            if (own.isEmpty()) {
                break;
            }
        }
        return disabled;
    }

    private static void disable(HopContext context, Connection connection, ViewResolver.Broken broken)
            throws SQLException {
        var view = broken.view();
        Sql.update(connection, "update public.ir_ui_view set active = false where id = ?", view.id());
        var xml = view.arch(broken.language());
        context.find(
                connection,
                view.finding(
                        "View \"%s\" is disabled: %s".formatted(view.name(), broken.reason()), broken.reason(), xml));
    }
}
