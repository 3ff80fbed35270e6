package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Schema.Column;
import com.juniper.upgrade.engine.Schema.Constraint;
import com.juniper.upgrade.engine.Schema.Index;
import com.juniper.upgrade.engine.Schema.Table;
import com.juniper.upgrade.engine.Schema.View;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a database's structure from PostgreSQL's catalog. */
final class SchemaReader {

    private static final String COLUMNS = """
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                   pg_get_expr(d.adbin, d.adrelid), a.attinhcount > 0,
                   (select p.relname from pg_inherits i join pg_class p on p.oid = i.inhparent where i.inhrelid = c.oid limit 1)
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where c.relkind in ('r', 'p')
            order by c.relname, a.attnum""";

    private static final String CONSTRAINTS = """
            select c.relname, k.conname, k.contype::text, pg_get_constraintdef(k.oid),
                   array(select a.attname::text from unnest(k.conkey) with ordinality u(n, i)
                         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by u.i),
                   (select t.relname from pg_class t where t.oid = k.confrelid)
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            where k.contype in ('p', 'u', 'f', 'c', 'x') and k.coninhcount = 0
            order by array_position(array['p', 'u', 'x', 'c', 'f'], k.contype::text), c.relname, k.conname""";

    private static final String INDEXES = """
            select c.relname, i.relname, pg_get_indexdef(x.indexrelid), x.indisunique,
                   case when x.indexprs is null then
                     array(select a.attname::text from unnest(x.indkey::int2[]) with ordinality u(n, o)
                           join pg_attribute a on a.attrelid = x.indrelid and a.attnum = u.n order by u.o)
                   else '{}' end
            from pg_index x
            join pg_class i on i.oid = x.indexrelid
            join pg_class c on c.oid = x.indrelid
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            where not exists (select 1 from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))
            order by c.relname, i.relname""";

    private static final String VIEWS = """
            select c.relname, pg_get_viewdef(c.oid) from pg_class c
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            where c.relkind = 'v'
              and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
            order by c.oid""";

    private SchemaReader() {}

    /** Reads all of it. */
    static Schema read(Connection connection) throws SQLException {
        return new Schema(
                columns(connection),
                Sql.query(connection, CONSTRAINTS, SchemaReader::constraint),
                Sql.query(connection, INDEXES, SchemaReader::index),
                Sql.query(connection, VIEWS, row -> new View(row.getString(1), row.getString(2))),
                Sql.strings(connection, "select extname from pg_extension order by 1"));
    }

    /** Reads tables and their columns only, for less than half of the cost. */
    static Schema tables(Connection connection) throws SQLException {
        return new Schema(columns(connection), List.of(), List.of(), List.of(), List.of());
    }

    private static Map<String, Table> columns(Connection connection) throws SQLException {
        Map<String, Table> tables = new LinkedHashMap<>();
        Sql.query(connection, COLUMNS, row -> {
            var name = row.getString(1);
            var table = tables.get(name);
            if (table == null) {
                table = new Table(name, row.getString(7), new LinkedHashMap<>());
                tables.put(name, table);
            }
            table.columns().put(row.getString(2), column(row));
            return name;
        });
        return tables;
    }

    private static Column column(ResultSet row) throws SQLException {
        return new Column(row.getString(2), row.getString(3), row.getBoolean(4), row.getString(5), row.getBoolean(6));
    }

    private static Constraint constraint(ResultSet row) throws SQLException {
        return new Constraint(
                row.getString(1), row.getString(2), row.getString(3), row.getString(4), list(row, 5), row.getString(6));
    }

    private static Index index(ResultSet row) throws SQLException {
        return new Index(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4), list(row, 5));
    }

    private static List<String> list(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return Arrays.asList((String[]) array.getArray());
    }
}
