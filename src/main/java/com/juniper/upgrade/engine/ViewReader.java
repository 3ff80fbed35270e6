package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the views of a database, whose XML is one text up to 15.0 and one for each language from 16.0. */
final class ViewReader {

    private ViewReader() {}

    static List<ViewRecord> all(Connection connection, Schema schema) throws SQLException {
        var columns = Objects.requireNonNull(schema.tables().get("ir_ui_view")).columns();
        var byLanguage = Objects.requireNonNull(columns.get("arch_db")).type().equals("jsonb");
        return Sql.query(
                connection,
                """
                select id, name, coalesce(type, ''), coalesce(model, ''), coalesce(inherit_id, 0), mode, priority, coalesce(active, false), %s, key, coalesce(arch_db::text, '')
                from public.ir_ui_view""".formatted(columns.containsKey("website_id") ? "coalesce(website_id, 0)" : "0"),
                row -> view(row, byLanguage));
    }

    private static ViewRecord view(ResultSet row, boolean byLanguage) throws SQLException {
        var arch = row.getString(11);
        return new ViewRecord(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getString(6).equals("primary"),
                row.getInt(7),
                row.getBoolean(8),
                row.getInt(9),
                row.getString(10),
                byLanguage ? ByLanguage.read(arch.isEmpty() ? "{}" : arch) : Map.of(ViewRecord.ENGLISH, arch));
    }
}
