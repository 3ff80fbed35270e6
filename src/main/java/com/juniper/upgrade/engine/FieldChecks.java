package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Schema.Column;
import com.juniper.upgrade.engine.Schema.Table;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that values are there and are what their fields allow; one pass over each table. */
final class FieldChecks {

    /** So many rows without a single value are no accident. */
    private static final int TELLING = 3;

    private static final Set<String> PARENTS = Set.of("parent_id", "location_id");

    private final Connection connection;
    private final Catalog catalog;
    private final Schema schema;
    private final List<Defect> defects = new ArrayList<>();

    FieldChecks(Connection connection, Catalog catalog, Schema schema) {
        this.connection = connection;
        this.catalog = catalog;
        this.schema = schema;
    }

    List<Defect> find() throws SQLException, IOException {
        options();
        translated();
        empty();
        related();
        parentPaths();
        sequences();
        return defects;
    }

    /** A stored value that is none of its field's options. */
    private void options() throws SQLException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        Sql.query(
                connection,
                """
                select m.tbl, f.id, f.name from public.ir_model_fields f join chk_model m on m.model = f.model and m.kind = 'r'
                where f.ttype = 'selection' and f.store and exists (select 1 from public.ir_model_fields_selection s where s.field_id = f.id)
                order by 1, 2""",
                row -> isColumn(row.getString(1), row.getString(3))
                        && fields.computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                                .add(optionOf(row.getString(1), row.getInt(2), row.getString(3))));
        for (var table : fields.entrySet()) {
            tell("selection value", """
                    select %s || '.' || x.name, format('%%s rows have the value %%s, which is no option', count(*), x.value)
                    from only public.%s t cross join lateral (values %s) x(field, name, value)
                    where x.value is not null and not exists (
                      select 1 from public.ir_model_fields_selection s where s.field_id = x.field and s.value = x.value)
                    group by x.name, x.value""".formatted(
                            Sql.literal(table.getKey()), Sql.id(table.getKey()), String.join(", ", table.getValue())));
        }
    }

    private String optionOf(String table, int field, String name) {
        var jsonb = column(table, name).startsWith("jsonb");
        return jsonb
                ? "(%d, %s, null::text)".formatted(field, Sql.literal(name))
                : "(%d, %s, t.%s::text)".formatted(field, Sql.literal(name), Sql.id(name));
    }

    private boolean isColumn(String table, String name) {
        return !column(table, name).isEmpty();
    }

    private String column(String table, String name) {
        Table found = schema.tables().get(table);
        Column column = found == null ? null : found.columns().get(name);
        return column == null ? "" : column.type();
    }

    /** A translated field's column holds its texts by language, the customer's own fields' too (since 16.0). */
    private void translated() throws SQLException {
        if (!column("ir_model", "name").equals("jsonb")) {
            return;
        }
        Sql.query(connection, """
                select distinct m.tbl, f.name from public.ir_model_fields f join chk_model m on m.model = f.model and m.kind = 'r'
                where f.store and f.ttype in ('char', 'text', 'html') and coalesce(f.translate::text, 'false') <> 'false'
                order by 1, 2""", row -> {
            var type = column(row.getString(1), row.getString(2));
            return !type.isEmpty()
                    && !type.equals("jsonb")
                    && defects.add(new Defect(
                            "translated column",
                            row.getString(1) + "." + row.getString(2),
                            "it is %s, but its field is translated".formatted(type)));
        });
    }

    /** What the release never leaves empty is not empty throughout here, and what must be filled is filled. */
    private void empty() throws SQLException, IOException {
        Map<String, Set<String>> never = new HashMap<>();
        for (var data : catalog.data()) {
            if (data.rows() > 0 && schema.tables().containsKey(data.table())) {
                never.put(data.table(), neverEmpty(data));
            }
        }
        Map<String, List<String>> required = required();
        for (Table table : schema.tables().values()) {
            var filled = new ArrayList<>(never.getOrDefault(table.name(), Set.of()));
            filled.retainAll(table.columns().keySet());
            var must = required.getOrDefault(table.name(), List.of());
            if (!filled.isEmpty() || !must.isEmpty()) {
                emptyIn(table.name(), filled, must);
            }
        }
    }

    private Set<String> neverEmpty(Catalog.Data data) throws IOException {
        Map<String, Long> counts = new HashMap<>();
        CopyText.read(catalog.copyData(data.table()), data.columns(), row -> row.values()
                .keySet()
                .forEach(column -> counts.merge(column, 1L, Long::sum)));
        return counts.entrySet().stream()
                .filter(count -> count.getValue() == data.rows())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Map<String, List<String>> required() throws SQLException {
        Map<String, List<String>> found = new HashMap<>();
        Sql.query(
                connection,
                """
                select m.tbl, f.name from public.ir_model_fields f join chk_model m on m.model = f.model and m.kind = 'r'
                where f.store and f.required and f.state = 'base' and f.ttype not in ('one2many', 'many2many', 'binary')""",
                row -> isColumn(row.getString(1), row.getString(2))
                        && found.computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                                .add(row.getString(2)));
        return found;
    }

    private void emptyIn(String table, List<String> filled, List<String> must) throws SQLException {
        var columns = new ArrayList<>(filled);
        columns.addAll(must);
        tell("empty value", """
                select %s || '.' || x.name,
                       case when x.position > %d then format('%%s rows have no value, which the field requires', x.total - x.filled)
                       else format('none of %%s rows has a value, while the release leaves none empty', x.total) end
                from (select c.total, u.* from
                        (select count(*) total, array[%s] names, array[%s] counts from only public.%s t) c,
                        unnest(c.names, c.counts) with ordinality u(name, filled, position)) x
                where (x.position > %2$d and x.filled < x.total) or (x.position <= %2$d and x.filled = 0 and x.total >= %6$d)""".formatted(
                        Sql.literal(table),
                        filled.size(),
                        columns.stream().map(Sql::literal).collect(Collectors.joining(", ")),
                        columns.stream()
                                .map(column -> "count(t.%s)".formatted(Sql.id(column)))
                                .collect(Collectors.joining(", ")),
                        Sql.id(table),
                        TELLING));
    }

    /** A stored field that repeats one of another record has a value where that one has. */
    private void related() throws SQLException {
        var paths = Sql.query(
                connection,
                """
                select m.tbl, f.name, split_part(f.related, '.', 1), o.tbl, split_part(f.related, '.', 2)
                from public.ir_model_fields f join chk_model m on m.model = f.model and m.kind = 'r'
                join public.ir_model_fields a on a.model = f.model and a.name = split_part(f.related, '.', 1) and a.store and a.ttype = 'many2one'
                join chk_model o on o.model = a.relation and o.kind = 'r'
                where f.store and f.related like '%.%' and f.related not like '%.%.%' and f.ttype not in ('one2many', 'many2many', 'binary')""",
                row -> List.of(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
        for (List<String> path : paths) {
            if (isColumn(path.get(0), path.get(1))
                    && isColumn(path.get(0), path.get(2))
                    && isColumn(path.get(3), path.get(4))) {
                tell("related value", """
                        select '%1$s.%2$s', format('%%s rows have no value, though %3$s.%5$s has one', count(*))
                        from only public.%6$s t join public.%7$s o on o.id = t.%8$s
                        where t.%9$s is null and o.%10$s is not null having count(*) > 0""".formatted(
                                path.get(0),
                                path.get(1),
                                path.get(2),
                                path.get(3),
                                path.get(4),
                                Sql.id(path.get(0)),
                                Sql.id(path.get(3)),
                                Sql.id(path.get(2)),
                                Sql.id(path.get(1)),
                                Sql.id(path.get(4))));
            }
        }
    }

    /** The path of a tree's rows is the path of their parents. */
    private void parentPaths() throws SQLException {
        for (Table table : schema.tables().values()) {
            if (table.columns().containsKey("parent_path")) {
                for (String parent : parentOf(table)) {
                    tell("parent path", """
                            with recursive tree (id, path) as (
                              select id, id || '/' from public.%1$s where %2$s is null
                              union all select c.id, tree.path || c.id || '/' from public.%1$s c join tree on c.%2$s = tree.id)
                            select %3$s, format('row %%s has the path %%s, not %%s', min(t.id), min(coalesce(t.parent_path, 'empty')), min(tree.path))
                            from public.%1$s t left join tree using (id) where t.parent_path is distinct from tree.path
                            having count(*) > 0""".formatted(Sql.id(table.name()), Sql.id(parent), Sql.literal(table.name())));
                }
            }
        }
    }

    private List<String> parentOf(Table table) {
        return PARENTS.stream()
                .filter(table.columns()::containsKey)
                .filter(column -> schema.constraints().stream()
                        .anyMatch(key -> key.type().equals("f")
                                && key.table().equals(table.name())
                                && table.name().equals(key.target())
                                && key.columns().equals(List.of(column))))
                .toList();
    }

    /** The next id that PostgreSQL gives is one that nobody has. */
    private void sequences() throws SQLException {
        var owners = Sql.query(connection, """
                select s.relname, t.relname, a.attname from pg_class s
                join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid and d.deptype in ('a', 'i')
                join pg_class t on t.oid = d.refobjid join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
                where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace and a.atttypid in (20, 23)""", row -> List.of(row.getString(1), row.getString(2), row.getString(3)));
        for (List<String> owner : owners) {
            tell("id sequence", """
                    select %s, format('it gives %%s next, while %s has %%s', case when s.is_called then s.last_value + 1 else s.last_value end, t.top)
                    from public.%s s, (select max(%s) top from public.%s) t
                    where case when s.is_called then s.last_value + 1 else s.last_value end <= t.top""".formatted(
                            Sql.literal(owner.get(0)),
                            owner.get(1),
                            Sql.id(owner.get(0)),
                            Sql.id(owner.get(2)),
                            Sql.id(owner.get(1))));
        }
        Set<String> owned = owners.stream().map(owner -> owner.get(1)).collect(Collectors.toSet());
        for (Table table : schema.tables().values()) {
            var id = table.columns().get("id");
            if (id != null && id.defaultValue() == null && !owned.contains(table.name())) {
                defects.add(new Defect("id sequence", table.name(), "new rows get no id"));
            }
        }
    }

    private void tell(String check, String sql) throws SQLException {
        Sql.query(connection, sql, row -> defects.add(new Defect(check, row.getString(1), row.getString(2))));
    }
}
