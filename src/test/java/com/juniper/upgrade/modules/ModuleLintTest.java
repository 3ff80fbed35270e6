package com.juniper.upgrade.modules;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.SampleErp;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newer version does not have any more, found in the sources that use it. */
class ModuleLintTest {

    private static final Version FROM = Version.parse("15.0");
    private static final Version TO = Version.parse("16.0");

    @TempDir
    private Path folder;

    private Catalogs catalogs() {
        return SampleErp.publish(folder, FROM, TO);
    }

    @Test
    @DisplayName("R49: modules, models, fields, records, tables and columns that are gone, each where it is used")
    void findsWhatIsGone() throws IOException {
        var modules = CustomModules.read(new MemoryTree()
                .module("acme", "16.0.1.0.0", "'depends': ['base', 'payment_transfer'], 'data': ['it.xml']")
                .file("acme/it.xml", """
                        <odoo>
                          <record id="a" model="payment.acquirer"><field name="name">A</field></record>
                          <record id="b" model="ir.ui.view">
                            <field name="model">res.partner</field>
                            <field name="inherit_id" ref="base.view_partner_form"/>
                            <field name="arch" type="xml"><xpath expr="//field[@name='credit_limit']" position="after"><field name="email"/></xpath></field>
                          </record>
                          <record id="c" model="res.partner"><field name="credit_limit">1</field></record>
                          <record id="d" model="res.partner">
                            <field name="category_id" eval="[(4, ref('payment.payment_acquirer_transfer'))]"/></record>
                          <record id="e" model="payment.token"><field name="name">E</field></record>
                        </odoo>""")
                .file(
                        "acme/migrations/16.0.1.0.0/pre-x.sql",
                        "select 1;\\nupdate payment_acquirer set name = name;\\nselect credit_limit from res_partner"
                                .replace("\\n", "\n")));

        assertThat(ModuleLint.changes(modules, catalogs(), FROM, TO))
                .extracting(Problem::toString)
                .anyMatch(
                        line -> line.startsWith(
                                "acme/__manifest__.py: the module payment_transfer is gone in 16.0; probably it is now payment_custom"))
                .anyMatch(
                        line -> line.startsWith(
                                "acme/it.xml:2: the model payment.acquirer is gone in 16.0; probably it is now payment.provider"))
                .anyMatch(line ->
                        line.startsWith("acme/it.xml:10: the record payment.payment_acquirer_transfer is gone in 16.0"))
                .anyMatch(line -> line.equals(
                        "acme/it.xml:8: the field res.partner.credit_limit is computed in 16.0, not stored"))
                .anyMatch(
                        line -> line.startsWith(
                                "acme/it.xml:11: the field payment.token.name is gone in 16.0; probably it is now payment.token.payment_details"))
                .anyMatch(
                        line -> line.startsWith(
                                "acme/migrations/16.0.1.0.0/pre-x.sql:2: the table payment_acquirer is gone in 16.0; probably it is now payment_provider"))
                .anyMatch(line -> line.startsWith(
                        "acme/migrations/16.0.1.0.0/pre-x.sql:3: the column res_partner.credit_limit is gone"))
                .noneMatch(line -> line.contains("email") || line.contains("view_partner_form"));
    }

    @Test
    @DisplayName("What is there in both versions is no finding")
    void findsNothing() throws IOException {
        var tree = new MemoryTree()
                .module("acme", "16.0.1.0.0", "'depends': ['base'], 'data': ['it.xml']")
                .file(
                        "acme/it.xml",
                        "<odoo><record id='a' model='res.partner'><field name='name'>A</field></record></odoo>");

        assertThat(ModuleLint.problems(tree)).isEmpty();
        assertThat(ModuleLint.changes(CustomModules.read(tree), catalogs(), FROM, TO))
                .isEmpty();
        assertThat(ModuleLint.problems(new MemoryTree().module("acme", "x", "")))
                .hasSize(1);
    }
}
