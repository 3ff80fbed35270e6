package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.engine.Models.FieldType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains of views become the expressions that 17.0 reads. */
@DisplayName("R78: conditions of the customer's views hold after 17.0")
class ViewConditionsTest {

    private static final Models MODELS = new Models(Map.of(
            "order",
            Map.of(
                    "state", new FieldType("selection", ""),
                    "tag_ids", new FieldType("many2many", "tag"),
                    "line_ids", new FieldType("one2many", "line")),
            "line",
            Map.of("tag_ids", new FieldType("many2many", "tag"), "name", new FieldType("char", "")),
            "tag",
            Map.of()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "[('a', '=', True)] ~ a",
                "[('a', '=', False)] ~ not a",
                "[('a', '!=', False)] ~ a",
                "[('a', '!=', True)] ~ not a",
                "[('a', '=', None)] ~ not a",
                "[('line_ids', '=', [])] ~ not line_ids",
                "[('line_ids', '!=', [])] ~ line_ids",
                "[('state', '=', 'draft')] ~ state == 'draft'",
                "[('state', '==', \"it's\")] ~ state == \"it's\"",
                "[('state', '<>', u'draft')] ~ state != 'draft'",
                "[('n', '>', -1)] ~ n > -1",
                "[('n', '<=', 0.5)] ~ n <= 0.5",
                "[('state', 'in', ('a', 'b'))] ~ state in ['a', 'b']",
                "[('state', 'in', ['a', False])] ~ state in ['a', False]",
                "[('state', 'in', ('a'))] ~ state in ['a']",
                "[('state', 'in', 'a')] ~ state in ['a']",
                "[('state', 'not in', ['a'])] ~ state not in ['a']",
                "[('state', 'in', []), ('a', '=', True)] ~ False and a",
                "[('state', 'not in', [])] ~ True",
                "[('tag_ids', 'in', [1, 2])] ~ 1 in tag_ids or 2 in tag_ids",
                "[('tag_ids', 'not in', [1, 2]), ('a', '=', 1)] ~ 1 not in tag_ids and 2 not in tag_ids and a == 1",
                "[('a', '=?', False)] ~ True",
                "[('a', '=?', 3)] ~ a == 3",
                "[('name', 'like', 'x')] ~ 'x' in (name or '')",
                "[('name', 'not like', 'x')] ~ 'x' not in (name or '')",
                "[('name', 'ilike', 'Xy')] ~ 'xy' in (name or '').lower()",
                "[('name', 'not ilike', 'Xy')] ~ 'xy' not in (name or '').lower()",
                "[('name', '=like', 'x%')] ~ 'x' in (name or '')",
                "[('name', '=ilike', '%X%')] ~ 'x' in (name or '').lower()",
                "[('parent.state', '=', 'draft')] ~ parent.state == 'draft'",
                "[('parent.parent.a', '=', True)] ~ parent.parent.a",
                "[(1, '=', 1)] ~ True",
                "['|', (1, '=', 0), ('a', '=', True)] ~ False or a",
                "(('a', '=', True),) ~ a",
                "[['a', '=', True], ['b', '=', 1]] ~ a and b == 1",
                "['|', ('a', '=', 1), ('b', '=', 2)] ~ a == 1 or b == 2",
                "['|', ('a', '=', 1), '&', ('b', '=', 2), ('c', '=', 3)] ~ a == 1 or b == 2 and c == 3",
                "['&', '|', ('a', '=', 1), ('b', '=', 2), ('c', '=', 3)] ~ (a == 1 or b == 2) and c == 3",
                "['|', ('a', '=', 1), ('b', '=', 2), ('c', '=', 3)] ~ (a == 1 or b == 2) and c == 3",
                "['|', '|', ('a', '=', 1), ('b', '=', 2), ('c', '=', 3)] ~ a == 1 or b == 2 or c == 3",
                "['!', ('a', '=', 1)] ~ not (a == 1)",
                "['!', ('a', '=', False)] ~ not (not a)",
                "['!', '|', ('a', '=', 1), ('b', '=', True)] ~ not (a == 1 or b)",
                "['!', '&', ('a', '=', True), ('b', '=', True), ('c', '=', True)] ~ not (a and b) and c",
                "\"['|', ('user_ids', 'in', uid), ('a', '=', False)]\" ~ user_ids in [uid] or not a",
                "[('a', '!=', uid)] ~ a != uid",
                "\"[('tag_ids', 'in', [uid])]\" ~ uid in tag_ids",
                "(['|', ('a', '=', 1), ('b', '=', 2)]) ~ a == 1 or b == 2",
                "True ~ True",
                "1 ~ True",
            })
    void writesDomainsAsExpressions(String domain, String expression) {
        assertThat(form("<field name=\"a\" attrs=\"{'readonly': %s}\"/>".formatted(Entities.attribute(domain, '"'))))
                .isEqualTo("<form><field name=\"a\" readonly=\"%s\"/></form>"
                        .formatted(Entities.attribute(expression, '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "[('a', '=', user)]",
                "\"[('a', '=', user)]\"",
                "[('a', '=', context.get('x'))]",
                "[('partner_id.name', '=', 1)]",
                "[('a', 'child_of', 1)]",
                "[('a', 'any', [('b', '=', 1)])]",
                "[('name', '=like', 'a%b')]",
                "['|', ('a', '=', 1)]",
                "['xor', ('a', '=', 1), ('b', '=', 1)]",
                "[('a', '=')]",
                "[('a', '=', 1)] + [('b', '=', 1)]",
                "[('a', '=', 1)",
                "context.get('x')",
            })
    void leavesAndTellsWhatIsNoLiteralDomain(String domain) {
        var xml = "<form><field name=\"a\" attrs=\"{'readonly': %s}\"/><field name=\"b\" states=\"x\"/></form>"
                .formatted(Entities.attribute(domain, '"'));
        var conditions = new ViewConditions(xml, "order", MODELS, List.of());

        assertThat(conditions.converted("form", false))
                .isEqualTo(xml.replace("states=\"x\"", "invisible=\"state not in ['x']\""));
        assertThat(conditions.left())
                .containsExactly("its attrs are no literal domains: {'readonly': %s}".formatted(domain));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "<field name=\"a\" attrs=\"{'invisible': [('b', '=', True)], 'readonly': [('c', '&lt;', 2)]}\" string=\"A &amp; B\"/>"
                        + "~ <field name=\"a\" invisible=\"b\" readonly=\"c &lt; 2\" string=\"A &amp; B\"/>",
                "<field name='a' attrs='{\"required\": [[\"b\", \"=\", \"x\"]]}'/> ~ <field name='a' required=\"b == &quot;x&quot;\"/>",
                "<field name=\"a\" attrs=\"{}\"/> ~ <field name=\"a\"/>",
                "<field name=\"a\" attrs=\"{'invisible': [], 'readonly': False}\"/> ~ <field name=\"a\"/>",
                "<button name=\"a\" states=\"draft,sent\"/> ~ <button name=\"a\" invisible=\"state not in ['draft', 'sent']\"/>",
                "<button name=\"a\" states=\"draft\" attrs=\"{'invisible': ['|', ('b', '=', 1), ('c', '=', 2)]}\"/>"
                        + "~ <button name=\"a\" invisible=\"(b == 1 or c == 2) and state not in ['draft']\"/>",
                "<field name=\"a\" invisible=\"1\" attrs=\"{'invisible': [('b', '=', 1)]}\"/> ~ <field name=\"a\" invisible=\"True\"/>",
                "<field name=\"a\" readonly=\"0\" attrs=\"{'readonly': [('b', '=', 1)]}\"/> ~ <field name=\"a\" readonly=\"b == 1\"/>",
                "<field name=\"a\" invisible=\"context.get('x')\" attrs=\"{'invisible': [('b', '=', 1)]}\"/>"
                        + "~ <field name=\"a\" invisible=\"(context.get('x')) or b == 1\"/>",
                "<field name=\"a\" readonly=\"1\" attrs=\"{'invisible': [('b', '=', 1)]}\"/>"
                        + "~ <field name=\"a\" invisible=\"b == 1\" readonly=\"True\"/>",
                "<field name=\"a\" invisible=\"1\" readonly=\"1\"/> ~ <field name=\"a\" invisible=\"1\" readonly=\"1\"/>",
                "<!-- attrs=\"{}\" --><label for=\"a\"\\n  attrs=\"{'invisible':\\n [('b', '=', 1)]}\"/>"
                        + "~ <!-- attrs=\"{}\" --><label for=\"a\"\\n  invisible=\"b == 1\"/>",
            })
    void writesAnAttributeForEachCondition(String old, String present) {
        assertThat(form(lines(old))).isEqualTo("<form>" + lines(present) + "</form>");
    }

    @Test
    void hidesColumnsOfListsAsAWhole() {
        assertThat(form("<field name=\"line_ids\"><tree><header><button name=\"x\" invisible=\"1\"/></header>"
                        + "<field name=\"name\" invisible=\"1\"/><field name=\"a\" invisible=\"0\"/>"
                        + "<field name=\"b\" invisible=\"context.get('x')\" attrs=\"{'invisible': [('c', '=', 1)]}\"/>"
                        + "<field name=\"tag_ids\" attrs=\"{'column_invisible': [('parent.state', '=', 'x')], 'readonly': [('tag_ids', 'in', [1])]}\"/>"
                        + "</tree><form><field name=\"name\" invisible=\"1\"/></form></field>"))
                .isEqualTo("<form><field name=\"line_ids\"><tree><header><button name=\"x\" invisible=\"1\"/></header>"
                        + "<field name=\"name\" column_invisible=\"True\"/><field name=\"a\"/>"
                        + "<field name=\"b\" invisible=\"c == 1\" column_invisible=\"context.get('x')\"/>"
                        + "<field name=\"tag_ids\" column_invisible=\"parent.state == 'x'\" readonly=\"1 in tag_ids\"/>"
                        + "</tree><form><field name=\"name\" invisible=\"1\"/></form></field></form>");
    }

    @Test
    void replacesAllConditionsOfABaseWhoseAttrsAreReplaced() {
        var old =
                "<field name=\"a\" position=\"attributes\"><attribute name=\"attrs\">{'invisible': [('n', '&lt;', 1)]}</attribute><attribute name=\"string\">A</attribute></field>";

        assertThat(extension(old, List.of()))
                .isEqualTo(
                        "<field name=\"a\" position=\"attributes\"><attribute name=\"invisible\">n &lt; 1</attribute>\n"
                                + "<attribute name=\"readonly\"/>\n<attribute name=\"required\"/><attribute name=\"string\">A</attribute></field>");
        assertThat(extension(old, List.of(target("field", false, Map.of("invisible", "1")))))
                .isEqualTo(
                        "<field name=\"a\" position=\"attributes\"><attribute name=\"string\">A</attribute></field>");
        assertThat(extension(old, List.of(target("field", false, Map.of("readonly", "1", "required", "b == 1")))))
                .contains(
                        "<attribute name=\"invisible\">n &lt; 1</attribute>\n<attribute name=\"required\"/><attribute name=\"string\">");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "<attribute name=\"states\">draft</attribute> ~ <attribute name=\"invisible\">state not in ['draft']</attribute>",
                "<attribute name=\"states\"/> ~ <attribute name=\"invisible\"/>",
                "<attribute name=\"invisible\">1</attribute> ~ <attribute name=\"invisible\">1</attribute>",
                "<attribute name=\"attrs\"/><attribute name=\"readonly\">1</attribute>"
                        + "~ <attribute name=\"invisible\"/>\\n<attribute name=\"readonly\">True</attribute>\\n<attribute name=\"required\"/>",
                "<attribute name=\"attrs\">{'invisible': [('a', '=', user)]}</attribute> ~ <attribute name=\"attrs\">{'invisible': [('a', '=', user)]}</attribute>",
            })
    void changesAttributesOfABase(String old, String present) {
        assertThat(extension("<button name=\"a\" position=\"attributes\">%s</button>".formatted(old), List.of()))
                .isEqualTo("<button name=\"a\" position=\"attributes\">%s</button>".formatted(lines(present)));
    }

