package com.juniper.upgrade.projects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.accounts.ApiTokens;
import com.juniper.upgrade.projects.BranchUpgrade.State;
import com.juniper.upgrade.projects.BuildStore.BuildEnded;
import com.juniper.upgrade.projects.BuildStore.UpgradeMoved;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells an address of each project how its builds and the upgrades of its branches end (R46, R122). What is told is kept with
 * the change that it tells of, in its transaction; {@link WebhookDelivery} sends it.
 */
@Service
@Transactional
public class Webhooks {

    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
    private static final Set<State> TOLD = Set.of(State.ON_COMMIT, State.SUCCEEDED, State.FAILED);

    private final WebhookStore store;
    private final Projects projects;
    private final ProjectStore projectStore;
    private final BuildStore builds;
    private final ObjectMapper json;
    private final JuniperProperties properties;

    Webhooks(
            WebhookStore store,
            Projects projects,
            ProjectStore projectStore,
            BuildStore builds,
            ObjectMapper json,
            JuniperProperties properties) {
        this.store = store;
        this.projects = projects;
        this.projectStore = projectStore;
        this.builds = builds;
        this.json = json;
        this.properties = properties;
    }

    /**
     * Says whom a project tells, from now on.
     *
     * @param url http or https, on the public internet; empty for nobody
     * @return the new secret with which what is told is signed, which nobody is shown again; null where nobody is told
     * @throws RequestNotFoundException if the caller does not see the project
     * @throws NotAllowedException if he is neither an operator nor a customer of the project's company
     * @throws RequestRefusedException if the address is none to tell anything to
     */
    public @Nullable String tell(String name, String url, Caller caller) {
        var project = projects.visible(name, caller);
        if (!caller.isOperator() && !(caller.isCustomer() && project.company().equals(caller.company()))) {
            throw new NotAllowedException(
                    "Only operators and the database administrators of the project's company say who is told of its builds.");
        }
        if (url.isEmpty()) {
            store.tell(project, null, null);
            return null;
        }
        problem(url).ifPresent(problem -> {
            throw new RequestRefusedException(
                    List.of(new Reason("url", "Nothing is told there: %s.".formatted(problem))));
        });
        var secret = ApiTokens.random("jhs_");
        store.tell(project, url, secret);
        log.info("{} said who is told of the builds of {}", caller.name(), name);
        return secret;
    }

    private Optional<String> problem(String url) {
        var address = OutsideAddress.parse(url).filter(uri -> uri.getRawUserInfo() == null);
        if (address.isEmpty()) {
            return Optional.of(
                    "it is no address with http:// or https:// and a host, without a user, of at most %d characters"
                            .formatted(OutsideAddress.LONGEST));
        }
        return properties.projects().webhooksInside() ? Optional.empty() : OutsideAddress.problem(address.get());
    }

    /**
     * What is told.
     *
     * @param event build or branch
     * @param build the build's number; null where it is of a branch, as are the commit and the place
     * @param state a build's SUCCEEDED or FAILED; a branch's ON_COMMIT, SUCCEEDED or FAILED
     * @param failure why it failed; null otherwise
     * @param url the page to look at
     * @param time when it ended, or entered the mode, in UTC
     */
    record Message(
            String event,
            String project,
            String branch,
            @Nullable Integer build,
            @Nullable String commit,
            String state,
            String targetVersion,
            @Nullable String failedPath,
            @Nullable Integer failedLine,
            @Nullable String failure,
            String url,
            Instant time) {}

    @EventListener
    void ended(BuildEnded event) {
        var build = event.build();
        var project = projectStore.find(build.project()).orElseThrow();
        put(
                project,
                "Build %d of %s".formatted(build.number(), build.branch()),
                new Message(
                        "build",
                        project.name(),
                        build.branch(),
                        build.number(),
                        build.commit(),
                        build.state().name(),
                        builds.upgrade(build.upgrade()).targetVersion(),
                        build.failedPath(),
                        build.failedLine(),
                        build.failure(),
                        "%s/projects/%s/builds/%d".formatted(properties.publicUrl(), project.name(), build.number()),
                        Instant.now()));
    }

    @EventListener
    void moved(UpgradeMoved event) {
        var upgrade = event.upgrade();
        if (!TOLD.contains(upgrade.state())) {
            return;
        }
        var project = projectStore.find(upgrade.project()).orElseThrow();
        put(
                project,
                "%s of %s".formatted(upgrade.state().label(), upgrade.branch()),
                new Message(
                        "branch",
                        project.name(),
                        upgrade.branch(),
                        null,
                        null,
                        upgrade.state().name(),
                        upgrade.targetVersion(),
                        null,
                        null,
                        upgrade.reason(),
                        "%s/projects/%s".formatted(properties.publicUrl(), project.name()),
                        Instant.now()));
    }

    private void put(Project project, String about, Message message) {
        try {
            store.put(project, message.event(), about, json.writeValueAsString(message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
