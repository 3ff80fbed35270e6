package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Makes what the customer wrote follow the fields that scripts renamed: saved filters, exports, actions, rights, views,
 * templates, computed fields. Standard records are left to the merge. Only a path's first field is followed, for it alone
 * is of the model that the text is about.
 */
final class FollowRenames implements Step {

    /** How a text names a field: a regular expression in which OLD stands for its old name, and what it becomes. */
    private record Naming(String before, String after) {}

    /** A domain names a field at the begin of a condition. */
    private static final Naming DOMAIN = new Naming("([(\\[]\\s*\\\\?[\"'])OLD(\\\\?[\"'.])", "\\1NEW\\2");

    /** A context names fields in quotes, with a granularity or as a default. */
    private static final Naming CONTEXT = new Naming("([\"'])(default_)?OLD([\"':])", "\\1\\2NEW\\3");

    private static final Naming SORT = new Naming("([\"'])OLD([\"' ])", "\\1NEW\\2");
    private static final Naming EXPORT = new Naming("^OLD(/|$)", "NEW\\1");
    private static final Naming PATH = new Naming("(^|,\\s*)OLD(\\.|,|$)", "\\1NEW\\2");
    private static final Naming CODE = new Naming("\\m(records?|object)\\.OLD\\M", "\\1.NEW");
    private static final Naming VIEW = new Naming("(\\sname=\\\\?[\"'])OLD(\\\\?[\"'])", "\\1NEW\\2");

    private static final String OF_MODEL_ID = "(select m.model from public.ir_model m where m.id = x.model_id)";
    private static final String OF_ACTION =
            "(select s.model_name from public.ir_act_server s where s.id = x.action_server_id)";

    /** A column whose texts name fields; and of which model these are, an expression over the column {@code link}. */
    private record Place(String table, String column, String link, String model, List<Naming> namings) {

        Place(String table, String column, String link, Naming... namings) {
            this(table, column, link, "x." + link, List.of(namings));
        }
    }

    private static final List<Place> PLACES = List.of(
            new Place("ir_filters", "domain", "model_id", DOMAIN),
            new Place("ir_filters", "context", "model_id", CONTEXT),
            new Place("ir_filters", "sort", "model_id", SORT),
            new Place(
                    "ir_exports_line",
                    "name",
                    "export_id",
                    "(select e.resource from public.ir_exports e where e.id = x.export_id)",
                    List.of(EXPORT)),
            new Place("ir_act_window", "domain", "res_model", DOMAIN),
            new Place("ir_act_window", "context", "res_model", CONTEXT),
            new Place("ir_act_server", "code", "model_id", OF_MODEL_ID, List.of(CODE)),
            new Place("ir_rule", "domain_force", "model_id", OF_MODEL_ID, List.of(DOMAIN)),
            new Place("base_automation", "filter_domain", "action_server_id", OF_ACTION, List.of(DOMAIN)),
            new Place("base_automation", "filter_domain", "model_id", OF_MODEL_ID, List.of(DOMAIN)),
            new Place("base_automation", "filter_pre_domain", "action_server_id", OF_ACTION, List.of(DOMAIN)),
            new Place("base_automation", "filter_pre_domain", "model_id", OF_MODEL_ID, List.of(DOMAIN)),
            new Place("mail_template", "subject", "model", CODE),
            new Place("mail_template", "body_html", "model", CODE),
            new Place("mail_template", "email_to", "model", CODE),
            new Place("mail_template", "partner_to", "model", CODE),
            new Place("ir_model_fields", "related", "model", PATH),
            new Place("ir_model_fields", "depends", "model", PATH),
            new Place("ir_model_fields", "domain", "relation", DOMAIN),
            new Place("ir_ui_view", "arch_db", "model", VIEW, DOMAIN));

    @Override
    public String name() {
        return "follow-renames";
    }

    @Override
    public String title() {
        return "Follow renamed fields in filters, views and templates";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        var schema = SchemaReader.read(connection);
        long all = 0;
        for (Place place : PLACES) {
            var table = schema.tables().get(place.table());
            var column = table == null ? null : table.columns().get(place.column());
            if (table != null && column != null && table.columns().containsKey(place.link())) {
                long rows = follow(connection, place, column.type());
                if (rows > 0) {
                    tell(context, connection, place, rows);
                }
                all += rows;
            }
        }
        return all;
    }

    private static long follow(Connection connection, Place place, String type) throws SQLException {
        var column = "x." + Sql.id(place.column());
        var text = column + "::text";
        for (Naming naming : place.namings()) {
            text = "juniper_upgrade.follow_renames(%s, %s, %s, %s)"
                    .formatted(text, place.model(), Sql.literal(naming.before()), Sql.literal(naming.after()));
        }
        return Sql.update(connection, """
                update only public.%1$s x set %2$s = n.text::%4$s
                from (select x.id, %3$s as text from only public.%1$s x
                      where %5$s in (select model from juniper_upgrade.renamed_field)
                        and not exists (select 1 from juniper_upgrade.standard_row s where s.tbl = %7$s and s.id = x.id)) n
                where n.id = x.id and %6$s::text is distinct from n.text""".formatted(
                        Sql.id(place.table()),
                        Sql.id(place.column()),
                        text,
                        type,
                        place.model(),
                        column,
                        Sql.literal(ModelTables.family(place.table()))));
    }

    private static void tell(HopContext context, Connection connection, Place place, long rows) throws SQLException {
        context.find(
                connection,
                new Finding(
                        "fields",
                        "INFO",
                        "",
                        "%d of your rows of %s name fields by their new names now".formatted(rows, place.table()),
                        Map.of("table", place.table(), "column", place.column(), "rows", Long.toString(rows))));
    }
}