    @Test
    void showsAndHidesColumnsOfABase() {
        var old =
                "<data><xpath expr=\"//field[@name='line_ids']//field[@name='a']\" position=\"attributes\"><attribute name=\"invisible\">%s</attribute></xpath></data>";

        assertThat(extension(old.formatted("0"), List.of(target("field", true, Map.of()))))
                .contains("position=\"attributes\"><attribute name=\"column_invisible\">False</attribute></xpath>");
        assertThat(extension(old.formatted("1"), List.of(target("field", true, Map.of()))))
                .contains("position=\"attributes\"><attribute name=\"column_invisible\">True</attribute></xpath>");
        assertThat(extension(old.formatted("1"), List.of(target("field", false, Map.of()))))
                .isEqualTo(old.formatted("1"));
        assertThat(extension(old.formatted("1").replace("]//", "]/tree/"), List.of()))
                .contains("column_invisible");
    }

    @Test
    void knowsWhatItPutsIntoAList() {
        var old =
                "<xpath expr=\"//field[@name='line_ids']/tree/field[@name='name']\" position=\"after\"><field name=\"tag_ids\" invisible=\"1\" attrs=\"{'readonly': [('tag_ids', 'in', [3])]}\"/></xpath>";

        assertThat(extension(old, List.of()))
                .contains("<field name=\"tag_ids\" column_invisible=\"True\" readonly=\"3 in tag_ids\"/>");
    }

