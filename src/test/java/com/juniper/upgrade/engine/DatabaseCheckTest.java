package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.RealDatabases;
import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.sample.ErpBuilder;
import com.juniper.upgrade.sample.SampleErp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that the ERP made passes the check, and each kind of defect is found. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DatabaseCheckTest {

    @TempDir
    private static Path catalogs;

    private static DatabaseAddress sample;

    @BeforeAll
    static void build() {
        sample = SampleErp.database(new Version(17, 0), "checked");
        CatalogCapture.capture(sample, null, "sample", catalogs.resolve("sample-17.0.zip"));
    }

    @Test
    void theSampleErpPasses() {
        assertThat(DatabaseCheck.run(sample, Catalogs.inDirectory(catalogs, "sample")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void realDatabasesPass(int version) {
        var releases = RealDatabases.releases(version);
        var reference = RealDatabases.copy("reference-" + version + ".0", "reference");
        var contacts = RealDatabases.copy("contacts-" + version + ".0", "contacts");

        assertThat(DatabaseCheck.run(contacts, releases)).isEmpty();
        assertThat(DatabaseCheck.run(reference, releases)).isEmpty();
        if (version == 15) {
            var business = RealDatabases.copy("business-15.0", "business");
            assertThat(DatabaseCheck.run(business, releases)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "module state | contacts | update ir_module_module set state = 'to upgrade' where name = 'contacts'",
                "module version | contacts | update ir_module_module set latest_version = '16.0.1.0' where name = 'contacts'",
                "module dependency | contacts | delete from ir_module_module_dependency where module_id = (select id from ir_module_module where name = 'contacts')",
                "table | res_partner_category | drop table res_partner_category cascade",
                "column | res_partner.email | alter table res_partner drop column email cascade",
                "column type | res_partner.email | alter table res_partner alter column email type text",
                "not null | res_company.name | alter table res_company alter column name drop not null",
                "not null | res_partner.email | update res_partner set email = 'x'; alter table res_partner alter column email set not null",
                "constraint | res_users | alter table res_users drop constraint res_users_login_key",
                "index | res_groups__category_id_index | drop index res_groups__category_id_index",
                "field relation | ir.ui.view.groups_id | alter table ir_ui_view_group_rel rename group_id to other_id",
                "many2many | ir_ui_view_group_rel.group_id | alter table ir_ui_view_group_rel drop constraint ir_ui_view_group_rel_group_id_fkey; insert into ir_ui_view_group_rel (view_id, group_id) select min(id), 4711 from ir_ui_view",
                "many2one | res_partner.country_id | alter table res_partner drop constraint res_partner_country_id_fkey; update res_partner set country_id = 4711",
                "number sequence | ir_sequence | insert into ir_sequence (name, implementation, active, padding, number_next, number_increment) values ('s', 'standard', true, 0, 1, 1)",
                "cron action | ir_cron | alter table ir_cron drop constraint ir_cron_ir_actions_server_id_fkey; update ir_cron set ir_actions_server_id = 4711",
                "action view | ir_act_window | update ir_act_window set res_model = 'res.country', view_id = (select min(id) from ir_ui_view where model = 'res.partner')",
                "rule | ir_rule | insert into ir_rule (name, model_id, domain_force, active) select 'r', id, '[(''gone'', ''='', user.id)]', true from ir_model where model = 'res.partner'",
                "company | res_company | alter table res_company drop constraint res_company_currency_id_fkey; update res_company set currency_id = 4711",
                "selection unknown | res.partner.type | insert into ir_model_fields_selection (field_id, value, name) select id, 'old', '{\"en_US\": \"Old\"}' from ir_model_fields where model = 'res.partner' and name = 'type'; insert into ir_model_data (module, name, model, res_id) select 'base', 'old_option', 'ir.model.fields.selection', max(id) from ir_model_fields_selection",
                "language | res_partner | update res_partner set lang = 'xx_XX'",
                "column unwritten | res_partner.left_over | alter table res_partner add left_over int; update res_partner set left_over = 1; alter table res_partner alter left_over set not null",
                "field missing | res.partner.email | delete from ir_model_fields where model = 'res.partner' and name = 'email'",
                "field column | res.partner.x_gone | insert into ir_model_fields (name, model, model_id, field_description, ttype, state, store) select 'x_gone', model, id, '{\"en_US\": \"Gone\"}', 'char', 'manual', true from ir_model where model = 'res.partner'",
                "field unowned | res.partner.left_over | insert into ir_model_fields (name, model, model_id, field_description, ttype, state, store) select 'left_over', model, id, '{\"en_US\": \"Gone\"}', 'char', 'base', true from ir_model where model = 'res.partner'",
                "model unowned | old.model | insert into ir_model (name, model, \"order\", state) values ('{\"en_US\": \"Old\"}', 'old.model', 'id', 'base')",
                "selection value | res_partner.type | update res_partner set type = 'private'",
                "external id missing | base.group_user | delete from ir_model_data where module = 'base' and name = 'group_user'",
                "external id | base.gone | insert into ir_model_data (module, name, model, res_id) values ('base', 'gone', 'res.partner', 4711)",
                "external id unowned | base.old | insert into ir_model_data (module, name, model, res_id) values ('base', 'old', 'old.model', 1)",
                "parent path | res_company | update res_company set parent_path = null",
                "partner company | res_partner | update res_partner set commercial_partner_id = null",
                "parameter | database.uuid | delete from ir_config_parameter where key = 'database.uuid'",
                "id sequence | ir_config_parameter_id_seq | insert into ir_config_parameter (id, key, value) values (4711, 'a', 'b')",
                "core record | base.public_user | delete from ir_model_data where module = 'base' and name = 'public_user'",
                "user | res_users | delete from res_company_users_rel",
                "reference | ir_ui_menu.action | update ir_ui_menu set action = 'ir.actions.act_window,4711'",
                "action model | ir_act_window | update ir_act_window set res_model = 'old.model'",
                "filter | ir_filters | insert into ir_filters (name, model_id, domain, context, sort, active, user_id) values ('f', 'res.partner', '[(''gone'', ''='', 1)]', '{}', '[]', true, 2)",
                "filter | ir_filters | insert into ir_filters (name, model_id, domain, context, sort, active, user_id) values ('f', 'res.partner', '[(''name'', ''='', 1]', '{}', '[]', true, 2)",
                "filter | ir_filters | insert into ir_filters (name, model_id, domain, context, sort, active, user_id) values ('f', 'old.model', '[]', '{}', '[]', true, 2)",
                "view | broken | insert into ir_ui_view (name, model, type, priority, mode, active, arch_db) values ('broken', 'res.partner', 'form', 16, 'primary', true, '{\"en_US\": \"<form><field name=\\\"gone\\\"/></form>\"}')",
                "view conditions | old | insert into ir_ui_view (name, model, type, priority, mode, active, arch_db) values ('old', 'res.partner', 'form', 16, 'primary', true, '{\"en_US\": \"<form><field name=\\\"name\\\" states=\\\"a\\\"/></form>\"}')",
                "view | broken | insert into ir_ui_view (name, model, type, priority, mode, active, inherit_id, arch_db) select 'broken', model, 'form', 16, 'extension', true, id, '{\"en_US\": \"<page position=\\\"after\\\"/>\"}' from ir_ui_view where name = 'Partner'",
                "model and id | ir_attachment.res_id | insert into ir_attachment (name, type, res_model, res_id) values ('a', 'binary', 'res.partner', 4711)",
            })
    void findsPlantedDefects(String check, String thing, String sql) throws SQLException {
        assertFinds(check, thing, sql, Catalogs.inDirectory(catalogs, "sample"));
    }

    @Test
    void findsAStandardModuleOfAnotherVersion(@TempDir Path folder) throws SQLException, IOException {
        var older = TestPostgres.createDatabase("older");
        ErpBuilder.build(older, new Version(16, 0), Set.of("contacts"));
        try (Connection connection = older.connect()) {
            Sql.execute(
                    connection,
                    "insert into ir_module_module (name, state, latest_version) values ('old_one', 'installed', '16.0.1.0')");
        }
        CatalogCapture.capture(older, null, "sample", folder.resolve("sample-16.0.zip"));
        Files.copy(catalogs.resolve("sample-17.0.zip"), folder.resolve("sample-17.0.zip"));

        assertFinds(
                "module gone",
                "old_one",
                "insert into ir_module_module (name, state, latest_version) values ('old_one', 'installed', '17.0.1.0')",
                Catalogs.inDirectory(folder, "sample"));
    }

    private static void assertFinds(String check, String thing, String sql, Catalogs releases) throws SQLException {
        List<Defect> found;

        try (Connection connection = sample.connect();
                var catalog = releases.open(new Version(17, 0))) {
            connection.setAutoCommit(false);
            Sql.execute(connection, sql);
            found = DatabaseCheck.defects(connection, catalog, releases);
            connection.rollback();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        assertThat(found).anySatisfy(defect -> {
            assertThat(defect.check()).isEqualTo(check);
            assertThat(defect.thing()).contains(thing);
        });
    }
}
