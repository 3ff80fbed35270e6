package com.juniper.upgrade.watching;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The platform's figures as metrics. They are of the whole platform, whichever node is asked: where there are several nodes,
 * take the largest, not the sum.
 */
@Component
class PlatformMetrics {

    private record Metric(
            String name,
            @Nullable String unit,
            @Nullable String first,
            @Nullable String second,
            String description) {}

    private static final List<Metric> METRICS = List.of(
            new Metric("requests", null, "state", "purpose", "Requests"),
            new Metric("requests.oldest", "seconds", "state", "purpose", "For how long the oldest is in its state"),
            new Metric("jobs", null, "state", null, "Jobs of the process engine"),
            new Metric("jobs.waiting.oldest", "seconds", null, null, "For how long the oldest job could have begun"),
            new Metric("tasks", null, "kind", null, "Open tasks of people"),
            new Metric("incidents", null, null, null, "Steps whose tries are used up"),
            new Metric("outbox.mails", null, null, null, "Mails that are not sent yet"),
            new Metric("outbox.oldest", "seconds", null, null, "For how long the oldest mail waits"),
            new Metric("trials", null, "state", null, "Databases of campaigns that have not ended"),
            new Metric("builds", null, "state", null, "Builds under way, and those that ended within a day"),
            new Metric("uploads.running", null, null, null, "Uploads that began within a day and are not complete"),
            new Metric("standstills", null, null, null, "What is in a state for longer than the state's limit"),
            new Metric(
                    "recovery.held", null, null, null, "1 where nothing is done because a backup was restored, else 0"),
            new Metric("recovery.findings", null, null, null, "What a restore has left to operators"),
            new Metric("disk.free", "bytes", "disk", null, "What is free on a disk"),
            new Metric("disk.size", "bytes", "disk", null, "How large a disk is"),
            new Metric("service.working", null, "service", null, "1 where customers can use it, else 0"));

    private final Map<Metric, MultiGauge> gauges = new LinkedHashMap<>();

    PlatformMetrics(MeterRegistry meters) {
        for (Metric metric : METRICS) {
            gauges.put(
                    metric,
                    MultiGauge.builder("juniper." + metric.name())
                            .description(metric.description())
                            .baseUnit(metric.unit())
                            .register(meters));
        }
    }

    /** Puts these figures in the place of all that were there. */
    void publish(List<Figure> figures) {
        gauges.forEach((metric, gauge) -> gauge.register(
                figures.stream()
                        .filter(figure -> figure.name().equals(metric.name()))
                        .<Row<?>>map(figure -> Row.of(tags(metric, figure), figure.value()))
                        .toList(),
                true));
    }

    private static Tags tags(Metric metric, Figure figure) {
        var tags = Tags.empty();
        if (metric.first() != null) {
            tags = tags.and(metric.first(), figure.first());
        }
        return metric.second() == null ? tags : tags.and(metric.second(), figure.second());
    }
}
