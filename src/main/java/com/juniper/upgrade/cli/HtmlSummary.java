package com.juniper.upgrade.cli;

import com.juniper.upgrade.engine.UpgradeResult;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** A plain page of what an upgrade did; the platform's report says more. */
final class HtmlSummary {

    private HtmlSummary() {}

    static String of(UpgradeResult result, @Nullable Path csv) {
        var html = new StringBuilder(
                "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Upgrade report</title>"
                        + "<style>body{font:15px sans-serif;max-width:60em;margin:2em auto}td,th{padding:.2em .8em;text-align:left}</style>");
        html.append("<h1>Upgrade from %s to %s</h1>".formatted(result.from(), result.to()));
        html.append("<p>Upgrade scripts: %s".formatted(HtmlUtils.htmlEscape(result.scriptPack())));
        for (var hop : result.hops()) {
            html.append("<h2>%s → %s</h2><table><tr><th>Step<th>Rows<th>ms</tr>".formatted(hop.from(), hop.to()));
            hop.steps()
                    .forEach(step -> html.append("<tr><td>%s<td>%d<td>%d</tr>"
                            .formatted(HtmlUtils.htmlEscape(step.title()), step.rows(), step.millis())));
            html.append("</table><p>%d of %d findings%s<ul>"
                    .formatted(
                            hop.findings().size(),
                            hop.findingsInAll(),
                            csv == null
                                    ? ""
                                    : "; all of them: "
                                            + HtmlUtils.htmlEscape(
                                                    csv.getFileName().toString())));
            hop.findings()
                    .forEach(finding -> html.append(
                            "<li>%s: %s".formatted(finding.severity(), HtmlUtils.htmlEscape(finding.title()))));
            html.append("</ul>");
        }
        return html.append("</html>\n").toString();
    }
}
