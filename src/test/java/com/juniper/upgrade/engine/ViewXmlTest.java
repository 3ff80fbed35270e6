package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Views that mean harm are broken views, and nothing worse. */
class ViewXmlTest {

    private final ViewXml xml = new ViewXml();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY x 'aa'><!ENTITY y '&x;&x;'>]><a>&y;</a>",
                "<!DOCTYPE a SYSTEM 'http://192.0.2.1/a.dtd'><a/>",
                "<a>&x;</a>",
                "<a>\0</a>",
                "<a"
            })
    @DisplayName("Issue 8: entities, document types and what is no XML break a view")
    void refuses(String arch) {
        assertThatThrownBy(() -> xml.parse(arch)).isInstanceOf(ViewBrokenException.class);
    }

    @Test
    @DisplayName("Issue 8: elements nested without an end break a view, and do not exhaust the stack")
    void refusesDepth() throws ViewBrokenException {
        assertThatThrownBy(() -> xml.parse("<a>".repeat(100_000) + "</a>".repeat(100_000)))
                .isInstanceOf(ViewBrokenException.class);
        assertThat(ViewXml.all(xml.copy(xml.parse("<a>".repeat(150) + "</a>".repeat(150)))))
                .hasSize(150);
    }

    @Test
    @DisplayName("Issue 8: markup that is not closed is read at once, and what is closed before it is found")
    void readsMarkupOnce() {
        for (String part : new String[] {"<!--", "<![CDATA[", "<?", "<a\"", "<a", ".a", "<a .a"}) {
            var markup = "<b c='d' e = \"f\"/>" + part + ("<a".equals(part) ? "a" : part).repeat(500_000);

            var tags = Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> Markup.tags(markup));

            assertThat(tags.get(0).attributes()).containsOnlyKeys("c", "e");
        }
    }

    @Test
    @DisplayName("Issue 8: an xpath that looks for each element at each element of each element breaks a view at once")
    void refusesCostlyExpressions() throws ViewBrokenException {
        var root = xml.parse("<form>" + "<field name='a'/>".repeat(3000) + "</form>");

        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> assertThatThrownBy(
                        () -> xml.find(root, "//*[count(//*[count(//*[@name='b']) = 1]) = 1]"))
                .isInstanceOf(ViewBrokenException.class));
        assertThat(xml.find(root, "//form[.//field[@name='a'][not(@string='[[//')]]"))
                .isNotNull();
    }
}
