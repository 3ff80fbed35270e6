package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.engine.Models.FieldType;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order's lines and partner: the partner's "tel" is "phone" now, the line's "name" is "label" and its "done" is "sold", product is item. */
@DisplayName("R85: texts follow the models, fields and options that are renamed, along every path")
class TextKindTest {

    private static final Models MODELS = new Models(Map.of(
                    "sale.order",
                    Map.of(
                            "name", new FieldType("char", ""),
                            "partner_id", new FieldType("many2one", "res.partner"),
                            "line_ids", new FieldType("one2many", "sale.line")),
                    "sale.line",
                    Map.of(
                            "label", new FieldType("char", ""),
                            "order_id", new FieldType("many2one", "sale.order"),
                            "item_id", new FieldType("many2one", "item.item")),
                    "res.partner",
                    Map.of("phone", new FieldType("char", ""), "parent_id", new FieldType("many2one", "res.partner")),
                    "item.item",
                    Map.of("code", new FieldType("char", ""))))
            .renameModel("product.item", "item.item")
            .renameField("res.partner", "tel", "phone")
            .renameField("sale.line", "name", "label")
            .renameField("sale.line", "product_id", "item_id")
            .renameField("item.item", "ref", "code")
            .renameOption("sale.line", "label", "done", "sold")
            .renameOption("sale.order", "name", "done", "sold");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DOMAIN | [('partner_id.tel', '=', 'tel'), (\"partner_id.parent_id.tel\", '!=', False)] | [('partner_id.phone', '=', 'tel'), (\"partner_id.parent_id.phone\", '!=', False)]",
                "DOMAIN | ['&', ('name', '=', 1), ('line_ids.name', '=', 2)] | ['&', ('name', '=', 1), ('line_ids.label', '=', 2)]",
                "DOMAIN | [('line_ids', 'any', [('product_id.ref', '=', 'name'), ('name', '=', 2)])] | [('line_ids', 'any', [('item_id.code', '=', 'name'), ('label', '=', 2)])]",
                "DOMAIN | [('res_model', '=', 'product.item'), ('name', '=', 'product.item')] | [('res_model', '=', 'item.item'), ('name', '=', 'product.item')]",
                "DOMAIN | [('partner_id.tel', '=', 1) | [('partner_id.tel', '=', 1)",
                "CONTEXT | {'group_by': ['partner_id.tel', 'create_date:month'], 'default_model': 'product.item', 'x': 'tel'} | {'group_by': ['partner_id.phone', 'create_date:month'], 'default_model': 'item.item', 'x': 'tel'}",
                "CONTEXT | {'pivot_measures': ['__count', 'partner_id.tel']} | {'pivot_measures': ['__count', 'partner_id.phone']}",
                "DOMAIN | [('line_ids.name', '=', 'done'), ('line_ids.label', 'in', ['done', 'x']), ('name', '!=', \"done\"), ('name', 'like', 'done'), ('partner_id', '=', 'done')] | [('line_ids.label', '=', 'sold'), ('line_ids.label', 'in', ['sold', 'x']), ('name', '!=', \"sold\"), ('name', 'like', 'done'), ('partner_id', '=', 'done')]",
                "CONTEXT | {'default_name': 'done', 'name': 'done'} | {'default_name': 'sold', 'name': 'done'}",
                "CODE | records.line_ids.write({'name': 'done'}); env['sale.line'].search([('name', '=', 'done')]) | records.line_ids.write({'label': 'sold'}); env['sale.line'].search([('label', '=', 'sold')])",
                "VIEW | <field name=\"name\" invisible=\"name == 'done' or name not in ('x', 'done') or other == 'done'\"/> | <field name=\"name\" invisible=\"name == 'sold' or name not in ('x', 'sold') or other == 'done'\"/>",
                "VIEW | <field name=\"name\" invisible=\"name == 'a &amp; b' or name == 'done'\"/> | <field name=\"name\" invisible=\"name == 'a &amp; b' or name == 'sold'\"/>",
                "DOMAIN | [('name', '=', 'it\\'s'), ('name', '=', 'done')] | [('name', '=', 'it\\'s'), ('name', '=', 'sold')]",
                "SORT | [\"partner_id.tel desc\", \"name\"] | [\"partner_id.phone desc\", \"name\"]",
                "PATH | partner_id.tel, line_ids.name,name | partner_id.phone, line_ids.label,name",
                "PATH | line_ids/product_id/ref | line_ids/item_id/code",
                "PATH | partner_id/.id | partner_id/.id",
                "CODE | <p t-out=\"object.partner_id.tel\"/> ${object.line_ids.product_id.ref or ''} object.name | <p t-out=\"object.partner_id.phone\"/> ${object.line_ids.item_id.code or ''} object.name",
                "CODE | env['product.item'].sudo().search([('ref', '=', record.partner_id.tel)]) | env['item.item'].sudo().search([('code', '=', record.partner_id.phone)])",
                "CODE | records.line_ids.write({'name': record.name}); record['name'] = 1 | records.line_ids.write({'label': record.name}); record['name'] = 1",
                "CODE | records.mapped('line_ids.name') + records.line_ids.sorted('name') | records.mapped('line_ids.label') + records.line_ids.sorted('label')",
                "VIEW | <form><field name=\"name\"/><field name=\"line_ids\"><tree><field name=\"name\"/></tree></field><field name=\"name\"/></form> | <form><field name=\"name\"/><field name=\"line_ids\"><tree><field name=\"label\"/></tree></field><field name=\"name\"/></form>",
                "VIEW | <field name=\"line_ids\" position=\"after\"><field name=\"name\"/></field> | <field name=\"line_ids\" position=\"after\"><field name=\"name\"/></field>",
                "VIEW | <xpath expr=\"//field[@name='line_ids']/tree/field[@name='name']\" position=\"after\"><field name=\"product_id\"/></xpath> | <xpath expr=\"//field[@name='line_ids']/tree/field[@name='label']\" position=\"after\"><field name=\"item_id\"/></xpath>",
                "VIEW | <xpath expr=\"//field[@name='line_ids']\" position=\"before\"><field name=\"name\"/></xpath> | <xpath expr=\"//field[@name='line_ids']\" position=\"before\"><field name=\"name\"/></xpath>",
                "VIEW | <search><filter name=\"tel\" domain=\"[(&quot;partner_id.tel&quot;, '=', 1)]\" context=\"{'group_by': 'partner_id.tel'}\"/></search> | <search><filter name=\"tel\" domain=\"[(&quot;partner_id.phone&quot;, '=', 1)]\" context=\"{'group_by': 'partner_id.phone'}\"/></search>",
                "VIEW | <field name=\"line_ids\" domain=\"[('name', '=', 1)]\"><list decoration-info=\"name == 'name'\"/></field> | <field name=\"line_ids\" domain=\"[('label', '=', 1)]\"><list decoration-info=\"label == 'name'\"/></field>",
            })
    void follows(TextKind kind, String text, String followed) {
        assertThat(kind.follow(text, "sale.order", MODELS)).isEqualTo(followed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DOMAIN | [('partner_id.gone', '=', 1)] | the model res.partner has no field 'gone'",
                "DOMAIN | [('line_ids', 'any', [('gone', '=', 1)])] | the model sale.line has no field 'gone'",
                "DOMAIN | [('res_model', '=', 'gone.model')] | the model sale.order has no field 'res_model'",
                "CONTEXT | {'group_by': 'partner_id.gone'} | the model res.partner has no field 'gone'",
                "CONTEXT | {'active_model': 'gone.model'} | the model gone.model does not exist",
                "PATH | line_ids/gone | the model sale.line has no field 'gone'",
                "CODE | object.partner_id.gone | the model res.partner has no field 'gone'",
                "CODE | env['gone.model'].search([]) | the model gone.model does not exist",
                "CODE | env['item.item'].search([('gone', '=', 1)]) | the model item.item has no field 'gone'",
            })
    void saysWhatIsMissing(TextKind kind, String text, String missing) {
        assertThat(kind.missing(text, "sale.order", MODELS, true)).contains(missing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CODE | 'gone' in object and object.gone",
                "CODE | hasattr(object, 'gone') and object.gone",
                "CODE | # record.gone",
                "CODE | object.env.company, object.partner_id._name, object.partner_id.get_url()",
                "CONTEXT | {'default_gone': 1, 'search_default_gone': 1}",
                "DOMAIN | [('name', 'in', user.ids)] if user.name else [(1, '=', 1)]",
            })
    void isContent(TextKind kind, String text) {
        assertThat(kind.missing(text, "sale.order", MODELS, true)).isEmpty();
        assertThat(kind.isReadable(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[('a', '=', 1]",
                "[('a' '=' 1)]",
                "[('a', '=')]",
                "[('a', 'equals', 1)]",
                "['&', ('a', '=', 1)]",
                "['xor', ('a', '=', 1), ('b', '=', 1)]",
                "[('a', '=', 'it's')]",
                "[('a', '=', )]",
                "[,]",
                "[('a', '=', 1)",
            })
    void cannotRead(String domain) {
        assertThat(TextKind.DOMAIN.isReadable(domain)).isFalse();
    }
}
