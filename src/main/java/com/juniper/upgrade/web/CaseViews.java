package com.juniper.upgrade.web;

import com.juniper.upgrade.artifacts.Artifact;
import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.artifacts.Upload;
import com.juniper.upgrade.artifacts.Uploads;
import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.ProductionSwitch;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.Forecast;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import com.juniper.upgrade.upgrades.UpgradeWorkflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together what the case page shows. */
@Component
class CaseViews {

    private static final int LOG_LINES = 12;

    private final UpgradeRequests requests;
    private final UpgradeWorkflow workflow;
    private final Artifacts artifacts;
    private final Uploads uploads;
    private final Forecast forecast;
    private final HostedDatabases databases;
    private final ProductionSwitch production;
    private final InstanceLinks instances;
    private final Checklists checklists;

    CaseViews(
            UpgradeRequests requests,
            UpgradeWorkflow workflow,
            Artifacts artifacts,
            Uploads uploads,
            Forecast forecast,
            HostedDatabases databases,
            ProductionSwitch production,
            InstanceLinks instances,
            Checklists checklists) {
        this.checklists = checklists;
        this.instances = instances;
        this.databases = databases;
        this.production = production;
        this.uploads = uploads;
        this.requests = requests;
        this.workflow = workflow;
        this.artifacts = artifacts;
        this.forecast = forecast;
    }

    CaseView of(UpgradeRequest request, Caller caller) {
        var steps = requests.steps(request.id());
        var outlook = forecast.of(request, steps);
        var files = request.state() == RequestState.DELIVERED ? artifacts.of(request.id()) : List.<Artifact>of();
        var test = databases.madeBy(request.id(), Kind.TEST).orElse(null);
        boolean mine = UpgradeDesk.mayDownload(request, caller);
        return new CaseView(
                request,
                (int) Math.round(outlook.progress() * 100),
                request.state() == RequestState.RUNNING ? words(outlook.rest()) : null,
                steps,
                requests.reasons(request.id()),
                requests.lastLog(request.id(), LOG_LINES),
                workflow.positions(request.id(), request.processKey()),
                files.stream()
                        .filter(file -> mine && file.kind().equals("DATABASE"))
                        .sorted(Comparator.comparing(file -> !file.name().endsWith(".zip")))
                        .toList(),
                uploadKept(request),
                !mine && !files.isEmpty() && !request.isHosted(),
                files.stream().anyMatch(file -> file.kind().equals("REPORT")),
                test,
                test == null ? null : instances.open(test),
                checklists.find(request.id()).orElse(null),
                production.find(request.id()).orElse(null));
    }

    private @Nullable Instant uploadKept(UpgradeRequest request) {
        return request.uploadId() == null
                ? null
                : uploads.find(request.uploadId(), request.submitter())
                        .filter(upload -> upload.error() == null)
                        .map(Upload::expires)
                        .orElse(null);
    }

    private static @Nullable String words(@Nullable Duration rest) {
        if (rest == null) {
            return null;
        }
        long seconds = rest.toSeconds();
        if (seconds >= 60 && seconds < 90) {
            return "about a minute left";
        }
        if (seconds < 60) {
            return "about %d seconds left".formatted(Math.max(1, seconds));
        }
        return seconds < 5400
                ? "about %d minutes left".formatted(Math.round(seconds / 60.0))
                : "about %d hours left".formatted(Math.round(seconds / 3600.0));
    }
}
