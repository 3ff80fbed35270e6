package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Schema.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings the translations of the customer's own fields into their columns, as {@link MergeSchema} does with the release's. */
final class OwnTranslations implements Step {

    @Override
    public String name() {
        return "own-translations";
    }

    @Override
    public String title() {
        return "Bring translations of your own fields into their columns";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        if (!context.base().schema().tables().containsKey(Translations.TABLE)
                || context.theirs().schema().tables().containsKey(Translations.TABLE)) {
            return 0;
        }
        var translations = new Translations(context, connection);
        long changes = 0;
        for (var table : columns(context, connection).entrySet()) {
            List<String> actions = new ArrayList<>();
            for (Column column : table.getValue()) {
                actions.addAll(MergeSchema.conversion(
                        column, new Column(column.name(), "jsonb", column.notNull(), null, false), true));
            }
            Sql.execute(
                    connection,
                    "alter table public.%s %s".formatted(Sql.id(table.getKey()), String.join(", ", actions)));
            for (Column column : table.getValue()) {
                translations.intoColumn(table.getKey(), column.name());
                changes++;
            }
        }
        return changes;
    }

    /** {@return the translated columns of text, by table, that are of neither release} */
    private static Map<String, List<Column>> columns(HopContext context, Connection connection) throws SQLException {
        var ours = SchemaReader.tables(connection);
        var base = Renames.apply(context.base().schema(), connection);
        Map<String, List<Column>> columns = new TreeMap<>();
        Sql.query(connection, """
                select distinct m.tbl, f.name from public.ir_model_fields f join juniper_upgrade.model_table m using (model)
                where f.store and f.ttype in ('char', 'text', 'html') and coalesce(f.translate::text, 'false') <> 'false'
                order by 1, 2""", row -> {
            var table = row.getString(1);
            var column = column(ours, table, row.getString(2));
            return column != null
                    && !column.inherited()
                    && column.type().matches("text|character varying.*")
                    && column(base, table, column.name()) == null
                    && column(context.theirs().schema(), table, column.name()) == null
                    && columns.computeIfAbsent(table, key -> new ArrayList<>()).add(column);
        });
        return columns;
    }

    private static @org.jspecify.annotations.Nullable Column column(Schema schema, String table, String name) {
        var found = schema.tables().get(table);
        return found == null ? null : found.columns().get(name);
    }
}