    @Test
    void looksForElementsWithoutTheirConditions() {
        var conditions = new ViewConditions(
                "<data><button name=\"a\" states=\"draft\" position=\"after\"/><xpath expr=\"//button[@states='x']\" position=\"after\"/></data>",
                "order",
                MODELS,
                List.of());

        assertThat(conditions.converted("form", true)).startsWith("<data><button name=\"a\" position=\"after\"/>");
        assertThat(conditions.left()).singleElement().asString().contains("//button[@states='x']");
    }

    @Test
    void seesOldConditions() {
        assertThat(ViewConditions.areIn("<form><field attrs=\"{}\"/></form>")).isTrue();
        assertThat(ViewConditions.areIn("<attribute name='states'>a</attribute>"))
                .isTrue();
        assertThat(ViewConditions.areIn("<form><!-- attrs=\"{}\" --><field name=\"states\" my.attrs=\"\"/></form>"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'|', ",
                "('a', '=', 1), ",
                "[",
                "(('",
                "{'a': ",
                "'!', ",
                "'%', ",
                "('a', '=like', '%%%%%%%%%%%%"
            })
    void takesTimeByTheLengthWhateverIsWritten(String piece) {
        var attrs = "{'readonly': [%s]}".formatted(piece.repeat(200_000 / piece.length()));
        var xml = "<form><field name=\"a\" attrs=\"%s\"/></form>".formatted(Entities.attribute(attrs, '"'));

        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> assertThat(
                        new ViewConditions(xml, "order", MODELS, List.of()).converted("form", false))
                .isEqualTo(xml));
    }

    private static ViewPlace.Target target(String tag, boolean inList, Map<String, String> attributes) {
        return new ViewPlace.Target(new ViewPlace("", inList), tag, attributes);
    }

    private static String lines(String text) {
        return text.replace("\\n", "\n");
    }

    private static String form(String content) {
        return new ViewConditions("<form>%s</form>".formatted(content), "order", MODELS, List.of())
                .converted("form", false);
    }

    private static String extension(String xml, List<ViewPlace.Target> targets) {
        return new ViewConditions(xml, "order", MODELS, targets).converted("form", true);
    }
}
