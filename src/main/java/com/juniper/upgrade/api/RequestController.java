package com.juniper.upgrade.api;

import com.juniper.upgrade.api.RequestView.ArtifactView;
import com.juniper.upgrade.api.RequestView.StepView;
import com.juniper.upgrade.artifacts.Artifact;
import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.reports.UpgradeReports;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.Forecast;
import com.juniper.upgrade.upgrades.RequestEnds;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.SubmitUpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import com.juniper.upgrade.upgrades.UpgradeWorkflow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Requests for upgraded databases: asked for, followed, and their results fetched. */
@RestController
class RequestController {

    private static final Logger log = LoggerFactory.getLogger(RequestController.class);

    private final UpgradeDesk desk;
    private final UpgradeRequests requests;
    private final UpgradeWorkflow workflow;
    private final Artifacts artifacts;
    private final Forecast forecast;
    private final CurrentCaller callers;

    RequestController(
            UpgradeDesk desk,
            UpgradeRequests requests,
            UpgradeWorkflow workflow,
            Artifacts artifacts,
            Forecast forecast,
            CurrentCaller callers) {
        this.desk = desk;
        this.requests = requests;
        this.workflow = workflow;
        this.artifacts = artifacts;
        this.forecast = forecast;
        this.callers = callers;
    }

    /** Asks for an upgrade; a refusal names every reason at once. */
    @PostMapping("/api/requests")
    @ResponseStatus(HttpStatus.CREATED)
    RequestView submit(@RequestBody SubmitUpgradeRequest command) {
        return view(desk.submit(command, callers.require()));
    }

    /** The newest requests that the caller may see. */
    @GetMapping("/api/requests")
    List<RequestView> all() {
        return desk.visible(callers.require()).stream().map(this::view).toList();
    }

    @GetMapping("/api/requests/{id}")
    RequestView find(@PathVariable UUID id) {
        return view(visible(id));
    }

    /** The whole log as text; {@code Range: bytes=N-} gives what came after the first N bytes. */
    @GetMapping("/api/requests/{id}/log")
    ResponseEntity<Resource> log(@PathVariable UUID id) {
        visible(id);
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(new RequestLog(requests, id));
    }

    @GetMapping(path = "/api/requests/{id}/report", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Resource> report(@PathVariable UUID id) {
        return file(visible(id), UpgradeReports.JSON, MediaType.APPLICATION_JSON, false);
    }

    @GetMapping(path = "/api/requests/{id}/report.html", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<Resource> reportPage(@PathVariable UUID id) {
        return file(visible(id), RequestEnds.REPORT, new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8), false);
    }

    /** One of the files that the request delivers; the database by its submitter alone (R56). */
    @GetMapping("/api/requests/{id}/artifacts/{name}")
    ResponseEntity<Resource> artifact(@PathVariable UUID id, @PathVariable String name) {
        return file(visible(id), name, MediaType.APPLICATION_OCTET_STREAM, true);
    }

    /** Whether the code of every custom module works on the target. */
    record ModulesDeclaration(boolean ported) {}

    /** Declares the custom modules ported (R9, decision 12): the upgrade goes on. */
    @PostMapping("/api/requests/{id}/modules")
    RequestView declareModules(@PathVariable UUID id, @RequestBody ModulesDeclaration declaration) {
        var request = visible(id);
        if (request.state() != RequestState.WAITING_FOR_MODULES) {
            throw new ConflictException("The request does not wait for custom modules: it is %s."
                    .formatted(request.state().label().toLowerCase(java.util.Locale.ROOT)));
        }
        if (!declaration.ported()) {
            throw new ConflictException("The upgrade goes on only when every custom module is ported: "
                    + String.join(", ", request.customModules()));
        }
        workflow.modulesDeclared(id);
        return view(requests.require(id));
    }

    private UpgradeRequest visible(UUID id) {
        return desk.visible(id, callers.require());
    }

    private ResponseEntity<Resource> file(UpgradeRequest request, String name, MediaType type, boolean attached) {
        var artifact =
                artifacts.find(request.id(), name).orElseThrow(() -> new RequestNotFoundException("File " + name));
        var content = artifacts.content(artifact).orElseThrow(() -> new RequestNotFoundException("File " + name));
        if (artifact.kind().equals("DATABASE")) {
            requireSubmitter(request, artifact);
        }
        var answer = ResponseEntity.ok().contentType(type).header(HttpHeaders.ETAG, '"' + artifact.sha256() + '"');
        if (attached) {
            answer.header(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(request.number() + "-" + name)
                            .build()
                            .toString());
        }
        return answer.body(content);
    }

    private void requireSubmitter(UpgradeRequest request, Artifact artifact) {
        var caller = callers.require();
        boolean allowed = UpgradeDesk.mayDownload(request, caller) && request.state() == RequestState.DELIVERED;
        log.info(
                "{} {} the download of {} of {}",
                caller.name(),
                allowed ? "begins" : "is refused",
                artifact.name(),
                request.number());
        if (!allowed) {
            throw new DownloadForbiddenException();
        }
    }

    private RequestView view(UpgradeRequest request) {
        var steps = requests.steps(request.id());
        var outlook = forecast.of(request, steps);
        var rest = outlook.rest();
        return new RequestView(
                request.id(),
                request.number(),
                "/upgrades/" + request.number(),
                request.state().name(),
                request.purpose().name(),
                request.databaseName(),
                request.sourceVersion(),
                request.targetVersion(),
                request.externalReference(),
                outlook.progress(),
                rest == null ? null : Math.max(rest.toSeconds(), rest.equals(Duration.ZERO) ? 0 : 1),
                request.chargeable(),
                request.customModules(),
                steps.stream().map(StepView::of).toList(),
                requests.reasons(request.id()),
                artifacts.of(request.id()).stream()
                        .filter(artifact -> request.state() == RequestState.DELIVERED)
                        .map(artifact -> view(request, artifact))
                        .toList(),
                request.created(),
                request.started(),
                request.ended(),
                request.next());
    }

    private static ArtifactView view(UpgradeRequest request, Artifact artifact) {
        return new ArtifactView(
                artifact.name(),
                artifact.kind(),
                artifact.bytes(),
                artifact.sha256(),
                artifact.expires(),
                "/api/requests/%s/artifacts/%s".formatted(request.id(), artifact.name()));
    }
}
