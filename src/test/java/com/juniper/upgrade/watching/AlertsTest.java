package com.juniper.upgrade.watching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The alarms and the dashboard of {@code docker/}. */
public class AlertsTest {

    private static final Path ALERTS = Path.of("docker", "prometheus", "alerts.yaml");
    private static final Path DASHBOARD = Path.of("docker", "grafana", "dashboard.json");
    private static final Pattern METRIC = Pattern.compile("\\b(?:juniper|hikaricp|http_server|jvm|process)_\\w+");
    private static final Set<String> UNITS = Set.of("seconds", "bytes", "total", "sum", "count", "max");

    @Test
    @DisplayName("Each alarm says how urgent it is, what happened, and where in docs/operating.md stands what to do")
    void eachAlarmSaysWhatToDo() throws IOException {
        var headings = Files.readAllLines(Path.of("docs", "operating.md")).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", ""))
                .collect(Collectors.toSet());

        assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            assertThat(alert.path("alert").asText()).isNotEmpty();
            assertThat(alert.path("expr").asText()).isNotEmpty();
            assertThat(alert.path("for").asText()).matches("\\d+m");
            assertThat(alert.at("/labels/severity").asText()).matches("page|warning");
            assertThat(alert.at("/annotations/summary").asText()).endsWith(".");
            assertThat(headings).contains(alert.at("/annotations/heading").asText());
        });
    }

    @Test
    @DisplayName("Metrics of time are in seconds, those of space in bytes")
    void metricsHaveUnits() throws IOException {
        assertThat(metrics())
                .filteredOn(name -> name.matches(".*_(oldest|free|size|step|activity)_.*"))
                .allSatisfy(name -> assertThat(UNITS).contains(name.replaceFirst(".*_", "")));
    }

    /** {@return the names of all metrics that alarms and dashboard ask for} */
    public static Set<String> metrics() throws IOException {
        List<String> queries = new ArrayList<>();
        alerts().forEach(alert -> queries.add(alert.path("expr").asText()));
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        dashboard.findValuesAsText("expr").forEach(queries::add);
        Set<String> names = new TreeSet<>();
        queries.forEach(query ->
                METRIC.matcher(query).results().map(found -> found.group()).forEach(names::add));
        assertThat(names).hasSizeGreaterThan(15);
        return names;
    }

    private static List<JsonNode> alerts() throws IOException {
        Object file = new Yaml().load(Files.readString(ALERTS));
        List<JsonNode> alerts = new ArrayList<>();
        new ObjectMapper().valueToTree(file).path("groups").forEach(group -> group.path("rules")
                .forEach(alerts::add));
        return alerts;
    }
}
