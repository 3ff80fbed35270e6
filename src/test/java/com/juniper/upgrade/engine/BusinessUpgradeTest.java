package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.RealDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real databases with many applications move, and nothing of what a company counts is lost. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BusinessUpgradeTest {

    @TempDir
    private static Path folder;

    /** Labels of views that had none of that name in a version in between. */
    private static final List<String> NEW_AGAIN = List.of("Deadline", "Invoicing", "Last 30 Days", "Ribbon");

    private static Catalogs releases;

    @BeforeAll
    static void publish() {
        releases = RealDatabases.releases(15, 16, 17, 18);
    }

    @Test
    @DisplayName(
            "R2, R78, R84: a company's database of every application moves over three versions, and nothing is wrong or lost, in any language")
    void movesACompany() throws Exception {
        var database = RealDatabases.copy("business-15.0", "business");
        var languages = java.nio.file.Files.readString(Path.of("src/test/resources/customizations/languages.sql"));
        try (Connection connection = database.connect()) {
            Sql.execute(connection, languages);
        }
        var before = figures(database);

        var result = upgrade(database, 18);

        assertThat(result.hops())
                .flatExtracting(HopResult::findings)
                .filteredOn(finding -> finding.severity().equals("PROBLEM"))
                .isEmpty();
        assertThat(DatabaseCheck.run(database, releases)).isEmpty();
        assertThat(figures(database)).isEqualTo(before);
        assertThat(untranslated(database)).isSubsetOf(NEW_AGAIN);
        assertThat(unfilled(database)).isEmpty();
    }

    @Test
    @DisplayName(
            "R2: a company with some of the applications gets the next version of these, and nothing of the others")
    void movesSomeApplications() throws Exception {
        var database = RealDatabases.copy("reference-16.0", "subset");
        var uninstall = java.nio.file.Files.readString(Path.of("src/test/resources/subsets/uninstall.sql"));
        try (Connection connection = database.connect()) {
            Sql.execute(connection, uninstall.replace("KEPT", "account,payment_paypal,rating,stock,website_sale"));
        }
        var before = DatabaseCheck.run(database, releases);

        var result = upgrade(database, 17);

        assertThat(result.hops())
                .flatExtracting(HopResult::findings)
                .extracting(Finding::severity)
                .doesNotContain("PROBLEM");
        assertThat(DatabaseCheck.run(database, releases)).isSubsetOf(before);
    }

    @Test
    @DisplayName(
            "Each figure that must stay fails the hop when a script changes it, and is named; both values are kept for the operator")
    void losesNothingInSilence(@TempDir Path pack) throws Exception {
        var database = RealDatabases.copy("business-15.0", "business");
        try (Connection connection = database.connect()) {
            Sql.execute(connection, """
                    alter table res_partner add column x_note varchar;
                    update res_partner set x_note = 'n';
                    insert into ir_model_fields (name, model, model_id, field_description, ttype, state, store)
                    select 'x_note', model, id, 'Note', 'char', 'manual', true from ir_model where model = 'res.partner';
                    update res_lang set active = true where code = 'fr_FR';
                    insert into ir_translation (name, res_id, lang, type, src, value, state)
                    select 'product.template,name', id, 'fr_FR', 'model', name, 'Produit', 'translated' from product_template""");
        }
        var script = pack.resolve("16.0/base/post-99-damage.sql");
        java.nio.file.Files.createDirectories(script.getParent());
        java.nio.file.Files.writeString(script, """
                delete from public.crm_lead where id = (select min(id) from public.crm_lead);
                update public.res_partner set x_note = null where id = 1;
                update public.product_template set name = name - 'fr_FR';
                delete from public.product_taxes_rel where prod_id = (select max(prod_id) from public.product_taxes_rel);
                update public.account_move_line set debit = debit + 1, amount_residual = amount_residual + 1
                where id = (select min(id) from public.account_move_line where account_id is not null);
                update public.account_move set amount_total = amount_total + 1 where id = 1;
                update public.stock_quant set quantity = quantity + 1 where id = (select min(id) from public.stock_quant);
                update public.stock_valuation_layer set value = value + 1
                where id = (select min(id) from public.stock_valuation_layer);
                update public.stock_move set state = 'draft' where id = (select min(id) from public.stock_move where state = 'done');
                update public.sale_order set amount_total = amount_total + 1;
                update public.purchase_order set amount_total = amount_total + 1;
                update public.product_template set list_price = list_price + 1;
                update public.ir_property set value_float = value_float + 1 where name = 'standard_price';
                update public.account_tax set amount = amount + 1;
                update public.res_users set active = not active where login = 'demo'""");
        var engine = new UpgradeEngine(
                new UpgradeSettings(List.of(pack), 2, UpgradeSettings.defaults().statementTimeout()));

        assertThatThrownBy(() -> engine.upgrade(
                        database, new Version(16, 0), releases, folder.resolve("filestore"), UpgradeListener.none()))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll(IntegrityCheck.all().stream()
                        .map(check -> "(%s): ".formatted(check.name()))
                        .toArray(CharSequence[]::new))
                .hasMessageNotContainingAny("x_note", "crm_lead");
        try (Connection connection = database.connect()) {
            assertThat(
                            Sql.strings(
                                    connection,
                                    "select details ->> 'differences' from juniper_upgrade.finding where severity = 'PROBLEM' and category = 'integrity'"))
                    .hasSameSizeAs(IntegrityCheck.all())
                    .anyMatch(differences -> differences.contains("crm_lead was "))
                    .anyMatch(differences -> differences.contains("res_partner.x_note was "));
        }
        assertThat(DatabaseAnalysis.of(database).version()).isEqualTo(new Version(15, 0));
    }

    /** Labels that were translated before, and are not any more; what the customer edited is another label. */
    private static List<String> untranslated(DatabaseAddress database) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.strings(connection, """
                    select t.term from ours_terms t join ir_ui_view v on v.id = t.view_id
                    where v.arch_db ->> 'en_US' like '% string="' || t.term || '"%' and v.id % 40 <> 0
                      and (v.arch_db ->> t.lang like '% string="' || t.term || '"%' or v.arch_db ->> t.lang is null)""");
        }
    }

    /** What the versions on the way store, and computed before. */
    private static List<String> unfilled(DatabaseAddress database) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.strings(connection, """
                    select 'not billable: project ' || id from project_project where sale_line_id is not null and allow_billable is not true
                    union all select 'unknown what is unpaid: order ' || id from sale_order where amount_unpaid is null""");
        }
    }

    /** What a company counts, and may not change by an upgrade. */
    private static List<String> figures(DatabaseAddress database) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.strings(connection, """
                    select 'entries ' || count(*) || ' ' || sum(debit) || ' ' || sum(credit) from account_move_line
                    union all select 'invoices ' || move_type || ' ' || state || ' ' || count(*) || ' ' || sum(amount_total) from account_move group by move_type, state
                    union all select 'stock ' || location_id || ' ' || product_id || ' ' || round(sum(quantity)::numeric, 4) from stock_quant group by location_id, product_id
                    union all select 'moves ' || state || ' ' || count(*) from stock_move group by state
                    union all select 'sales ' || count(*) || ' ' || sum(amount_total) from sale_order
                    union all select 'purchases ' || count(*) || ' ' || sum(amount_total) from purchase_order
                    union all select 'products ' || count(*) || ' ' || sum(list_price) from product_template
                    union all select 'users ' || count(*) from res_users
                    union all select 'tasks ' || count(*) from project_task
                    union all select 'leads ' || count(*) from crm_lead
                    union all select 'productions ' || count(*) from mrp_production
                    order by 1""");
        }
    }

    private static UpgradeResult upgrade(DatabaseAddress database, int to) {
        return new UpgradeEngine(UpgradeSettings.defaults())
                .upgrade(database, new Version(to, 0), releases, folder.resolve("filestore"), UpgradeListener.none());
    }
}
