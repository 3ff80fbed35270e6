package com.juniper.upgrade.modules;

import com.juniper.upgrade.engine.TranslatedMarkup;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the ERP's server derives when a view is written: its type, its mode, whether it is shown again. */
final class ViewDefaults {

    private final Session session;

    ViewDefaults(Session session) {
        this.session = session;
    }

    /** Fills in what a new view lacks. */
    void complete(Map<String, @Nullable String> columns, int line) throws RefusedException, SQLException {
        var parent = columns.get("inherit_id");
        columns.computeIfAbsent("mode", mode -> parent == null ? "primary" : "extension");
        if (columns.get("type") == null) {
            columns.put(
                    "type",
                    parent == null
                            ? type(columns.get("arch_db"), line)
                            : session.text("select type from public.ir_ui_view where id = ?", Integer.valueOf(parent)));
        }
        if ("qweb".equals(columns.get("type")) && columns.get("key") == null) {
            throw new RefusedException(
                    line, "a view of type qweb has a key: write it as <template>, or give the field 'key'");
        }
        requireXml(columns.get("arch_db"), line);
    }

    private static String type(@Nullable String arch, int line) throws RefusedException {
        if (arch == null) {
            throw new RefusedException(line, "a view has XML in its field 'arch'");
        }
        var tag = requireXml(arch, line);
        return Set.of("t", "data").contains(tag) ? "qweb" : tag;
    }

    private static String requireXml(@Nullable String arch, int line) throws RefusedException {
        try {
            return arch == null ? "" : XmlLines.parse(arch).getTagName();
        } catch (RefusedException e) {
            throw new RefusedException(line, "the XML of the view is broken: " + e.getMessage());
        }
    }

    /**
     * A view that was disabled is shown again when its author has changed it; what is translated is kept where the new
     * XML still has it.
     */
    void changes(int id, Map<String, @Nullable String> columns, int line, Consumer<String> told)
            throws RefusedException, SQLException {
        var arch = columns.get("arch_db");
        requireXml(arch, line);
        if (arch == null) {
            return;
        }
        var old = session.text(
                "select coalesce(to_jsonb(arch_db) ->> 'en_US', to_jsonb(arch_db) #>> '{}') from public.ir_ui_view where id = ?",
                id);
        boolean active = "t".equals(session.text("select active from public.ir_ui_view where id = ?", id));
        if (arch.equals(old)) {
            if (!active && !columns.containsKey("active")) {
                told.accept("is disabled and stays so: its XML is the same");
            }
            return;
        }
        if (!active && !columns.containsKey("active")) {
            columns.put("active", "true");
            told.accept("was disabled and is shown again: its XML is new");
        }
        var others = session.query(
                "select l.key, l.value from public.ir_ui_view v, jsonb_each_text(case when jsonb_typeof(to_jsonb(v.arch_db)) = 'object' then to_jsonb(v.arch_db) else '{}' end) l where v.id = ? and l.key <> 'en_US'",
                row -> Map.entry(row.getString(1), row.getString(2)),
                id);
        for (var other : others) {
            var carried = carried(old == null ? "" : old, other.getValue(), arch);
            if (carried == null) {
                told.accept("loses its translation %s, which was of another XML".formatted(other.getKey()));
            }
            session.update(
                    carried == null
                            ? "update public.ir_ui_view set arch_db = arch_db - ?::text where id = ?"
                            : "update public.ir_ui_view set arch_db = arch_db || jsonb_build_object(?::text, ?::text) where id = ?",
                    carried == null ? new Object[] {other.getKey(), id} : new Object[] {other.getKey(), carried, id});
        }
    }

    private static @Nullable String carried(String old, String translation, String arch) {
        var carried = TranslatedMarkup.carry(old, translation, arch);
        try {
            requireXml(carried, 1);
            return carried;
        } catch (RefusedException e) {
            return null;
        }
    }
}
