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
                "<TABLE><td>A</TD></table> | <table><TD>X</td></TABLE> | <p>A | <p>X",
                "<p>A</p><p>&nbsp;</p> | <p>X </p><p> </p> | <p>A&#160;</p> | <p>X&#160;</p>",
                "<input value='A'/><field text='B' widget='url'/> | <input value='X'/><field text='Y' widget='url'/> | <input type='text' value='A'/><input type='radio' value='A'/><INPUT value='A' class='a datetimepicker-input'><field text='B'/> | <input type='text' value='X'/><input type='radio' value='A'/><INPUT value='A' class='a datetimepicker-input'><field text='B'/>",
                "<input type='hidden' class='o_translatable_input_hidden a' value='A'/> | <input type='hidden' class='o_translatable_input_hidden a' value='X'/> | <input type='hidden' value='A'/><input value='A'/><a confirm-title='A' data-editor-message='A' aria-keyshortcuts='A' data-name='A'/> | <input type='hidden' value='A'/><input value='X'/><a confirm-title='X' data-editor-message='X' aria-keyshortcuts='X' data-name='A'/>",
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
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<p>A<p>B<BR>C</div><img alt='A'><td>A</TD> | A | X | <p>X<p>B<BR>C</div><img alt='X'><td>X</TD>",
                "<p>A<BR>B <b title='A'>C</b> <p>A | A<br/>B <b title='A'>C</b> | X | <p>X <p>A",
                "<p>A <b title='B'>C</b><p>D | B | X | <p>A <b title='X'>C</b><p>D",
                "<p>a < b</p><p>A</p> | A | X | <p>a < b</p><p>X</p>",
                "<p>&nbsp;A&#160;</p><a title='A&nbsp;'/> | A  | ﻿X&nbsp; | <p>&nbsp;X&#160;</p><a title='X&nbsp;'/>",
                "<p>A</p> | A | t&eacute;l &copy; & <br> | <p>t&eacute;l &copy; & <br></p>",
            })
    void translatesTextsThatAreNotClosed(String text, String term, String translation, String expected) {
        var dictionary = new TermDictionary();

        dictionary.add(term, translation);

        assertThat(MarkupTerms.ofAny(text).translated(dictionary)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x < 100", "x<br>y", "x ]]> y", "x<b a=1>y</b>", ""})
    void leavesOutTranslationsThatAreNoXmlOfViewsOnly(String translation) {
        var ofViews = new TermDictionary(new ViewXml());
        var ofBodies = new TermDictionary();

        ofViews.add("x", translation);
        ofBodies.add("x", translation);

        assertThat(ofViews.text("x")).isNotEqualTo(translation);
        assertThat(ofBodies.text("x")).isEqualTo(translation);
    }

    @Test
    void translationsDoNotMakeATextGrowWithoutLimit() {
        var dictionary = new TermDictionary();
        dictionary.add("a", "x".repeat(1_000_000));

        assertThat(MarkupTerms.ofAny("<p>a</p>".repeat(10_000)).translated(dictionary))
                .hasSizeLessThan(6_000_000)
                .endsWith("<p>a</p>");
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
            "<p>" + "&nbsp; ".repeat(100_000) + "x",
            "<i title=\"x\"/>".repeat(100_000),
            "&".repeat(100_000)
        }) {
            assertThatCode(() -> TranslatedMarkup.carry(text, text, text)).doesNotThrowAnyException();
        }
    }
}
