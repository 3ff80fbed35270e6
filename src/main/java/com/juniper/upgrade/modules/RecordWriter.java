package com.juniper.upgrade.modules;

import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.modules.DataElement.Deletion;
import com.juniper.upgrade.modules.DataElement.FieldData;
import com.juniper.upgrade.modules.DataElement.Row;
import com.juniper.upgrade.modules.FieldValues.Links;
import com.juniper.upgrade.modules.Literal.Dictionary;
import com.juniper.upgrade.modules.LiveModels.Field;
import com.juniper.upgrade.modules.LiveModels.Model;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the records of data files: updates what is there under an external id, adds what is not, deletes. */
final class RecordWriter {

    private static final String NOW = "now() at time zone 'UTC'";
    private static final Set<String> TREE_PARENTS = Set.of("parent_id", "location_id");

    private final Session session;
    private final LiveModels models;
    private final ExternalIdTable externalIds;
    private final FieldValues values;
    private final ViewDefaults views;
    private final Version version;
    private final Consumer<String> told;
    private final Set<String> trees = new TreeSet<>();

    /**
     * Prepares to write.
     *
     * @param version of the database
     * @param told takes what authors should know
     */
    RecordWriter(
            Session session, LiveModels models, ExternalIdTable externalIds, Version version, Consumer<String> told) {
        this.version = version;
        this.session = session;
        this.models = models;
        this.externalIds = externalIds;
        this.values = new FieldValues(externalIds);
        this.views = new ViewDefaults(session);
        this.told = told;
    }

    /** {@return whether anything was written} */
    boolean write(DataElement element) throws RefusedException, SQLException {
        return element instanceof Row row ? write(row) : delete((Deletion) element);
    }

    private boolean delete(Deletion deletion) throws RefusedException, SQLException {
        var named = externalIds.find(deletion.externalId());
        if (named == null) {
            return false;
        }
        requireSameModel(deletion, named.model());
        session.update("delete from %s where id = ?".formatted(model(deletion).sqlTable()), named.id());
        externalIds.remove(named);
        models.changed(deletion.model());
        return true;
    }

    private Model model(DataElement element) throws RefusedException, SQLException {
        return model(element.model(), element.line());
    }

    private Model model(String name, int line) throws RefusedException, SQLException {
        var model = models.find(name);
        if (model == null) {
            throw new RefusedException(line, "the model %s does not exist in the database".formatted(name));
        }
        return model;
    }

    private static void requireSameModel(DataElement element, String model) throws RefusedException {
        if (!model.equals(element.model())) {
            throw new RefusedException(
                    element.line(),
                    "%s is a record of %s in the database, not of %s"
                            .formatted(element.externalId(), model, element.model()));
        }
    }

    private boolean write(Row row) throws RefusedException, SQLException {
        externalIds.touch(row.externalId());
        var model = model(row);
        var named = externalIds.find(row.externalId());
        if (named != null) {
            requireSameModel(row, named.model());
        }
        var present = named == null
                ? null
                : session.number("select id from %s where id = ?".formatted(model.sqlTable()), named.id());
        boolean leave = row.noupdate() || (named != null && named.noupdate());
        if (named != null && (present == null ? !row.forceCreate() : leave)) {
            return false;
        }
        if (named == null && !row.forceCreate() && row.noupdate()) {
            return false;
        }
        values.of(ExternalIds.module(row.externalId()));
        if (present != null) {
            update(model, row, present);
        } else {
            int id = insert(model, row.fields(), row.line(), Map.of());
            externalIds.added(row.externalId(), row.model(), id, row.noupdate());
        }
        models.changed(row.model());
        return true;
    }

    private void update(Model model, Row row, int id) throws RefusedException, SQLException {
        var columns = columns(model, row.fields());
        if (model.name().equals("ir.ui.view")) {
            views.changes(id, columns, row.line(), text -> told.accept("%s %s".formatted(row.externalId(), text)));
        }
        if (!columns.isEmpty()) {
            var parameters = new ArrayList<@Nullable Object>(columns.values());
            parameters.add(id);
            session.update(
                    "update %s set %s%s where id = ?"
                            .formatted(
                                    model.sqlTable(),
                                    columns.entrySet().stream()
                                            .map(column -> assigned(model, column.getKey(), column.getValue()))
                                            .collect(Collectors.joining(", ")),
                                    model.columns().containsKey("write_date")
                                            ? ", write_uid = 1, write_date = " + NOW
                                            : ""),
                    parameters.toArray());
        }
        links(model, row.fields(), id, false);
    }

