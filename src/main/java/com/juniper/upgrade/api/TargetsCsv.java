package com.juniper.upgrade.api;

import com.juniper.upgrade.rolling.CampaignView.Target;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Databases of a campaign as CSV (RFC 4180), a line after the other. A cell that a spreadsheet would take for a formula begins
 * with an apostrophe.
 */
final class TargetsCsv {

    private static final String FORMULA = "=+-@\t\r";

    private TargetsCsv() {}

    static void writeHeader(PrintWriter writer) {
        write(
                writer,
                List.of(
                        "database",
                        "company",
                        "cluster",
                        "version",
                        "wave",
                        "state",
                        "seconds",
                        "upgrade",
                        "request",
                        "problem"));
    }

    static void write(PrintWriter writer, Target target) {
        write(
                writer,
                List.of(
                        target.name(),
                        text(target.company()),
                        target.cluster(),
                        text(target.version()),
                        text(target.wave()),
                        target.state().name(),
                        text(target.seconds()),
                        text(target.upgrade()),
                        text(target.request()),
                        text(target.problem())));
    }

    static void write(PrintWriter writer, List<String> cells) {
        writer.print(cells.stream().map(TargetsCsv::cell).collect(Collectors.joining(",", "", "\r\n")));
    }

    static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String cell(String text) {
        var harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return harmless.matches("[^\",\r\n]*") ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
