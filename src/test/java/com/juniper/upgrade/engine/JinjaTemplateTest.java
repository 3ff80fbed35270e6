package com.juniper.upgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates of 14.0 become those of 15.0. */
@DisplayName("R2: templates of mails and messages are written in the new version's language")
class JinjaTemplateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Hello ~ Hello",
                "${object.name} ~ {{ object.name }}",
                "Re: ${object.name or ''} (${ user.name })! ~ Re: {{ object.name or '' }} ({{ user.name }})!",
                "\"${object.company_id.name | safe}\" <${(object.email or user.email)|safe}> ~ \"{{ object.company_id.name }}\" <{{ (object.email or user.email) }}>",
                "${object.name | upper} ~ {{ object.name.upper() }}",
                "${object.name | replace('a', '|') | lower} ~ {{ object.name.replace('a', '|').lower() }}",
                "${object.line_ids | length} ~ {{ len(object.line_ids) }}",
                "${object.amount | round(2)} ~ {{ round(object.amount, 2) }}",
                "${object.name | default('x')} ~ {{ (object.name or 'x') }}",
                "${object.tag_ids.mapped('name') | join(', ')} ~ {{ ', '.join(object.tag_ids.mapped('name')) }}",
                "${object.name | trim} ~ {{ object.name.strip() }}",
                "${'a' if object.x == none else true} ~ {{ 'a' if object.x == None else True }}",
                "${'a' if object.x} ~ {{ 'a' if object.x else '' }}",
                "${ctx.invited} ${ctx.get('x')} ${ctx['y']} ${ctx.partner.name} ~ {{ ctx.get('invited') }} {{ ctx.get('x') }} {{ ctx['y'] }} {{ ctx.get('partner').name }}",
                "${{'a': {'b': 1}}['a']} ~ {{ {'a': {'b': 1} }['a'] }}",
                "${'}'} ~ {{ '}' }}",
                "${object.a &lt; 2} ~ {{ object.a < 2 }}",
                "%if object.a:\\nYes ${object.a}: 5 %\\n%elif object.b > 1:\\nIt's\\n%else\\nNo\\n%endif\\nEnd ~ {{ ('Yes %s: 5 %%\\\\n' % (object.a or '',)) if object.a else ('It\\\\'s\\\\n' if (object.b > 1) else ('No\\\\n')) }}End",
                "% if a\\n% if b\\nx\\n% endif\\n% endif ~ {{ ('%s' % (('x\\\\n' if b else '') or '',)) if a else '' }}",
                "50 % off ~ 50 % off",
                "% off ~ % off",
            })
    void writesPlainTexts(String old, String present) throws TemplateUnreadableException {
        assertThat(JinjaTemplate.inline(old.replace("\\n", "\n"))).isEqualTo(present.replace("\\\\", "\\"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "<p>Hello</p> ~ <p>Hello</p>",
                "<p>Hi ${object.name},<br></p> ~ <p>Hi <t t-out=\"object.name\"></t>,<br></p>",
                "<p>${object.body | safe}</p> ~ <p><t t-out=\"object.body\"></t></p>",
                "<p>${object.a > 1 and \"x\" or 'y'}</p> ~ <p><t t-out=\"object.a > 1 and &quot;x&quot; or 'y'\"></t></p>",
                "<p>${object.a &lt; 1 and object.b &amp;&amp; 1}</p> ~ <p><t t-out=\"object.a &lt; 1 and object.b &amp;&amp; 1\"></t></p>",
                "<a href=\"${object.url}\">x</a> ~ <a t-att-href=\"object.url\">x</a>",
                "<a href='/x?a=${object.id}&amp;b=${ctx['t']}' class='b'>x</a> ~ <a t-attf-href=\"/x?a={{ object.id }}&amp;b={{ ctx['t'] }}\" class='b'>x</a>",
                "<img alt=\"${object.name}\" src=\"/logo?c=${object.id}\"/> ~ <img t-att-alt=\"object.name\" t-attf-src=\"/logo?c={{ object.id }}\"/>",
                "<div>\\n  % if object.a > 1:\\n<b>x</b>\\n% elif b\\ny\\n%else:\\nz\\n% endif\\n</div> ~ <div>\\n<t t-if=\"object.a > 1\">\\n<b>x</b>\\n</t><t t-elif=\"b\">\\ny\\n</t><t t-else=\"\">\\nz\\n</t>\\n</div>",
                "<ul>\\n% for line in object.line_ids:\\n<li>${loop.index}. ${line.name} ${loop.index0} ${loop.cycle('a', 'b')}</li>\\n% endfor\\n</ul>"
                        + "~ <ul>\\n<t t-foreach=\"object.line_ids\" t-as=\"line\">\\n<li><t t-out=\"(line_index + 1)\"></t>. <t t-out=\"line.name\"></t> <t t-out=\"line_index\"></t> <t t-out=\"('a', 'b')[line_index % 2]\"></t></li>\\n</t>\\n</ul>",
                "<p>\\n% set url = '/x/%s' % object.id\\n${url}</p> ~ <p>\\n<t t-set=\"url\" t-value=\"'/x/%s' % object.id\"></t>\\n<t t-out=\"url\"></t></p>",
                "<p><% if object.a %>x<% endif %></p> ~ <p><t t-if=\"object.a\">x</t></p>",
                "<p>\\n## a note\\n${x}</p> ~ <p>\\n\\n<t t-out=\"x\"></t></p>",
                "<!-- ${x} --><p>${x}</p> ~ <!-- ${x} --><p><t t-out=\"x\"></t></p>",
                "<p>Unclosed ${x} ~ <p>Unclosed <t t-out=\"x\"></t>",
                "<p style=\"width:\\n100%\">\\n% of all</p> ~ <p style=\"width:\\n100%\">\\n% of all</p>",
            })
    void writesHtml(String old, String present) throws TemplateUnreadableException {
        assertThat(JinjaTemplate.body(old.replace("\\n", "\n"))).isEqualTo(present.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "${object.x | groupby('a')} ~ the filter groupby('a')",
                "${object.a or object.b | upper} ~ the filter upper of more than one value",
                "${object.a TILDE object.b} ~ TILDE in the expression",
                "${object.a is defined} ~ the test defined",
                "${object.a ~ an expression that is not closed",
                "${object.} ~ the expression object.",
                "${} ~ the expression",
                "% if a\\nx ~ a block that is not closed",
                "% endif ~ the end of a block that is not open",
                "% else ~ a condition's other case where none is open",
                "% for a, b in c\\n% endfor ~ the loop a, b in c",
                "% macro x()\\n% endmacro ~ the statement macro",
                "<%doc>x</%doc> ~ a block that is no statement",
                "<div>\\n% if a\\n<p>\\n% endif\\n</p></div> ~ a block that begins and ends in different elements",
                "<p ${x}>a</p> ~ an expression in a tag that is in no attribute",
                "<style>a { color: ${x} }</style> ~ an expression in the element style",
                "<p title=\"\\n% if a\\nx\\n% endif\\n\">a</p> ~ a statement in a tag",
            })
    void saysWhatHasNoCounterpart(String old, String reason) {
        assertThatThrownBy(() -> JinjaTemplate.body(old.replace("TILDE", "~").replace("\\n", "\n")))
                .isInstanceOf(TemplateUnreadableException.class)
                .hasMessageContaining(reason.replace("TILDE", "~"));
    }

    @Test
    void acceptsNoLoopsInPlainTexts() {
        assertThatThrownBy(() -> JinjaTemplate.inline("% for a in b\nx\n% endfor"))
                .isInstanceOf(TemplateUnreadableException.class)
                .hasMessageContaining("the statement for in a plain text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${",
                "${'",
                "% if a\n",
                "${a}",
                "<a b=\"${a}\"",
                "<% if ",
                "<%",
                "${a|b",
                "%",
                "\n% set a = (",
                "${(",
                "## ",
                "${a if b"
            })
    void takesTimeByTheLengthWhateverIsWritten(String piece) {
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            for (boolean html : new boolean[] {false, true}) {
                try {
                    var text = piece.repeat(200_000 / piece.length());
                    assertThat(html ? JinjaTemplate.body(text) : JinjaTemplate.inline(text))
                            .isNotNull();
                } catch (TemplateUnreadableException e) {
                    assertThat(e.reason()).hasSizeLessThan(300);
                }
            }
        });
    }
}
