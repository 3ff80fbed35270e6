package com.juniper.upgrade.modules;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The external ids of a database, {@code ir_model_data}. */
final class ExternalIdTable {

    /** What an external id names. */
    record Named(String model, int id, boolean noupdate) {}

    private static final String DESCRIBING =
            "('ir.model', 'ir.model.fields', 'ir.model.fields.selection', 'ir.model.constraint', 'ir.model.relation', 'ir.model.inherit')";

    private final Session session;
    private final Set<String> touched = new HashSet<>();

    ExternalIdTable(Session session) {
        this.session = session;
    }

    /** Remembers that a module's files speak of a record. */
    void touch(String externalId) {
        touched.add(externalId);
    }

    @Nullable
    Named find(String externalId) throws SQLException {
        var found = session.query(
                "select model, coalesce(res_id, 0), coalesce(noupdate, false) from public.ir_model_data where module = ? and name = ?",
                row -> new Named(row.getString(1), row.getInt(2), row.getBoolean(3)),
                ExternalIds.module(externalId),
                ExternalIds.name(externalId));
        return found.isEmpty() ? described(externalId) : found.get(0);
    }

    /** A model that a script registered goes by {@code model_<name>}, a field by {@code field_<model>__<name>}. */
    private @Nullable Named described(String externalId) throws SQLException {
        var name = ExternalIds.name(externalId);
        if (name.startsWith("model_")) {
            var id = session.number(
                    "select id from public.ir_model where replace(model, '.', '_') = ?",
                    name.substring("model_".length()));
            return id == null ? null : added(externalId, "ir.model", id, false);
        }
        int end = name.indexOf("__");
        if (name.startsWith("field_") && end > 0) {
            var id = session.number(
                    "select id from public.ir_model_fields where replace(model, '.', '_') = ? and name = ?",
                    name.substring("field_".length(), end),
                    name.substring(end + 2));
            return id == null ? null : added(externalId, "ir.model.fields", id, false);
        }
        return null;
    }

    Named added(String externalId, String model, int id, boolean noupdate) throws SQLException {
        session.update("""
                insert into public.ir_model_data
                  (module, name, model, res_id, noupdate, create_uid, create_date, write_uid, write_date)
                values (?, ?, ?, ?, ?, 1, now() at time zone 'UTC', 1, now() at time zone 'UTC')
                on conflict (module, name) do update set model = excluded.model, res_id = excluded.res_id""", ExternalIds.module(externalId), ExternalIds.name(externalId), model, id, noupdate);
        return new Named(model, id, noupdate);
    }

    void remove(Named named) throws SQLException {
        session.update("delete from public.ir_model_data where model = ? and res_id = ?", named.model(), named.id());
    }

    /** {@return the records of a module that its files do not speak of any more} */
    List<String> left(String module) throws SQLException {
        var all = session.query(
                "select module || '.' || name from public.ir_model_data where module = ? and model not in %s order by 1"
                        .formatted(DESCRIBING),
                row -> row.getString(1),
                module);
        var left = new ArrayList<>(all);
        left.removeAll(touched);
        return left;
    }

    /** {@return the ids of the views of some modules} */
    Set<Integer> views(Set<String> modules) throws SQLException {
        Set<Integer> ids = new HashSet<>();
        for (String module : modules) {
            ids.addAll(session.query(
                    "select res_id from public.ir_model_data where model = 'ir.ui.view' and module = ? and res_id is not null",
                    row -> row.getInt(1),
                    module));
        }
        return ids;
    }

    /** {@return an external id of a record, or its model and number} */
    String name(String model, int id) throws SQLException {
        var name = session.text(
                "select module || '.' || name from public.ir_model_data where model = ? and res_id = ? order by id limit 1",
                model,
                id);
        return name == null ? model + " " + id : name;
    }
}
