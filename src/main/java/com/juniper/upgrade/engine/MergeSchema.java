package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Schema.Column;
import com.juniper.upgrade.engine.Schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Creates the tables and columns that the new version has, and converts what changed its type (engine.md 4). */
final class MergeSchema implements Step {

    private static final Pattern SEQUENCE = Pattern.compile("nextval\\('(?:public\\.)?\"?([^'\"]+)\"?'");
    private static final Set<String> MAGIC = Set.of("id", "create_uid", "create_date", "write_uid", "write_date");

    @Override
    public String name() {
        return "merge-schema";
    }

    @Override
    public String title() {
        return "Create the new version's tables and columns";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        createExtensions(context, connection);
        var ownership = Ownership.read(connection);
        var ours = SchemaReader.tables(connection);
        var translated = translatedColumns(connection);
        var translations = new Translations(context, connection);
        long changes = 0;
        for (Table table : parentsFirst(context.theirs().schema())) {
            if (!ownership.wantsTable(table.name())) {
                continue;
            }
            var existing = ours.tables().get(table.name());
            var columns = table.columns().values().stream()
                    .filter(column -> !column.inherited())
                    .filter(column ->
                            MAGIC.contains(column.name()) || ownership.wantsColumn(table.name(), column.name()))
                    .toList();
            changes += existing == null
                    ? create(connection, table, columns)
                    : change(connection, existing, columns, translated) + relax(connection, existing, table);
            if (existing != null) {
                translate(existing, table, ownership, translated, translations);
            }
        }
        IdSequences.raiseFloors(connection);
        return changes;
    }

    /** Columns that are inherited were converted with the parent's, and have translations of their own. */
    private static void translate(
            Table existing, Table theirs, Ownership ownership, Set<String> translated, Translations translations)
            throws SQLException {
        for (Column column : theirs.columns().values()) {
            var before = existing.columns().get(column.name());
            var owner = column.inherited() ? Objects.requireNonNull(theirs.parent()) : theirs.name();
            if (before != null
                    && column.type().equals("jsonb")
                    && !before.type().equals("jsonb")
                    && translated.contains(theirs.name() + "." + column.name())
                    && ownership.wantsColumn(owner, column.name())) {
                translations.intoColumn(theirs.name(), column.name());
            }
        }
    }

    /** What the new version does not require must not stop its records; a column that it lacks is dropped only at the end. */
    private static long relax(Connection connection, Table existing, Table theirs) throws SQLException {
        long changes = 0;
        for (Column column : existing.columns().values()) {
            var wanted = theirs.columns().get(column.name());
            if (column.notNull()
                    && !column.inherited()
                    && column.defaultValue() == null
                    && (wanted == null || !wanted.notNull())) {
                Sql.execute(
                        connection,
                        "alter table public.%s alter column %s drop not null"
                                .formatted(Sql.id(existing.name()), Sql.id(column.name())));
                changes++;
            }
        }
        return changes;
    }

    private static void createExtensions(HopContext context, Connection connection) throws SQLException {
        var missing = new ArrayList<>(context.theirs().schema().extensions());
        missing.removeAll(Sql.strings(connection, "select extname from pg_extension"));
        for (String extension : missing) {
            var savepoint = connection.setSavepoint();
            try {
                Sql.execute(connection, "create extension %s schema public".formatted(Sql.id(extension)));
                connection.releaseSavepoint(savepoint);
            } catch (SQLException e) {
                connection.rollback(savepoint);
                context.find(
                        connection,
                        RestoreStructure.problem(
                                "The extension %s could not be installed".formatted(extension), "", extension, e));
            }
        }
    }

    static List<Table> parentsFirst(Schema schema) {
        List<Table> tables = new ArrayList<>();
        schema.tables().values().stream()
                .filter(table -> table.parent() == null)
                .forEach(tables::add);
        schema.tables().values().stream()
                .filter(table -> table.parent() != null)
                .forEach(tables::add);
        return tables;
    }