    /** Other languages than English are kept. */
    private static String assigned(Model model, String column, @Nullable String value) {
        var kept = isTranslated(model, column) && value != null
                ? "coalesce(%s, '{}'::jsonb) || ".formatted(Session.quoted(column))
                : "";
        return "%s = %s%s".formatted(Session.quoted(column), kept, expression(model, column, value));
    }

    private static String expression(Model model, String column, @Nullable String value) {
        return isTranslated(model, column) && value != null
                ? "jsonb_build_object('en_US', ?::text)"
                : "cast(? as %s)".formatted(model.columns().get(column));
    }

    private static boolean isTranslated(Model model, String column) {
        return "jsonb".equals(model.columns().get(column));
    }

    /** {@return the values of columns by name} */
    private Map<String, @Nullable String> columns(Model model, List<FieldData> fields)
            throws RefusedException, SQLException {
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        for (FieldData data : fields) {
            var field = values.field(model, data.name(), data.line());
            if (!field.isMany()) {
                columns.put(field.name(), values.column(model, field, data.value(), data.line()));
                noteTree(model, field);
            }
        }
        return columns;
    }

    private void noteTree(Model model, Field field) {
        if (model.columns().containsKey("parent_path") && TREE_PARENTS.contains(field.name())) {
            trees.add(model.table());
        }
    }

    private int insert(Model model, List<FieldData> fields, int line, Map<String, String> given)
            throws RefusedException, SQLException {
        var columns = columns(model, fields);
        columns.putAll(given);
        complete(model, columns, line);
        return insert(model, columns, fields);
    }

    private void complete(Model model, Map<String, @Nullable String> columns, int line)
            throws RefusedException, SQLException {
        if (model.name().equals("ir.ui.view")) {
            views.complete(columns, line);
        } else if (model.name().equals("ir.ui.menu") && columns.get("name") == null && columns.get("action") != null) {
            columns.put("name", actionName(Objects.requireNonNull(columns.get("action"))));
        } else if (model.name().equals("ir.model.fields") && columns.get("model_id") != null) {
            columns.putIfAbsent(
                    "model",
                    session.text(
                            "select model from public.ir_model where id = ?",
                            Integer.valueOf(String.valueOf(columns.get("model_id")))));
        }
        if (model.columns().containsKey("parent_path")) {
            trees.add(model.table());
        }
        RecordDefaults.of(model.name(), version).forEach((column, value) -> {
            if (model.columns().containsKey(column) && !columns.containsKey(column)) {
                columns.put(column, value);
            }
        });
    }

    private @Nullable String actionName(String action) throws SQLException {
        return session.text(
                "select coalesce(to_jsonb(name) ->> 'en_US', to_jsonb(name) #>> '{}') from public.ir_actions where id = ?",
                Integer.valueOf(action.substring(action.indexOf(',') + 1)));
    }

    private int insert(Model model, Map<String, @Nullable String> columns, List<FieldData> fields)
            throws RefusedException, SQLException {
        List<String> names = new ArrayList<>(columns.keySet());
        List<String> expressions = new ArrayList<>();
        columns.forEach((column, value) -> expressions.add(expression(model, column, value)));
        for (String who : List.of("create", "write")) {
            if (model.columns().containsKey(who + "_uid") && model.columns().containsKey(who + "_date")) {
                names.addAll(List.of(who + "_uid", who + "_date"));
                expressions.addAll(List.of("1", NOW));
            }
        }
        var sql = names.isEmpty()
                ? "insert into %s default values returning id".formatted(model.sqlTable())
                : "insert into %s (%s) values (%s) returning id"
                        .formatted(
                                model.sqlTable(),
                                names.stream().map(Session::quoted).collect(Collectors.joining(", ")),
                                String.join(", ", expressions));
        int id = Objects.requireNonNull(session.number(sql, columns.values().toArray()));
        links(model, fields, id, true);
        if (model.name().equals("ir.sequence") && "standard".equals(columns.get("implementation"))) {
            session.execute("create sequence public.ir_sequence_%03d increment by %d start with %d"
                    .formatted(
                            id,
                            Integer.valueOf(String.valueOf(columns.get("number_increment"))),
                            Integer.valueOf(String.valueOf(columns.get("number_next")))));
        }
        return id;
    }

