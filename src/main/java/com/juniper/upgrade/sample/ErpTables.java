package com.juniper.upgrade.sample;

import com.juniper.upgrade.engine.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creates the sample's tables as the ERP would, and their keys and indexes once the records are in. */
final class ErpTables {

    private static final Version NEW_INDEX_NAMES = Version.parse("16.0");
    private static final int LONGEST_NAME = 63;

    private final Connection connection;
    private final Version version;
    private final Map<String, Map<String, Field>> fieldsByTable;

    /** The constraints of each table: added together they take a fraction of the time. */
    private final Map<String, List<String>> additions = new LinkedHashMap<>();

    ErpTables(Connection connection, Version version, Map<String, Map<String, Field>> fieldsByTable) {
        this.connection = connection;
        this.version = version;
        this.fieldsByTable = fieldsByTable;
    }

    void create() throws SQLException {
        if (fieldsByTable.containsKey("ir_actions")) {
            create("ir_actions");
        }
        for (String table : fieldsByTable.keySet()) {
            if (!table.equals("ir_actions")) {
                create(table);
            }
        }
        Set<String> linked = new HashSet<>();
        for (var table : fieldsByTable.entrySet()) {
            for (Field field : table.getValue().values()) {
                if (field.manyToMany() && linked.add(field.option("table"))) {
                    execute(
                            "create table if not exists \"%s\" (\"%s\" int4 not null, \"%s\" int4 not null, primary key (\"%2$s\", \"%3$s\"))"
                                    .formatted(
                                            field.option("table"), field.option("column1"), field.option("column2")));
                }
            }
        }
    }

    private void create(String table) throws SQLException {
        boolean action = ErpModel.ACTIONS.contains(table);
        List<String> columns = new ArrayList<>();
        columns.add(action ? "id int4 not null default nextval('ir_actions_id_seq')" : "id serial not null");
        columns.addAll(List.of("create_uid int4", "create_date timestamp", "write_uid int4", "write_date timestamp"));
        Set<String> known = new HashSet<>(Set.of("id", "create_uid", "create_date", "write_uid", "write_date"));
        for (Field field :
                java.util.Objects.requireNonNull(fieldsByTable.get(table)).values()) {
            var type = field.column(version);
            if (type != null && known.add(field.name())) {
                columns.add("\"%s\" %s%s%s"
                        .formatted(
                                field.name(),
                                type,
                                field.is("required") ? " not null" : "",
                                field.is("default") ? " default '" + field.option("default") + "'" : ""));
            }
        }
        columns.add("primary key (id)");
        execute("create table \"%s\" (%s)%s"
                .formatted(table, String.join(", ", columns), action ? " inherits (ir_actions)" : ""));
    }

    /** Adds foreign keys, indexes and the models' own constraints. */
    void constrain(List<ErpModule> modules) throws SQLException {
        Set<String> named = new HashSet<>();
        for (var table : fieldsByTable.entrySet()) {
            for (String column : List.of("create_uid", "write_uid")) {
                reference(table.getKey(), column, "res_users", "SET NULL", named);
            }
            for (Field field : table.getValue().values()) {
                if (field.manyToMany()) {
                    link(table.getKey(), field, named);
                } else if (field.column(version) != null) {
                    column(table.getKey(), field, named);
                }
            }
        }
        for (ErpModule module : modules) {
            for (ErpModel model : module.models()) {
                for (var constraint : model.constraints().entrySet()) {
                    if (named.add(constraint.getKey())) {
                        add(model.table(), constraint.getKey(), constraint.getValue());
                    }
                }
                for (var index : model.indexes().entrySet()) {
                    if (named.add(index.getKey())) {
                        boolean unique = index.getValue().startsWith("unique ");
                        execute("create %sindex \"%s\" on \"%s\" %s"
                                .formatted(
                                        unique ? "unique " : "",
                                        index.getKey(),
                                        model.table(),
                                        unique ? index.getValue().substring(7) : index.getValue()));
                    }
                }
            }
        }
        for (var table : additions.entrySet()) {
            execute("alter table \"%s\" %s".formatted(table.getKey(), String.join(", ", table.getValue())));
        }
    }

    private void column(String table, Field field, Set<String> named) throws SQLException {
        if (field.type().equals("many2one")
                && !field.is("company")
                && !field.onDelete().isEmpty()) {
            reference(table, field.name(), ErpModel.table(field.option("relation")), field.onDelete(), named);
        }
        if (field.is("indexed") || field.is("indexed_notnull")) {
            boolean old = version.compareTo(NEW_INDEX_NAMES) < 0;
            var name = cut(table + (old ? "_" : "__") + field.name() + "_index");
            if (named.add(name)) {
                execute("create index \"%s\" on \"%s\" (\"%s\")%s"
                        .formatted(
                                name,
                                table,
                                field.name(),
                                field.is("indexed_notnull") ? " where \"" + field.name() + "\" is not null" : ""));
            }
        }
    }

    private void link(String table, Field field, Set<String> named) throws SQLException {
        var link = field.option("table");
        reference(link, field.option("column1"), table, "CASCADE", named);
        reference(link, field.option("column2"), ErpModel.table(field.option("relation")), "CASCADE", named);
        var name = cut("%s_%s_%s_idx".formatted(link, field.option("column2"), field.option("column1")));
        if (named.add(name) && named.add(link + " reverse")) {
            execute("create index \"%s\" on \"%s\" (\"%s\", \"%s\")"
                    .formatted(name, link, field.option("column2"), field.option("column1")));
        }
    }

    private void reference(String table, String column, String target, String onDelete, Set<String> named) {
        var name = cut("%s_%s_fkey".formatted(table, column));
        boolean inherited = target.equals("ir_actions"); // a key cannot point to rows of inheriting tables
        if (fieldsByTable.containsKey(target) && !inherited && named.add(name)) {
            add(
                    table,
                    name,
                    "foreign key (\"%s\") references \"%s\" (id) on delete %s".formatted(column, target, onDelete));
        }
    }

    private void add(String table, String name, String definition) {
        additions
                .computeIfAbsent(table, key -> new ArrayList<>())
                .add("add constraint \"%s\" %s".formatted(name, definition));
    }

    private static String cut(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(sql + ": " + e.getMessage(), e);
        }
    }
}
