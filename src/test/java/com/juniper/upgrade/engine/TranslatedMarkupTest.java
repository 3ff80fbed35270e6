package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A new text takes over what is translated in the old one. */
@DisplayName("R84: translations of views, pages and bodies are carried over term by term")
class TranslatedMarkupTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<p>One</p><p>Two</p> | <p>Eins</p><p>Zwei</p> | <p>Two</p><div> Three </div><p>One</p> | <p>Zwei</p><div> Three </div><p>Eins</p>",
                "<form string='A'><p>One &amp; two</p></form> | <form string='Ä'><p>Eins &amp; zwei</p></form> | <form string='A'><p>New</p><b> One &amp; two </b></form> | <form string='Ä'><p>New</p><b> Eins &amp; zwei </b></form>",
                "<p>Give <b>me</b> it</p> | <p>Gib es <b>mir</b></p> | <h1>Give <b>me</b> it</h1><p>Give</p> | <h1>Gib es <b>mir</b></h1><p>Give</p>",
                "<p>A<br>B&nbsp;C</p> | <p>X<br>Y</p> | <div>A<br/>B\u00a0C</div> | <div>X<br>Y</div>",
                "<i title=\"a\" alt=\"b\"/> | <i alt='\"y\" &amp; z' title=\"x\"/> | <i class=\"c\" alt=\"b\"/><i title='a'/> | <i class=\"c\" alt=\"&quot;y&quot; &amp; z\"/><i title='x'/>",
                "<p>Name</p> | <p>L'île \\1 $2</p> | <field string=\"Name\"/><field string='Name'/> | <field string=\"L'île \\1 $2\"/><field string='L&#39;île \\1 $2'/>",
                "<p>A</p><span t-esc=\"x\">B</span><p>C</p> | <p>X</p><span t-esc=\"x\">Y</span><p>Z</p> | <p>B</p>A<t t-esc=\"y\"/>C | <p>Y</p>X<t t-esc=\"y\"/>Z",
                "<xpath expr=\"//a\" position=\"attributes\"><attribute name=\"string\">A</attribute><attribute name=\"name\">A</attribute></xpath> | <xpath expr=\"//a\" position=\"attributes\"><attribute name=\"string\">X</attribute><attribute name=\"name\">A</attribute></xpath> | <attribute name=\"name\">A</attribute><attribute name=\"help\">A</attribute> | <attribute name=\"name\">A</attribute><attribute name=\"help\">X</attribute>",
                "<p>A</p><!-- <p> --><style>A</style> | <p>X</p><!-- <p> --><style>A</style> | <style>A</style><!-- A -->A | <style>A</style><!-- A -->X",
                "<i title=\"a\"/> | <i title=\"&#0;&#xd800;&#10;b\"/> | <a title=\"a\"/> | <a title=\"&amp;#0;&amp;#xd800;&#10;b\"/>",
                "Only words | Nur Worte | <p>Only words</p> | <p>Nur Worte</p>",
            })
    void keepsTheTranslationOfTermsThatAreStillThere(String old, String translated, String next, String expected) {
        assertThat(TranslatedMarkup.carry(old, translated, next)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a>x</a> | <a>x<div>y</div></a> | <a>x</a>",
                "<p>x</p> | <p>x | <p>x</p>",
                "<p>x</p> | <div>x</div> | <p>x</p>",
                "<p>x</p> | <p></p> | <p>x</p>",
                "<p>x</p> | <p>x</p> | <p>x</div>",
                "<p title=\"x\"/> | <p alt=\"x\"/> | <p/>",
                "<p>x</p> | <p title=\"x>x</p> | <p/>",
            })
    void takesNothingFromAnotherText(String old, String translated, String next) {
        assertThat(TranslatedMarkup.carry(old, translated, next)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "</",
                "<a",
                "</a>",
                "<a b='",
                "<!--",
                "<![CDATA[",
                "&#9999999;",
                "<br></br></br>",
                "<p/ >",
                "\u0000<a>\u0000"
            })
    void readsWhatIsNoMarkup(String text) {
        assertThatCode(() -> TranslatedMarkup.carry(text, text, text)).doesNotThrowAnyException();
        assertThatCode(() -> new TermDictionary().add(text, text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>a", "<p>a</p>", "a<div/>", "</b>a"})
    void leavesOutTranslationsThatWouldBreakTheText(String translation) {
        var dictionary = new TermDictionary();

        dictionary.add("<b>x</b>", translation);

        assertThat(dictionary.text("<b>x</b>")).isNull();
    }

    @Test
    void takesNoLongerForTextsOfHostileMakeUp() {
        for (String text : new String[] {
            "<b>".repeat(100_000),
            "<p>x".repeat(100_000),
            "<br>".repeat(100_000),
            "<i title=\"x\"/>".repeat(100_000),
            "&".repeat(100_000)
        }) {
            assertThatCode(() -> TranslatedMarkup.carry(text, text, text)).doesNotThrowAnyException();
        }
    }
}
