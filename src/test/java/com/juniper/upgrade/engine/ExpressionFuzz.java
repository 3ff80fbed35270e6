package com.juniper.upgrade.engine;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;

/** Domains, contexts and views that strangers wrote: whatever they are, the engine reads them or says that it cannot. */
class ExpressionFuzz {

    @FuzzTest(maxDuration = "2m")
    @DisplayName("Issue 8: any text is an expression, a domain, a view, a template, or none")
    void reads(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        Expressions.isReadable(text);
        Expressions.isDomain(text);
        Expressions.isList(text);
        Expressions.context(text, "res.partner");
        Expressions.sort(text, "res.partner");
        Expressions.values(text, "res.partner");
        Markup.tags(text);
        ViewXml.standard(text);
        DomainConditions.ofAttrs(text, field -> field.length() > 1);
        for (boolean extension : new boolean[] {false, true}) {
            new ViewConditions(text, "res.partner", new Models(Map.of()), List.of()).converted("tree", extension);
        }
        try {
            JinjaTemplate.inline(text);
            JinjaTemplate.body(text);
        } catch (TemplateUnreadableException e) {
            // as it should
        }
        var xml = new ViewXml();
        try {
            ViewXml.all(xml.copy(xml.parse(text)));
        } catch (ViewBrokenException e) {
            // as it should
        }
    }
}
