package com.juniper.upgrade.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.juniper.upgrade.engine.ViewFields.FieldType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what the server reads as code: views, saved filters, the domains of actions and rules, mail templates. */
final class BehaviourChecks {

    /** Some of the ERP's own actions cannot be read; that is no fault of the database. */
    private static final String STANDARD_ACTION = """
            exists (select 1 from public.ir_model_data d join ref_module r on r.name = d.module
                    where d.model = 'ir.actions.act_window' and d.res_id = t.id)""";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\bobject\\.(\\w+)\\b(?!\\s*\\()");

    private static final Set<String> OF_ALL_RECORDS = Set.of("env", "ids", "_name", "_fields", "_context");

    private final Connection connection;
    private final Schema schema;
    private final Map<String, Map<String, FieldType>> models = new HashMap<>();
    private final List<Defect> defects = new ArrayList<>();

    BehaviourChecks(Connection connection, Schema schema) throws SQLException {
        this.connection = connection;
        this.schema = schema;
        Sql.query(
                connection,
                "select model, name, ttype, coalesce(relation, '') from public.ir_model_fields",
                row -> fieldsOf(row.getString(1))
                                .put(row.getString(2), new FieldType(row.getString(3), row.getString(4)))
                        == null);
    }

    private Map<String, FieldType> fieldsOf(String model) {
        return models.computeIfAbsent(model, name -> new HashMap<>());
    }

    List<Defect> find() throws SQLException {
        new ViewResolver(ViewReader.all(connection, schema), models)
                .resolve()
                .forEach(broken -> defects.add(new Defect(
                        "view",
                        "%d %s".formatted(broken.view().id(), broken.view().name()),
                        broken.reason())));
        filters();
        domains("action domain", "ir_act_window", "res_model", STANDARD_ACTION);
        rules();
        templates();
        return defects;
    }

    private void filters() throws SQLException {
        domains("filter", "ir_filters", "model_id", "false");
        Sql.query(
                connection,
                "select 'ir_filters ' || id, sort::text from public.ir_filters where sort is not null",
                row -> isJsonList(row.getString(2))
                        || defects.add(
                                new Defect("filter", row.getString(1), "its order is no list: " + row.getString(2))));
    }

    private static boolean isJsonList(String text) {
        try {
            return Catalog.JSON.readTree(text.replace('\'', '"')).isArray();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private void domains(String check, String table, String model, String standard) throws SQLException {
        Sql.query(
                connection,
                "select t.id, %s, coalesce(domain, ''), coalesce(context, ''), %s from public.%s t"
                        .formatted(model, standard, table),
                row -> (isUnreadable(row) && row.getBoolean(5))
                        || expression(
                                check,
                                table + " " + row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)));
    }

    private static boolean isUnreadable(ResultSet row) throws SQLException {
        return !Expressions.closes(row.getString(3)) || !Expressions.closes(row.getString(4));
    }

    private void rules() throws SQLException {
        Sql.query(
                connection,
                "select r.id, m.model, coalesce(r.domain_force, '') from public.ir_rule r join public.ir_model m on m.id = r.model_id where r.active",
                row -> expression("rule", "ir_rule " + row.getString(1), row.getString(2), row.getString(3), ""));
    }

    private boolean expression(String check, String thing, @Nullable String model, String domain, String context) {
        if (model == null || !models.containsKey(model)) {
            return defects.add(new Defect(check, thing, "the model %s does not exist".formatted(model)));
        }
        if (!Expressions.closes(domain) || !Expressions.closes(context)) {
            return defects.add(
                    new Defect(check, thing, "its domain or context cannot be read: " + domain + " " + context));
        }
        try {
            var fields = new ViewFields(models);
            fields.domain(domain, model);
            for (String group : Expressions.groupings(context)) {
                fields.path(model, group);
            }
            return true;
        } catch (ViewBrokenException e) {
            return defects.add(new Defect(check, thing, e.reason()));
        }
    }

    /** The fields that mail templates put into their texts. */
    private void templates() throws SQLException {
        if (!schema.tables().containsKey("mail_template")) {
            return;
        }
        Sql.query(
                connection,
                "select t.id, m.model, t.subject::text || ' ' || coalesce(t.body_html::text, '') || ' ' || coalesce(t.email_to, '') || ' ' || coalesce(t.partner_to, '') from public.mail_template t join public.ir_model m on m.id = t.model_id",
                row -> placeholders("mail_template " + row.getString(1), row.getString(2), row));
    }

    private boolean placeholders(String thing, String model, ResultSet row) throws SQLException {
        var text = row.getString(3);
        var fields = fieldsOf(model);
        if (text != null) {
            PLACEHOLDER
                    .matcher(text)
                    .results()
                    .map(name -> name.group(1))
                    .distinct()
                    .filter(name -> !fields.containsKey(name) && !OF_ALL_RECORDS.contains(name))
                    .filter(name -> !text.contains("'%s' in object".formatted(name))
                            && !text.contains("hasattr(object, '%s')".formatted(name)))
                    .forEach(name -> defects.add(
                            new Defect("template", thing, "the model %s has no field '%s'".formatted(model, name))));
        }
        return true;
    }
}
