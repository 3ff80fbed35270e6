package com.juniper.upgrade.engine;

import java.util.List;
import java.util.Objects;

/** Where a database stores texts that name fields and models, and how each is read. */
final class TextPlaces {

    /**
     * A column of texts.
     *
     * @param what what a row is, in a word
     * @param link a column without which the place is another version's
     * @param model the model that the text is about, an expression over row {@code x}
     * @param name what people call the row, an expression; a column that may be missing is not named
     * @param condition which rows are used, a condition
     */
    record Place(
            String what,
            String table,
            String column,
            TextKind kind,
            String link,
            String model,
            String name,
            String condition) {

        Place(String what, String table, String column, TextKind kind, String link) {
            this(what, table, column, kind, link, "x." + link, "x.name", "true");
        }

        Place(String what, String table, String column, TextKind kind, String link, String model) {
            this(what, table, column, kind, link, model, "x.name", "true");
        }

        Place named(String expression) {
            return new Place(what, table, column, kind, link, model, expression, condition);
        }

        Place where(String rows) {
            return new Place(what, table, column, kind, link, model, name, rows);
        }

        /** {@return whether a database has the place} */
        boolean isIn(Schema schema) {
            var found = schema.tables().get(table);
            return found != null && found.columns().keySet().containsAll(List.of(column, link));
        }

        /** {@return whether a text is an object of texts by language} */
        boolean isByLanguage(Schema schema) {
            return type(schema).equals("jsonb");
        }

        /** {@return the column's type} */
        String type(Schema schema) {
            return Objects.requireNonNull(Objects.requireNonNull(schema.tables().get(table))
                            .columns()
                            .get(column))
                    .type();
        }
    }

    private static final String OF_MODEL_ID = "(select m.model from public.ir_model m where m.id = x.model_id)";
    private static final String OF_ACTION =
            "(select s.model_name from public.ir_act_server s where s.id = x.action_server_id)";
    private static final String ACTION_NAME =
            "(select s.name::text from public.ir_act_server s where s.id = x.action_server_id)";
    private static final String STUDIO = "x.state = 'manual'";

    private static final String FILTER = "filter";
    private static final String ACTION = "action";
    private static final String EMBEDDED = "embedded action";
    private static final String CODE = "server action";
    private static final String AUTOMATION = "automation";
    private static final String TEMPLATE = "template";
    private static final String FIELD = "own field";