    /** Columns, as table.column, whose field is translated in the new version. */
    private static Set<String> translatedColumns(Connection connection) throws SQLException {
        return new HashSet<>(Sql.query(
                connection,
                "select model, name from juniper_upgrade_theirs.ir_model_fields where coalesce(translate::text, 'false') <> 'false'",
                row -> ModelTables.table(row.getString(1)) + "." + row.getString(2)));
    }

    /** Creates a table with some of its columns, and the sequences that they need. */
    static long create(Connection connection, Table table, List<Column> columns) throws SQLException {
        for (Column column : columns) {
            var sequence = sequence(column);
            if (sequence != null) {
                Sql.execute(connection, "create sequence if not exists public." + Sql.id(sequence));
            }
        }
        var definitions = columns.stream().map(MergeSchema::definition).toList();
        var inherits = table.parent() == null ? "" : " inherits (public.%s)".formatted(Sql.id(table.parent()));
        Sql.execute(
                connection,
                "create table public.%s (%s)%s"
                        .formatted(Sql.id(table.name()), String.join(", ", definitions), inherits));
        for (Column column : columns) {
            var sequence = sequence(column);
            if (sequence != null && table.parent() == null) {
                Sql.execute(
                        connection,
                        "alter sequence public.%s owned by public.%s.%s"
                                .formatted(Sql.id(sequence), Sql.id(table.name()), Sql.id(column.name())));
            }
        }
        return 1;
    }

    private static @org.jspecify.annotations.Nullable String sequence(Column column) {
        if (column.defaultValue() == null) {
            return null;
        }
        var matcher = SEQUENCE.matcher(column.defaultValue());
        return matcher.find() ? matcher.group(1) : null;
    }

    private static String definition(Column column) {
        return Sql.id(column.name()) + " " + column.type()
                + (column.defaultValue() == null ? "" : " default " + column.defaultValue())
                + (column.notNull() ? " not null" : "");
    }

    /** Adds the columns that a table lacks, and converts those of another type. */
    static long change(Connection connection, Table ours, List<Column> columns, Set<String> translated)
            throws SQLException {
        List<String> actions = new ArrayList<>();
        for (Column column : columns) {
            var existing = ours.columns().get(column.name());
            if (existing == null) {
                actions.add("add column " + Sql.id(column.name()) + " " + column.type()
                        + (column.defaultValue() == null ? "" : " default " + column.defaultValue()));
            } else if (!existing.type().equals(column.type())) {
                actions.addAll(conversion(existing, column, translated.contains(ours.name() + "." + column.name())));
            }
        }
        if (!actions.isEmpty()) {
            Sql.execute(
                    connection, "alter table public.%s %s".formatted(Sql.id(ours.name()), String.join(", ", actions)));
        }
        if (columns.stream().anyMatch(column -> column.name().equals("active"))
                && !ours.columns().containsKey("active")) {
            // what could not be archived before is not archived
            Sql.execute(connection, "update only public.%s set active = true".formatted(Sql.id(ours.name())));
        }
        return actions.size();
    }

    /** {@return what makes a column another, as parts of one {@code alter table}} */
    static List<String> conversion(Column from, Column to, boolean translated) {
        var name = Sql.id(to.name());
        List<String> actions = new ArrayList<>();
        if (from.defaultValue() != null) {
            actions.add("alter column %s drop default".formatted(name));
        }
        actions.add("alter column %s type %s using %s".formatted(name, to.type(), using(name, from, to, translated)));
        if (to.defaultValue() != null) {
            actions.add("alter column %s set default %s".formatted(name, Objects.requireNonNull(to.defaultValue())));
        }
        return actions;
    }

    private static String using(String name, Column from, Column to, boolean translated) {
        if (to.type().equals("jsonb") && translated) {
            return "case when %1$s is not null then jsonb_build_object('en_US', %1$s) end".formatted(name);
        }
        if (from.type().equals("jsonb") && !to.type().startsWith("json")) {
            return "(%s->>'en_US')::%s".formatted(name, to.type());
        }
        if (to.type().equals("boolean") || from.type().equals("boolean")) {
            return "%s::text::%s".formatted(name, to.type());
        }
        return "%s::%s".formatted(name, to.type());
    }
}
