package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that whatever points to a row finds it: columns with and without a key, pairs of model and id, strings, JSON. */
final class PointerChecks {

    /** Columns that hold an id of a model, and the column that names the model. */
    private static final List<String[]> PAIRS = List.of(
            new String[] {"ir_attachment", "res_model", "res_id"},
            new String[] {"mail_message", "model", "res_id"},
            new String[] {"mail_followers", "res_model", "res_id"},
            new String[] {"mail_activity", "res_model", "res_id"},
            new String[] {"rating_rating", "res_model", "res_id"},
            new String[] {"calendar_event", "res_model", "res_id"},
            new String[] {"mail_scheduled_message", "model", "res_id"});

    private final Connection connection;
    private final Schema schema;
    private final Set<String> keys = new HashSet<>();
    private final List<Defect> defects = new ArrayList<>();

    PointerChecks(Connection connection, Schema schema) {
        this.connection = connection;
        this.schema = schema;
        schema.constraints().stream()
                .filter(constraint ->
                        constraint.type().equals("f") && constraint.columns().size() == 1)
                .forEach(constraint ->
                        keys.add(constraint.table() + "." + constraint.columns().get(0) + "→" + constraint.target()));
    }

    List<Defect> find() throws SQLException {
        manyToOne();
        manyToMany();
        externalIds();
        pairs();
        references();
        forCompanies();
        return defects;
    }

    /** Keys that PostgreSQL itself keeps need no look. */
    private void manyToOne() throws SQLException {
        var fields =
                Sql.query(connection, """
                select m.tbl, f.name, r.tbl from public.ir_model_fields f
                join chk_model m on m.model = f.model and m.kind = 'r' join chk_model r on r.model = f.relation and r.kind = 'r'
                where f.store and f.ttype = 'many2one'""", row -> new String[] {row.getString(1), row.getString(2), row.getString(3)});
        for (String[] field : fields) {
            dangling("many2one", field[0], field[1], field[2]);
        }
    }