    private void links(Model model, List<FieldData> fields, int id, boolean added)
            throws RefusedException, SQLException {
        for (FieldData data : fields) {
            var field = values.field(model, data.name(), data.line());
            if (field.isMany()) {
                var links = values.links(field, data.value(), data.line());
                if (field.type().equals("many2many")) {
                    manyToMany(links, id, data.line());
                } else {
                    oneToMany(links, id, data.line(), added);
                }
            }
        }
        if (model.name().equals("ir.rule") && model.columns().containsKey("global")) {
            session.update(
                    "update public.ir_rule r set global = not exists (select 1 from public.rule_group_rel g where g.rule_group_id = r.id) where id = ?",
                    id);
        }
    }

    private void manyToMany(Links links, int id, int line) throws RefusedException, SQLException {
        var field = links.field();
        if (!links.create().isEmpty()) {
            throw new RefusedException(
                    line,
                    "a record within the field %s has no external id; write it as a record".formatted(field.name()));
        }
        var table = "public." + Session.quoted(field.table());
        var one = Session.quoted(field.column1());
        var other = Session.quoted(field.column2());
        if (links.all()) {
            session.update("delete from %s where %s = ?".formatted(table, one), id);
        }
        for (Integer removed : links.remove()) {
            session.update("delete from %s where %s = ? and %s = ?".formatted(table, one, other), id, removed);
        }
        for (Integer linked : links.add()) {
            session.update(
                    "insert into %1$s (%2$s, %3$s) select ?, ? where not exists (select 1 from %1$s where %2$s = ? and %3$s = ?)"
                            .formatted(table, one, other),
                    id,
                    linked,
                    id,
                    linked);
        }
    }

    /** Records within a new record are added with it; later they would be added at each update. */
    private void oneToMany(Links links, int id, int line, boolean added) throws RefusedException, SQLException {
        var field = links.field();
        if (!links.remove().isEmpty()
                || (links.all() && !added)
                || (!links.create().isEmpty() && !added)) {
            throw new RefusedException(
                    line,
                    "the records of the field %s are changed, added and taken away as records of their own, with external ids"
                            .formatted(field.name()));
        }
        var child = model(field.relation(), line);
        for (Integer linked : links.add()) {
            session.update(
                    "update %s set %s = ? where id = ?".formatted(child.sqlTable(), Session.quoted(field.inverse())),
                    id,
                    linked);
        }
        for (Dictionary dictionary : links.create()) {
            insert(child, fields(dictionary), line, Map.of(field.inverse(), Integer.toString(id)));
        }
    }

    private static List<FieldData> fields(Dictionary dictionary) throws RefusedException {
        List<FieldData> fields = new ArrayList<>();
        for (Literal.Entry entry : dictionary.entries()) {
            var name = entry.key().text();
            if (name == null) {
                throw new RefusedException(
                        entry.key().line(),
                        "a field's name is a text, not " + entry.key().kind());
            }
            fields.add(new FieldData(entry.key().line(), name, new DataValue.Evaluated(entry.value())));
        }
        return fields;
    }

    /** Writes the paths of the trees that have got new or other branches. */
    void fillTrees() throws SQLException {
        for (String table : trees) {
            var parent = table.equals("stock_location") ? "location_id" : "parent_id";
            session.update("""
                    with recursive tree (id, path) as (
                      select id, id || '/' from public.%1$s where %2$s is null
                      union all
                      select c.id, t.path || c.id || '/' from public.%1$s c join tree t on c.%2$s = t.id)
                    update public.%1$s r set parent_path = t.path from tree t
                    where t.id = r.id and r.parent_path is distinct from t.path""".formatted(Session.quoted(table), parent));
        }
        trees.clear();
    }
}
