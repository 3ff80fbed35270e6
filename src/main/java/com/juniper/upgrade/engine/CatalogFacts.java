package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Catalog.Data;
import com.juniper.upgrade.engine.Catalog.Module;
import com.juniper.upgrade.engine.CopyText.Row;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a catalog's records tell about its models, fields, selections and external ids, and who owns them. */
final class CatalogFacts {

    /** A model; {@code transientModel} ones hold no data that lasts. */
    record Model(String name, String table, boolean transientModel) {}

    /** A field; {@code relationTable} is that of a stored many2many one. */
    record Field(
            String model,
            String name,
            String type,
            String relation,
            boolean stored,
            @Nullable String relationTable) {

        String key() {
            return model + "." + name;
        }
    }

    /** An external id and what it names. */
    record ExternalId(String module, String name, String model, int id, boolean noupdate) {

        String key() {
            return module + "." + name;
        }
    }

    private static final Set<String> DESCRIPTIONS = Set.of(
            "ir.model", "ir.model.fields", "ir.model.fields.selection", "ir.model.constraint", "ir.model.relation");

    private final Catalog catalog;
    private final Map<Integer, Model> modelsById = new HashMap<>();
    private final Map<Integer, Field> fieldsById = new HashMap<>();
    private final Map<String, Model> models = new TreeMap<>();
    private final Map<String, Field> fields = new TreeMap<>();
    private final Map<String, Set<String>> selections = new TreeMap<>();
    private final Map<String, ExternalId> externalIds = new TreeMap<>();
    private final Map<String, Set<String>> owners = new HashMap<>();

    CatalogFacts(Catalog catalog) {
        this.catalog = catalog;
        read("ir_model", this::model);
        read("ir_model_fields", this::field);
        read("ir_model_fields_selection", this::selection);
        read("ir_model_data", this::externalId);
    }

    Map<String, Model> models() {
        return models;
    }

    Map<String, Field> fields() {
        return fields;
    }

    /** {@return the options of each stored selection field} */
    Map<String, Set<String>> selections() {
        return selections;
    }

    /** {@return the external ids of records that are no description of the ERP by itself} */
    Map<String, ExternalId> externalIds() {
        return externalIds;
    }

    Schema schema() {
        return catalog.schema();
    }

    Map<String, Module> modules() {
        return catalog.modules();
    }

    /** {@return the modules that own a table ({@code table}) or a column ({@code table.column}), empty if none is known} */
    Set<String> owners(String thing) {
        return owners.getOrDefault(thing, Set.of());
    }

    /** Reads the standard rows of a table; none where the release has none. */
    void read(String table, Consumer<Row> reader) {
        for (Data data : catalog.data()) {
            if (data.table().equals(table)) {
                try {
                    CopyText.read(catalog.copyData(table), data.columns(), reader);
                } catch (IOException e) {
                    throw new EngineException("Cannot read the records of " + table + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void model(Row row) {
        var model = new Model(row.get("model"), ModelTables.table(row.get("model")), row.isTrue("transient"));
        modelsById.put(row.id(), model);
        models.put(model.name(), model);
    }

    private void field(Row row) {
        var manyToMany = row.get("ttype").equals("many2many");
        var field = new Field(
                row.get("model"),
                row.get("name"),
                row.get("ttype"),
                row.get("relation"),
                row.isTrue("store"),
                manyToMany ? row.find("relation_table") : null);
        fieldsById.put(row.id(), field);
        fields.put(field.key(), field);
    }

    private void selection(Row row) {
        var field = fieldsById.get(Integer.valueOf(row.get("field_id")));
        if (field != null && field.stored()) {
            selections.computeIfAbsent(field.key(), key -> new TreeSet<>()).add(row.get("value"));
        }
    }

    private void externalId(Row row) {
        var id = new ExternalId(
                row.get("module"),
                row.get("name"),
                row.get("model"),
                row.find("res_id") == null ? 0 : Integer.parseInt(row.get("res_id")),
                row.isTrue("noupdate"));
        var model = modelsById.get(id.id());
        var field = fieldsById.get(id.id());
        if (id.model().equals("ir.model") && model != null) {
            own(model.table(), id.module());
        } else if (id.model().equals("ir.model.fields") && field != null) {
            own(ModelTables.table(field.model()) + "." + field.name(), id.module());
            if (field.relationTable() != null) {
                own(field.relationTable(), id.module());
            }
        }
        if (!DESCRIPTIONS.contains(id.model())) {
            externalIds.put(id.key(), id);
        }
    }

    private void own(String thing, String module) {
        owners.computeIfAbsent(thing, key -> new TreeSet<>()).add(module);
    }

    /** {@return the tables that hold nothing that lasts: those of wizards and their many2many relations} */
    Set<String> fleetingTables() {
        Set<String> tables = new TreeSet<>();
        models.values().stream().filter(Model::transientModel).forEach(model -> tables.add(model.table()));
        Set<String> lasting = new TreeSet<>();
        for (Field field : fields.values()) {
            var relation = field.relationTable();
            var model = models.get(field.model());
            if (relation != null && model != null) {
                (model.transientModel() ? tables : lasting).add(relation);
            }
        }
        tables.removeAll(lasting);
        return tables;
    }

    List<Data> data() {
        return catalog.data();
    }
}
