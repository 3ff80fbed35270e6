package com.juniper.upgrade.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.projects.Branch;
import com.juniper.upgrade.projects.Branch.Stage;
import com.juniper.upgrade.projects.Project;
import com.juniper.upgrade.projects.ProjectView;
import com.juniper.upgrade.projects.Projects;
import com.juniper.upgrade.projects.PushHooks;
import com.juniper.upgrade.projects.Webhooks;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Projects of Juniper.sh: operators make them, their company's people and staff see them. */
@RestController
class ProjectController {

    private static final int LARGEST_ANNOUNCEMENT = 5 << 20;

    private final Projects projects;
    private final PushHooks hooks;
    private final Webhooks webhooks;
    private final CurrentCaller callers;
    private final ObjectMapper json;

    ProjectController(Projects projects, PushHooks hooks, Webhooks webhooks, CurrentCaller callers, ObjectMapper json) {
        this.projects = projects;
        this.hooks = hooks;
        this.webhooks = webhooks;
        this.callers = callers;
        this.json = json;
    }

    /** The company's projects, by name; of all companies for staff. */
    @GetMapping("/api/projects")
    List<Project> all() {
        return projects.visible(callers.require());
    }

    /**
     * A project to make.
     *
     * @param name small letters, digits and hyphens
     * @param database the id or the name of a production database of hosting SH
     * @param productionBranch main where it is not given
     */
    record CreateBody(
            @Nullable String name,
            @Nullable String database,
            @Nullable String productionBranch) {}

    /** Makes a project with an empty repository; for operators. */
    @PostMapping("/api/projects")
    @ResponseStatus(HttpStatus.CREATED)
    Project create(@RequestBody CreateBody body) {
        return projects.create(
                given(body.name()),
                given(body.database()),
                Objects.requireNonNullElse(body.productionBranch(), "main"),
                callers.require());
    }

    /** A project with its branches, production first, and the newest commits of each. */
    @GetMapping("/api/projects/{name}")
    ProjectView find(@PathVariable String name) {
        return projects.view(name, callers.require());
    }

    /**
     * What a branch is for.
     *
     * @param branch its name
     * @param stage STAGING or DEVELOPMENT
     */
    record StageBody(@Nullable String branch, @Nullable Stage stage) {}

    /** Says whether a branch is for staging or for development; for those who push, and staff. */
    @PostMapping("/api/projects/{name}/stage")
    Branch stage(@PathVariable String name, @RequestBody StageBody body) {
        if (body.stage() == null) {
            throw new RequestRefusedException(
                    List.of(new Reason("stage", "The stage is missing: STAGING or DEVELOPMENT.")));
        }
        return projects.stage(name, given(body.branch()), body.stage(), callers.require());
    }

    /**
     * Where a project's repository is, too.
     *
     * @param url http or https, with user and token where the host wants them; empty for nowhere
     */
    record RemoteBody(@Nullable String url) {}

    /**
     * With what the outside host announces pushes.
     *
     * @param secret of its webhook, which signs with it
     */
    record RemoteAnswer(String secret) {}

    /** Says from which outside host the project's branches are fetched when it announces them; for operators. */
    @PostMapping("/api/projects/{name}/remote")
    RemoteAnswer remote(@PathVariable String name, @RequestBody RemoteBody body) {
        return new RemoteAnswer(projects.remote(name, given(body.url()), callers.require()));
    }

    /**
     * Whom a project tells of its builds.
     *
     * @param url http or https; empty for nobody
     */
    record WebhookBody(@Nullable String url) {}

    /**
     * With what the platform signs what it tells.
     *
     * @param secret shown this once; null where nobody is told
     */
    record WebhookAnswer(@Nullable String secret) {}

    /** Says which address is told of builds and upgrades that end; for operators and the company's customers. */
    @PostMapping("/api/projects/{name}/webhook")
    WebhookAnswer webhook(@PathVariable String name, @RequestBody WebhookBody body) {
        return new WebhookAnswer(webhooks.tell(name, given(body.url()), callers.require()));
    }

    /**
     * Takes an outside host's announcement of a push, as GitHub and Gitea send it: {@code ref} and {@code after}. The
     * branch is fetched soon. Without login: the host signs the body with the project's secret.
     *
     * @param signature {@code sha256=} and the body's HMAC-SHA-256 in hexadecimal
     */
    @PostMapping("/api/projects/{name}/hooks/push")
    ResponseEntity<?> announced(
            @PathVariable String name,
            @RequestHeader(name = "X-Hub-Signature-256", required = false) @Nullable String signature,
            HttpServletRequest request)
            throws IOException {
        var body = request.getInputStream().readNBytes(LARGEST_ANNOUNCEMENT + 1);
        if (body.length > LARGEST_ANNOUNCEMENT) {
            return problem(HttpStatus.PAYLOAD_TOO_LARGE, "An announcement has 5 MB at most.");
        }
        if (!hooks.isSigned(name, body, signature)) {
            return problem(
                    HttpStatus.UNAUTHORIZED, "X-Hub-Signature-256 does not sign this with the project's secret.");
        }
        var announcement = parsed(body);
        if (!hooks.announced(name, text(announcement, "ref"), text(announcement, "after"))) {
            throw new ConflictException(
                    "The project %s has no outside host; an operator says where it is first.".formatted(name));
        }
        return ResponseEntity.accepted().build();
    }

    private JsonNode parsed(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new BadParameterException("The announcement is no JSON; let the host send application/json.");
        }
    }

    private static @Nullable String text(JsonNode announcement, String name) {
        var value = announcement.get(name);
        return value == null || !value.isTextual() ? null : value.textValue();
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String reason) {
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, reason))
                .build();
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }
}