    static final List<Place> ALL = List.of(
            new Place(FILTER, "ir_filters", "domain", TextKind.DOMAIN, "model_id"),
            new Place(FILTER, "ir_filters", "context", TextKind.CONTEXT, "model_id"),
            new Place(FILTER, "ir_filters", "sort", TextKind.SORT, "model_id"),
            new Place(
                            "export",
                            "ir_exports_line",
                            "name",
                            TextKind.PATH,
                            "export_id",
                            "(select e.resource from public.ir_exports e where e.id = x.export_id)")
                    .named("(select e.name from public.ir_exports e where e.id = x.export_id)"),
            new Place(ACTION, "ir_act_window", "domain", TextKind.DOMAIN, "res_model"),
            new Place(ACTION, "ir_act_window", "context", TextKind.CONTEXT, "res_model"),
            new Place(EMBEDDED, "ir_embedded_actions", "domain", TextKind.DOMAIN, "parent_res_model"),
            new Place(
                    EMBEDDED,
                    "ir_embedded_actions",
                    "context",
                    TextKind.CONTEXT,
                    "parent_res_model",
                    "coalesce((select a.res_model from public.ir_act_window a where a.id = x.action_id), x.parent_res_model)"),
            new Place(CODE, "ir_act_server", "code", TextKind.CODE, "model_id", OF_MODEL_ID).where("x.state = 'code'"),
            new Place(CODE, "ir_act_server", "update_path", TextKind.PATH, "model_id", OF_MODEL_ID)
                    .where("x.state = 'object_write'"),
            new Place(
                            CODE,
                            "ir_server_object_lines",
                            "value",
                            TextKind.CODE,
                            "server_id",
                            "(select s.model_name from public.ir_act_server s where s.id = x.server_id)")
                    .named("(select s.name::text from public.ir_act_server s where s.id = x.server_id)")
                    .where("x.evaluation_type = 'equation'"),
            new Place("report", "ir_act_report_xml", "print_report_name", TextKind.CODE, "model"),
            new Place("report", "ir_act_report_xml", "attachment", TextKind.CODE, "model"),
            new Place("rule", "ir_rule", "domain_force", TextKind.DOMAIN, "model_id", OF_MODEL_ID).where("x.active"),
            new Place(AUTOMATION, "base_automation", "filter_domain", TextKind.DOMAIN, "action_server_id", OF_ACTION)
                    .named(ACTION_NAME),
            new Place(AUTOMATION, "base_automation", "filter_domain", TextKind.DOMAIN, "model_id", OF_MODEL_ID),
            new Place(
                            AUTOMATION,
                            "base_automation",
                            "filter_pre_domain",
                            TextKind.DOMAIN,
                            "action_server_id",
                            OF_ACTION)
                    .named(ACTION_NAME),
            new Place(AUTOMATION, "base_automation", "filter_pre_domain", TextKind.DOMAIN, "model_id", OF_MODEL_ID),
            new Place(TEMPLATE, "mail_template", "subject", TextKind.CODE, "model"),
            new Place(TEMPLATE, "mail_template", "body_html", TextKind.CODE, "model"),
            new Place(TEMPLATE, "mail_template", "email_from", TextKind.CODE, "model"),
            new Place(TEMPLATE, "mail_template", "email_to", TextKind.CODE, "model"),
            new Place(TEMPLATE, "mail_template", "email_cc", TextKind.CODE, "model"),
            new Place(TEMPLATE, "mail_template", "reply_to", TextKind.CODE, "model"),
            new Place(TEMPLATE, "mail_template", "partner_to", TextKind.CODE, "model"),
            new Place(TEMPLATE, "mail_template", "lang", TextKind.CODE, "model"),
            new Place(TEMPLATE, "mail_template", "report_name", TextKind.CODE, "model"),
            new Place(TEMPLATE, "mail_template", "scheduled_date", TextKind.CODE, "model"),
            new Place(TEMPLATE, "sms_template", "body", TextKind.CODE, "model"),
            new Place(
                            "mailing",
                            "mailing_mailing",
                            "mailing_domain",
                            TextKind.DOMAIN,
                            "mailing_model_id",
                            "(select m.model from public.ir_model m where m.id = x.mailing_model_id)")
                    .named("null"),
            new Place(
                            "mail alias",
                            "mail_alias",
                            "alias_defaults",
                            TextKind.VALUES,
                            "alias_model_id",
                            "(select m.model from public.ir_model m where m.id = x.alias_model_id)")
                    .named("x.alias_name"),
            new Place(FIELD, "ir_model_fields", "related", TextKind.PATH, "model").where(STUDIO),
            new Place(FIELD, "ir_model_fields", "depends", TextKind.PATH, "model").where(STUDIO),
            new Place(FIELD, "ir_model_fields", "compute", TextKind.CODE, "model").where(STUDIO),
            new Place(FIELD, "ir_model_fields", "domain", TextKind.DOMAIN, "relation")
                    .where(STUDIO + " and x.relation is not null"),
            new Place(
                            "dashboard",
                            "ir_ui_view_custom",
                            "arch",
                            TextKind.DASHBOARD,
                            "ref_id",
                            "(select v.model from public.ir_ui_view v where v.id = x.ref_id)")
                    .named("null"));

    /** Views are followed here; whether they fit is looked up when all is combined, by {@link ViewResolver}. */
    static final Place VIEWS = new Place("view", "ir_ui_view", "arch_db", TextKind.VIEW, "model");

    private TextPlaces() {}
}
