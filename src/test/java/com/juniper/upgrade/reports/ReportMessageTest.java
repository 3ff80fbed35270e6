package com.juniper.upgrade.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.engine.Finding;
import com.juniper.upgrade.engine.FindingCount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

class ReportMessageTest {

    @Test
    @DisplayName("R66: the message says what changed and what to look at first; names of the database are no markup")
    void summarizes() {
        var resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        var engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        var context = new Context();
        context.setVariable("report", report());
        context.setVariable("categories", UpgradeReports.categories());
        context.setVariable("baseUrl", "https://upgrade.example");
        context.setVariable("findingsUrl", "https://upgrade.example/upgrades/UPG-00042/findings?request=1");

        var message = engine.process("report-message", context);

        assertThat(message)
                .contains("<b>15.0</b> to <b>16.0</b>", "<li>Views: 1,200</li>", "To look at: 1,")
                .contains("<li>View &lt;script&gt; is disabled</li>", "https://upgrade.example/upgrades/UPG-00042\"")
                .doesNotContain("th:", "<script>", "a note", "Filters");
    }

    private static UpgradeReport report() {
        var findings = List.of(
                new Finding("views", "WARNING", "sale", "View <script> is disabled", Map.of()),
                new Finding("views", "INFO", "sale", "a note", Map.of()));
        return new UpgradeReport(
                "UPG-00042",
                "1",
                "shop",
                "community",
                "community",
                "15.0",
                "16.0",
                "TEST",
                null,
                Instant.EPOCH,
                1,
                List.of(),
                List.of(),
                Map.of("views", findings),
                List.of(
                        new FindingCount("views", "WARNING", "sale", 1),
                        new FindingCount("views", "INFO", "sale", 1199)),
                Map.of(),
                "built-in",
                List.of(),
                0,
                List.of());
    }
}
