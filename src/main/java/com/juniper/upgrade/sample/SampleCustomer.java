package com.juniper.upgrade.sample;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A database of one of the sample's two companies.
 *
 * @param extra statements that make it what it is: Studio fields, a custom module, a view that breaks
 */
record SampleCustomer(String name, Version version, Set<String> modules, int partners, List<String> extra) {

    private static final String VIEW = """
            insert into ir_ui_view (name, model, type, priority, mode, active, inherit_id, arch_db)
            select '%s', 'res.partner', 'form', 99, 'extension', true, res_id, %s
            from ir_model_data where module = 'base' and name = 'view_partner_form'""";

    static final List<SampleCustomer> ALL = List.of(
            of("acme-shop", "14.0", Set.of("contacts", "website", "payment", "delivery"), 400),
            of(
                    "acme-studio",
                    "16.0",
                    Set.of("contacts", "sale", "web_studio"),
                    200,
                    "alter table res_partner add column x_studio_rating int4",
                    "update res_partner set x_studio_rating = id % 5",
                    """
                    insert into ir_model_fields (name, model, model_id, field_description, ttype, state, store, required, translate, selectable)
                    select 'x_studio_rating', 'res.partner', id, '{"en_US": "Rating"}', 'integer', 'manual', true, false, false, true
                    from ir_model where model = 'res.partner'"""),
            of(
                    "acme-rental",
                    "16.0",
                    Set.of("contacts", "stock"),
                    100,
                    "insert into ir_module_module (name, shortdesc, state, latest_version) values ('acme_rental', '{\"en_US\": \"Rental\"}', 'installed', '16.0.1.0.0')",
                    "create table acme_rental_order (id serial primary key, name varchar, partner_id int4 references res_partner(id))",
                    "insert into acme_rental_order (name, partner_id) select 'Rental ' || id, id from res_partner"),
            of("rivalry-books", "15.0", Set.of("contacts", "account", "account_online_synchronization"), 300),
            of(
                    "rivalry-views",
                    "15.0",
                    Set.of("contacts", "sale"),
                    100,
                    VIEW.formatted(
                            "Credit limit in red",
                            "'<field name=\"credit_limit\" position=\"attributes\"><attribute name=\"class\">text-danger</attribute></field>'")),
            of("rivalry-tiny", "17.0", Set.of("contacts"), 5));

    /** Those that the platform hosts: all of them, and one that is on the latest version. */
    static final List<SampleCustomer> HOSTED = Stream.concat(
                    ALL.stream(), Stream.of(of("acme-latest", "18.0", Set.of("contacts"), 50)))
            .toList();

    private static SampleCustomer of(String name, String version, Set<String> modules, int partners, String... extra) {
        return new SampleCustomer(name, Version.parse(version), modules, partners, List.of(extra));
    }

    /** {@return the id of the company that it is of} */
    String company() {
        return name.substring(0, name.indexOf('-'));
    }

    /** {@return the name of its dump} */
    String file() {
        return "%s-%s.dump".formatted(name, version);
    }

    /** Adds the customer's own data to a database that was just built. */
    void fill(DatabaseAddress database) {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into res_partner (name, email, active, type, is_company, lang, create_date, write_date)
                    select 'Customer ' || i, 'customer' || i || '@customers.invalid', true, 'contact', i %% 3 = 0, 'en_US', now(), now()
                    from generate_series(1, %d) i""".formatted(partners));
            ErpComputed.fill(connection);
            for (String sql : extra) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The sample %s cannot be made: %s".formatted(name, e.getMessage()), e);
        }
    }
}