    private void manyToMany() throws SQLException {
        var fields =
                Sql.query(connection, """
                select f.relation_table, f.column1, m.tbl, f.column2, r.tbl from public.ir_model_fields f
                join chk_model m on m.model = f.model and m.kind = 'r' join chk_model r on r.model = f.relation and r.kind = 'r'
                where f.store and f.ttype = 'many2many' and f.relation_table is not null and f.column1 is not null and f.column2 is not null""", row -> new String[] {
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)
                });
        for (String[] field : fields) {
            dangling("many2many", field[0], field[1], field[2]);
            dangling("many2many", field[0], field[3], field[4]);
        }
    }

    private void dangling(String check, String table, String column, String target) throws SQLException {
        if (isInteger(table, column) && keys.add(table + "." + column + "→" + target)) {
            tell(check, """
                    select %s, format('%%s rows point to no row of %s, the first to %%s', count(*), min(t.%s))
                    from only public.%s t where t.%3$s is not null and not exists (select 1 from public.%5$s o where o.id = t.%3$s)
                    having count(*) > 0""".formatted(
                            Sql.literal(table + "." + column), target, Sql.id(column), Sql.id(table), Sql.id(target)));
        }
    }

    private boolean isInteger(String table, String column) {
        Table found = schema.tables().get(table);
        var type = found == null ? null : found.columns().get(column);
        return type != null && type.type().equals("integer");
    }

    private void externalIds() throws SQLException {
        for (String[] model : models("select distinct model from public.ir_model_data")) {
            tell("external id", """
                    select d.module || '.' || d.name, format('it names row %%s of %s, which is gone', d.res_id)
                    from public.ir_model_data d where d.model = %s
                      and not exists (select 1 from public.%s o where o.id = d.res_id)
                    limit 100""".formatted(model[1], Sql.literal(model[0]), Sql.id(model[1])));
        }
    }

    private List<String[]> models(String names) throws SQLException {
        return Sql.query(
                connection,
                "select m.model, m.tbl from (%s) d join chk_model m using (model) where m.kind = 'r'".formatted(names),
                row -> new String[] {row.getString(1), row.getString(2)});
    }

    private void pairs() throws SQLException {
        for (String[] pair : PAIRS) {
            Table table = schema.tables().get(pair[0]);
            if (table != null && table.columns().keySet().containsAll(List.of(pair[1], pair[2]))) {
                pair(pair[0], pair[1], pair[2]);
            }
        }
    }

    private void pair(String table, String model, String id) throws SQLException {
        tell("model name", """
                select distinct %s, format('it names the model %%s, which does not exist', t.%s) from public.%s t
                where t.%2$s <> '' and not exists (select 1 from public.ir_model m where m.model = t.%2$s)""".formatted(Sql.literal(table + "." + model), Sql.id(model), Sql.id(table)));
        var names = "select distinct %s as model from public.%s".formatted(Sql.id(model), Sql.id(table));
        for (String[] target : models(names)) {
            tell("model and id", """
                    select %s, format('%%s rows point to no row of %s, the first to %%s', count(*), min(t.%s))
                    from public.%s t where t.%s = %s and t.%3$s > 0 and not exists (select 1 from public.%7$s o where o.id = t.%3$s)
                    having count(*) > 0""".formatted(
                            Sql.literal(table + "." + id),
                            target[1],
                            Sql.id(id),
                            Sql.id(table),
                            Sql.id(model),
                            Sql.literal(target[0]),
                            Sql.id(target[1])));
        }
    }

    /** Strings {@code model,id}. */
    private void references() throws SQLException {
        var fields = Sql.query(connection, """
                select m.tbl, f.name from public.ir_model_fields f join chk_model m on m.model = f.model and m.kind = 'r'
                where f.store and f.ttype = 'reference'
                union select 'ir_property', c from unnest(array['res_id', 'value_reference']) c where to_regclass('public.ir_property') is not null""", row -> new String[] {row.getString(1), row.getString(2)});
        for (String[] field : fields) {
            Table table = schema.tables().get(field[0]);
            if (table != null && table.columns().containsKey(field[1])) {
                reference(field[0], field[1]);
            }
        }
    }

    private void reference(String table, String column) throws SQLException {
        tell("reference", """
                select distinct %s, format('it names the model %%s, which does not exist', split_part(t.%s, ',', 1)) from public.%s t
                where t.%2$s <> '' and not exists (select 1 from public.ir_model m where m.model = split_part(t.%2$s, ',', 1))""".formatted(Sql.literal(table + "." + column), Sql.id(column), Sql.id(table)));
        var names = "select distinct split_part(%s, ',', 1) as model from public.%s"
                .formatted(Sql.id(column), Sql.id(table));
        for (String[] target : models(names)) {
            tell("reference", """
                    select %s, format('row %%s points to %%s, which is gone', t.id, t.%s)
                    from public.%s t where t.%2$s like %s and split_part(t.%2$s, ',', 2) ~ '^[1-9][0-9]*$'
                      and not exists (select 1 from public.%s o where o.id = split_part(t.%2$s, ',', 2)::int)
                    order by t.id limit 100""".formatted(
                            Sql.literal(table + "." + column),
                            Sql.id(column),
                            Sql.id(table),
                            Sql.literal(target[0] + ",%"),
                            Sql.id(target[1])));
        }
    }

    /** Values by company, from 18.0: JSON objects whose keys are companies. */
    private void forCompanies() throws SQLException {
        Table description = schema.tables().get("ir_model_fields");
        if (description == null || !description.columns().containsKey("company_dependent")) {
            return;
        }
        var fields = Sql.query(
                connection, """
                select m.tbl, f.name, case when f.ttype = 'many2one' then r.tbl end
                from public.ir_model_fields f join chk_model m on m.model = f.model and m.kind = 'r'
                left join chk_model r on r.model = f.relation and r.kind = 'r'
                where f.store and f.company_dependent""", row -> new @Nullable String[] {row.getString(1), row.getString(2), row.getString(3)});
        for (@Nullable String[] field : fields) {
            forCompany(String.valueOf(field[0]), String.valueOf(field[1]), field[2]);
        }
    }

    private void forCompany(String table, String column, @Nullable String target) throws SQLException {
        Table found = schema.tables().get(table);
        var type = found == null ? null : found.columns().get(column);
        if (type == null || !type.type().equals("jsonb")) {
            return;
        }
        var missing = target == null
                ? ""
                : " or (jsonb_typeof(v.value) = 'number' and not exists (select 1 from public.%s o where o.id = (v.value #>> '{}')::numeric))"
                        .formatted(Sql.id(target));
        tell("value by company", """
                select %s, format('row %%s has %%s for company %%s', t.id, v.value, v.key)
                from public.%s t, jsonb_each(case jsonb_typeof(t.%s) when 'object' then t.%3$s else '{}' end) v
                where not exists (select 1 from public.res_company c where c.id::text = v.key)%s
                union all
                select %1$s, format('row %%s is no object of companies', t.id) from public.%2$s t where jsonb_typeof(t.%3$s) <> 'object'
                limit 100""".formatted(
                        Sql.literal(table + "." + column), Sql.id(table), Sql.id(column), missing));
    }

    private void tell(String check, String sql) throws SQLException {
        Sql.query(connection, sql, row -> defects.add(new Defect(check, row.getString(1), row.getString(2))));
    }
}
