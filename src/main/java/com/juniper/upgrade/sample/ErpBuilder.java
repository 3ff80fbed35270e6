package com.juniper.upgrade.sample;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Builds a database of the ERP's layout from the sample's description: tables, what describes them, standard records. */
public final class ErpBuilder {

    private static final List<String> MAGIC = List.of(
            "id integer required",
            "create_uid many2one res.users",
            "create_date datetime",
            "write_uid many2one res.users",
            "write_date datetime");

    private final Version version;
    private final List<ErpModule> modules;
    private final ErpRows rows;
    private final Map<String, Map<String, Field>> fieldsByTable = new LinkedHashMap<>();

    private ErpBuilder(Version version, List<ErpModule> modules, Connection connection) {
        this.version = version;
        this.modules = modules;
        this.rows = new ErpRows(connection, version, fieldsByTable);
    }

    /**
     * Builds a reference database with every module in an empty database, as a release of line {@code sample}.
     *
     * @param only the modules to install with all that they need; empty for all
     */
    public static void build(DatabaseAddress database, Version version, Set<String> only) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            new ErpBuilder(version, chosen(ErpDescription.modules(version), only), connection).build(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The sample of %s cannot be built: %s".formatted(version, e.getMessage()), e);
        }
    }

    private static List<ErpModule> chosen(List<ErpModule> all, Set<String> only) {
        if (only.isEmpty()) {
            return all;
        }
        Set<String> wanted = new HashSet<>(only);
        wanted.add("base");
        for (int i = all.size() - 1; i >= 0; i--) { // what others need stands before them
            if (wanted.contains(all.get(i).name())) {
                wanted.addAll(all.get(i).dependencies());
            }
        }
        for (ErpModule module : all) {
            if (module.autoInstall() && wanted.containsAll(module.dependencies())) {
                wanted.add(module.name());
            }
        }
        return all.stream().filter(module -> wanted.contains(module.name())).toList();
    }

    private void build(Connection connection) throws SQLException {
        modules.forEach(module -> module.models().forEach(model -> {
            var fields = fieldsByTable.computeIfAbsent(model.table(), table -> new LinkedHashMap<>());
            model.fields().forEach(field -> fields.putIfAbsent(field.name(), field));
        }));
        var tables = new ErpTables(connection, version, fieldsByTable);
        tables.create();
        modules.forEach(this::module);
        modules.forEach(this::models);
        modules.forEach(this::fields);
        modules.forEach(module -> module.records().forEach(rows::add));
        ErpImage.of(modules).map(image -> image.attachment(version)).forEach(rows::add);
        parameter("database.release_line", "sample");
        parameter("web.base.url", "http://sample.invalid");
        parameter("database.uuid", UUID.randomUUID().toString());
        parameter("database.secret", UUID.randomUUID().toString());
        parameter("database.create_date", "2020-01-01 00:00:00");
        parameter("base.login_cooldown_after", "10");
        parameter("base.login_cooldown_duration", "60");
        rows.write();
        ErpComputed.fill(connection);
        tables.constrain(modules);
    }

    private void parameter(String key, String value) {
        rows.add(new ErpRecord("", "", "ir.config_parameter", values("key", key, "value", value), false));
    }

    private void module(ErpModule module) {
        rows.add(new ErpRecord(
                "base",
                "module_" + module.name(),
                "ir.module.module",
                values(
                        "name",
                        module.name(),
                        "shortdesc",
                        module.title(),
                        "state",
                        "installed",
                        "latest_version",
                        module.version(),
                        "auto_install",
                        String.valueOf(module.autoInstall()),
                        "license",
                        "LGPL-3"),
                true));
        module.dependencies()
                .forEach(name -> rows.add(new ErpRecord(
                        "",
                        "",
                        "ir.module.module.dependency",
                        values("name", name, "module_id", "@base.module_" + module.name()),
                        false)));
    }

    private void models(ErpModule module) {
        for (ErpModel model : module.models()) {
            var name = "model_" + model.name().replace('.', '_');
            var owner = rows.ownerOf(name);
            if (owner.isEmpty()) {
                rows.add(new ErpRecord(
                        module.name(),
                        name,
                        "ir.model",
                        values("name", model.name(), "model", model.name(), "state", "base", "order", "id"),
                        false));
                rows.add(new ErpRecord(
                        module.name(),
                        "access_" + model.name().replace('.', '_'),
                        "ir.model.access",
                        values(
                                "name", model.name(),
                                "model_id", "@" + module.name() + "." + name,
                                "group_id", "@base.group_user",
                                "active", "true",
                                "perm_read", "true",
                                "perm_write", "true",
                                "perm_create", "true",
                                "perm_unlink", "false"),
                        false));
                MAGIC.forEach(line -> {
                    int space = line.indexOf(' ');
                    field(
                            module,
                            model,
                            Field.parse(line.substring(0, space), line.substring(space + 1), UnaryOperator.identity()));
                });
            } else {
                rows.name(module.name(), name, "ir.model", owner + "." + name);
            }
        }
    }

    private void fields(ErpModule module) {
        for (ErpModel model : module.models()) {
            model.fields().forEach(field -> field(module, model, field));
            model.constraints().forEach((name, definition) -> constraint(module, model, name, definition));
        }
    }

    private void field(ErpModule module, ErpModel model, Field field) {
        var modelName = model.name().replace('.', '_');
        var xmlid = "field_%s__%s".formatted(modelName, field.name());
        var owner = rows.ownerOf(xmlid);
        if (!owner.isEmpty()) {
            rows.name(module.name(), xmlid, "ir.model.fields", owner + "." + xmlid);
            return;
        }
        boolean stored = field.name().equals("id") || field.column(version) != null || field.manyToMany();
        rows.add(new ErpRecord(
                module.name(),
                xmlid,
                "ir.model.fields",
                values(
                        "name", field.name(),
                        "model", model.name(),
                        "model_id", "@" + rows.ownerOf("model_" + modelName) + ".model_" + modelName,
                        "field_description", field.name().replace('_', ' '),
                        "ttype", field.type(),
                        "relation", field.option("relation"),
                        "relation_field", field.option("by"),
                        "relation_table", field.option("table"),
                        "column1", field.option("column1"),
                        "column2", field.option("column2"),
                        "state", "base",
                        "store", String.valueOf(stored),
                        "required", String.valueOf(field.is("required")),
                        "translate", String.valueOf(field.is("translated")),
                        "company_dependent", String.valueOf(field.is("company")),
                        "on_delete",
                                field.type().equals("many2one")
                                        ? field.onDelete().toLowerCase(java.util.Locale.ROOT)
                                        : "",
                        "selectable", "true"),
                false));
        int sequence = 0;
        for (String value : field.selection()) {
            rows.add(new ErpRecord(
                    module.name(),
                    "selection__%s__%s__%s".formatted(modelName, field.name(), value.replace('-', '_')),
                    "ir.model.fields.selection",
                    values(
                            "field_id",
                            "@" + module.name() + "." + xmlid,
                            "value",
                            value,
                            "name",
                            value.replace('_', ' '),
                            "sequence",
                            String.valueOf(sequence++)),
                    false));
        }
    }

    private void constraint(ErpModule module, ErpModel model, String name, String definition) {
        rows.add(new ErpRecord(
                module.name(),
                "constraint_" + name,
                "ir.model.constraint",
                values(
                        "name",
                        name,
                        "definition",
                        definition,
                        "model",
                        "@" + rows.ownerOf("model_" + model.name().replace('.', '_')) + ".model_"
                                + model.name().replace('.', '_'),
                        "module",
                        "@base.module_" + module.name(),
                        "type",
                        "u"),
                false));
    }

    /** Pairs of names and values; an empty value is left out. */
    private static Map<String, String> values(String... pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i + 1].isEmpty()) {
                values.put(pairs[i], pairs[i + 1]);
            }
        }
        return values;
    }
}
