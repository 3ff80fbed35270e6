package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.engine.Models.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views are combined and looked up as the ERP's server does it. */
@DisplayName("R78: views that do not fit the new version are found")
class ViewResolverTest {

    private static final Map<String, Map<String, FieldType>> MODELS = Map.of(
            "partner",
            Map.of(
                    "name", new FieldType("char", ""),
                    "email", new FieldType("char", ""),
                    "child_ids", new FieldType("one2many", "partner"),
                    "country_id", new FieldType("many2one", "country")),
            "country",
            Map.of("code", new FieldType("char", "")));

    private static final String FORM =
            "<form><sheet class=\"oe_form wide\"><field name=\"name\"/><group name=\"more\"><field name=\"email\"/></group></sheet></form>";

    private final List<ViewRecord> views = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<field name=\"name\" position=\"after\"><field name=\"email\"/></field>",
                "<data><xpath expr=\"//group[@name='more']\" position=\"inside\"><field name=\"country_id\"/></xpath></data>",
                "<xpath expr=\"//sheet[hasclass('wide', 'oe_form')]/field\" position=\"before\"><label for=\"name\"/></xpath>",
                "<xpath expr=\"//field[@name='email']\" position=\"replace\"><div>$0</div></xpath>",
                "<form position=\"attributes\"><attribute name=\"class\" add=\"a\" separator=\" \"/></form>",
                "<data><group name=\"more\" position=\"before\"><field name=\"email\" position=\"move\"/></group><xpath expr=\"//sheet/field[2]\" position=\"attributes\"><attribute name=\"readonly\">1</attribute></xpath></data>",
                "<field name=\"name\" position=\"after\"><field name=\"child_ids\"><tree><field name=\"country_id\"><form><field name=\"code\"/></form></field></tree></field></field>",
            })
    void acceptsWhatFits(String extension) {
        form(1, FORM);
        extension(2, 1, extension);

        assertThat(broken()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<field name=\"phone\" position=\"after\"/> | <field name=\"phone\" position=\"after\"> is not in the view it changes",
                "<xpath expr=\"//page\" position=\"inside\"/> | <xpath expr=\"//page\" position=\"inside\"> is not in the view it changes",
                "<xpath expr=\"//sheet[hasclass('narrow')]\" position=\"inside\"/> | is not in the view it changes",
                "<field name=\"name\" position=\"after\"><field name=\"phone\"/></field> | the model partner has no field 'phone'",
                "<field name=\"name\" position=\"after\"><field name=\"country_id\"><form><field name=\"email\"/></form></field></field> | the model country has no field 'email'",
                "<field name=\"name\" position=\"below\"/> | the position 'below' is not known",
                "<xpath expr=\"//[\" position=\"inside\"/> | is no xpath",
                "<field name=\"name\" | its XML is not well-formed",
            })
    void namesTheExtensionThatDoesNotFit(String extension, String reason) {
        form(1, FORM);
        extension(2, 1, extension);

        assertThat(broken()).singleElement().asString().startsWith("2: ").contains(reason);
    }

    @Test
    void appliesExtensionsByPriorityAndDepthFirst() {
        form(1, FORM);
        views.add(view(2, "form", 1, false, 20, true, 0, "<field name=\"email\" position=\"replace\"/>"));
        views.add(view(
                3, "form", 1, false, 10, true, 0, "<field name=\"email\" position=\"after\"><div id=\"a\"/></field>"));
        views.add(view(
                4, "form", 3, false, 99, true, 0, "<field name=\"email\" position=\"before\"><div id=\"b\"/></field>"));

        assertThat(broken()).isEmpty();
    }

    @Test
    void aPrimaryViewStartsFromItsParentsWhole() {
        form(1, FORM);
        extension(2, 1, "<field name=\"name\" position=\"after\"><field name=\"country_id\"/></field>");
        views.add(view(3, "form", 1, true, 16, true, 0, "<field name=\"country_id\" position=\"replace\"/>"));

        assertThat(broken()).isEmpty();
    }

    @Test
    void anInactiveExtensionIsNotThere() {
        form(1, FORM);
        views.add(view(2, "form", 1, false, 16, false, 0, "<field name=\"phone\" position=\"after\"/>"));
        extension(3, 2, "<field name=\"phone\" position=\"after\"/>");

        assertThat(broken()).isEmpty();
    }

    @Test
    void aWebsitesCopyStandsInForTheGeneralView() {
        views.add(view(1, "qweb", 0, true, 16, true, 0, "<t t-name=\"page\"><div id=\"a\"/></t>"));
        views.add(new ViewRecord(
                2,
                "general",
                "qweb",
                "",
                1,
                false,
                16,
                true,
                0,
                "k",
                archs("<xpath expr=\"//div\" position=\"attributes\"><attribute name=\"id\">b</attribute></xpath>")));
        views.add(new ViewRecord(
                3,
                "copy",
                "qweb",
                "",
                1,
                false,
                16,
                true,
                7,
                "k",
                archs("<xpath expr=\"//div[@id='a']\" position=\"inside\"/>")));

        assertThat(broken()).isEmpty();
    }

    @Test
    void aLanguageThatIsBuiltDifferentlyIsResolvedToo() {
        views.add(new ViewRecord(
                1,
                "form",
                "form",
                "partner",
                0,
                true,
                16,
                true,
                0,
                null,
                Map.of("en_US", FORM, "fr_FR", "<form><field name=\"name\"/></form>")));
        extension(2, 1, "<field name=\"email\" position=\"after\"/>");

        assertThat(broken()).singleElement().asString().startsWith("2: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<form><field name=\"phone\"/></form> | in de_DE, the model partner has no field 'phone'",
                "<form><field name=\"country_id\" domain=\"[('phone', '=', 1)]\"/></form> | in de_DE, the model country has no field 'phone'",
                "<form><field | in de_DE, its XML is not well-formed",
            })
    @DisplayName("R84: a view that does not fit in one language is found, and the language named")
    void namesTheLanguageInWhichAViewDoesNotFit(String german, String reason) {
        form(Map.of(
                "en_US", "<form><field name=\"country_id\" domain=\"[('code', '=', 1)]\"/></form>", "de_DE", german));

        assertThat(broken()).singleElement().asString().startsWith("1: ").contains(reason);
    }

    @Test
    @DisplayName("R84: a view is the same in every language where only what people read differs")
    void doesNotLookTwiceWhereOnlyWordsDiffer() {
        form(Map.of(
                "en_US",
                "<form><input value=\"a\"/><field name=\"name\" widget=\"url\" text=\"a\"/></form>",
                "de_DE",
                "<form><input value=\"b\"/><field name=\"name\" widget=\"url\" text=\"b\"/></form>"));

        assertThat(broken()).isEmpty();
    }

    @Test
    void readsNoEntities() {
        form(1, "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><form>&x;</form>");

        assertThat(broken()).singleElement().asString().contains("not well-formed");
    }

    /** A form of partners with XML in several languages. */
    private void form(Map<String, String> archs) {
        views.add(new ViewRecord(1, "form", "form", "partner", 0, true, 16, true, 0, null, archs));
    }

    private void form(int id, String arch) {
        views.add(view(id, "form", 0, true, 16, true, 0, arch));
    }

    private void extension(int id, int parent, String arch) {
        views.add(view(id, "form", parent, false, 16, true, 0, arch));
    }

    private static ViewRecord view(
            int id, String type, int parent, boolean primary, int priority, boolean active, int website, String arch) {
        return new ViewRecord(
                id,
                "view " + id,
                type,
                type.equals("qweb") ? "" : "partner",
                parent,
                primary,
                priority,
                active,
                website,
                null,
                archs(arch));
    }

    private static Map<String, String> archs(String arch) {
        return Map.of("en_US", arch);
    }

    private List<String> broken() {
        return new ViewResolver(views, new Models(MODELS))
                .resolve().stream()
                        .map(broken -> broken.view().id() + ": " + broken.reason())
                        .toList();
    }
}
