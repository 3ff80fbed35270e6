package com.juniper.upgrade.reports;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.engine.Finding;
import com.juniper.upgrade.engine.HopResult;
import com.juniper.upgrade.notifications.DiscussMessage;
import com.juniper.upgrade.reports.UpgradeReport.HopReport;
import com.juniper.upgrade.reports.UpgradeReport.StepReport;
import com.juniper.upgrade.upgrades.RequestEnds;
import com.juniper.upgrade.upgrades.UpgradeOutcome;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Writes reports: {@value #JSON} and {@code report.html} among the request's artifacts. */
@Service
public class UpgradeReports {

    /** The report for programs. */
    public static final String JSON = "report.json";

    /** The report is a file that is read anywhere: it names its zone. */
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Titles of the engine's categories, in the report's order. */
    private static final Map<String, String> CATEGORIES = new LinkedHashMap<>();

    static {
        CATEGORIES.put("modules", "Apps and modules");
        CATEGORIES.put("views", "Views");
        CATEGORIES.put("texts", "Filters, actions, rules and templates");
        CATEGORIES.put("conflicts", "Your changes that the new version replaced");
        CATEGORIES.put("models", "Models");
        CATEGORIES.put("fields", "Fields");
        CATEGORIES.put("records", "Standard records");
        CATEGORIES.put("rows", "Rows");
        CATEGORIES.put("files", "Files missing or damaged before the upgrade");
        CATEGORIES.put("scripts", "Scripts");
        CATEGORIES.put("code", "Python code of yours");
        CATEGORIES.put(UpgradeReport.INTEGRITY, "What stayed the same");
    }

    private final UpgradeRequests requests;
    private final Artifacts artifacts;
    private final ObjectMapper json;
    private final ITemplateEngine templates;
    private final JuniperProperties properties;

    UpgradeReports(
            UpgradeRequests requests,
            Artifacts artifacts,
            ObjectMapper json,
            ITemplateEngine templates,
            JuniperProperties properties) {
        this.properties = properties;
        this.requests = requests;
        this.artifacts = artifacts;
        this.json = json;
        this.templates = templates;
    }

    /** {@return the titles of what findings are about, in the report's order} */
    public static Map<String, String> categories() {
        return Collections.unmodifiableMap(CATEGORIES);
    }

    /** Writes the report of a request whose upgrade is finished; written again, it replaces itself. */
    public void write(UUID id) {
        var report = report(requests.require(id), requests.outcome(id));
        var folder = artifacts.folder(id);
        try {
            json.writerWithDefaultPrettyPrinter()
                    .writeValue(folder.resolve(JSON).toFile(), report);
            Files.writeString(folder.resolve(RequestEnds.REPORT), html(report));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        artifacts.add(id, JSON, "REPORT");
        artifacts.add(id, RequestEnds.REPORT, "REPORT");
    }

    /** {@return the written report for the Discuss of the upgraded database: the most important of it, all of it attached (R66)} */
    public DiscussMessage message(UUID id) {
        var report = report(requests.require(id), requests.outcome(id));
        return new DiscussMessage(
                "report_" + id,
                "Upgrade report %s: %s → %s".formatted(report.number(), report.sourceVersion(), report.targetVersion()),
                templates.process("report-message", context(report)),
                artifacts.content(id, RequestEnds.REPORT).orElseThrow());
    }

    private String html(UpgradeReport report) {
        return templates.process("report", context(report));
    }

    private Context context(UpgradeReport report) {
        var context = new Context();
        context.setVariable("report", report);
        context.setVariable("categories", CATEGORIES);
        context.setVariable("created", WHEN.format(report.created()));
        context.setVariable("baseUrl", properties.publicUrl());
        context.setVariable(
                "findingsUrl",
                "%s/upgrades/%s/findings?request=%s"
                        .formatted(properties.publicUrl(), report.number(), report.requestId()));
        return context;
    }

    private static UpgradeReport report(UpgradeRequest request, UpgradeOutcome outcome) {
        var upgrade = Objects.requireNonNull(outcome.upgrade(), "The upgrade is not finished");
        var neutralization = outcome.neutralization();
        var findings = upgrade.hops().stream()
                .flatMap(hop -> hop.findings().stream())
                .collect(Collectors.groupingBy(Finding::category, TreeMap::new, Collectors.toList()));
        var integrity = Objects.requireNonNullElse(findings.remove(UpgradeReport.INTEGRITY), List.<Finding>of());
        var started = Objects.requireNonNullElse(request.started(), request.created());
        return new UpgradeReport(
                request.number(),
                request.id().toString(),
                request.databaseName(),
                request.line(),
                request.edition(),
                upgrade.from().toString(),
                upgrade.to().toString(),
                request.purpose().name(),
                request.chargeable(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Duration.between(started, Instant.now()).toSeconds(),
                upgrade.hops().stream().map(UpgradeReports::hop).toList(),
                UpgradeReport.Integrity.of(integrity),
                findings,
                upgrade.hops().stream().flatMap(hop -> hop.counts().stream()).toList(),
                upgrade.appTitles(),
                upgrade.scriptPack(),
                neutralization == null ? List.of() : neutralization.changes(),
                upgrade.filesWritten(),
                request.customModules());
    }

    private static HopReport hop(HopResult hop) {
        return new HopReport(
                hop.from().toString(),
                hop.to().toString(),
                hop.millis(),
                hop.steps().stream()
                        .map(step -> new StepReport(step.title(), step.rows(), step.millis()))
                        .toList());
    }
}
