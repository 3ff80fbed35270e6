package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.ProductionSwitch;
import com.juniper.upgrade.databases.ProductionSwitch.Outcome;
import com.juniper.upgrade.databases.Workshop;
import com.juniper.upgrade.notifications.Mail;
import com.juniper.upgrade.notifications.Outbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.FileSystemUtils;

/** The ways in which a request ends, or waits for its customer: state and mail in one transaction, nothing left behind. */
@Service
@Transactional
public class RequestEnds {

    /** The report's file among a request's artifacts, which the mail carries (R65). */
    public static final String REPORT = "report.html";

    private final UpgradeRequests requests;
    private final Turns turns;
    private final Outbox outbox;
    private final Workshop workshop;
    private final HostedDatabases databases;
    private final ProductionSwitch production;
    private final Artifacts artifacts;
    private final UpgradeWorkflow workflow;
    private final UpgradeCases cases;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;
    private final JuniperProperties properties;

    RequestEnds(
            UpgradeRequests requests,
            Turns turns,
            Outbox outbox,
            Workshop workshop,
            HostedDatabases databases,
            ProductionSwitch production,
            Artifacts artifacts,
            UpgradeWorkflow workflow,
            UpgradeCases cases,
            Timeline timeline,
            ApplicationEventPublisher events,
            JuniperProperties properties) {
        this.requests = requests;
        this.turns = turns;
        this.outbox = outbox;
        this.workshop = workshop;
        this.databases = databases;
        this.production = production;
        this.artifacts = artifacts;
        this.workflow = workflow;
        this.cases = cases;
        this.timeline = timeline;
        this.events = events;
        this.properties = properties;
    }

    /** Hands the upgraded database to its submitter, or says that production is on the new version. */
    public void deliver(UUID id) {
        var request = requests.require(id);
        if (request.isHosted()) {
            close(request, RequestState.DELIVERED);
        } else {
            end(request, RequestState.DELIVERED);
        }
        deleteFilestore(id);
        if (request.isTrial()) {
            return; // in silence
        }
        if (request.isForProduction()) {
            workflow.endTesting(request.number());
            deliverProduction(request);
        } else {
            deliverTest(request);
        }
    }

    private void deliverTest(UpgradeRequest request) {
        if (request.copyKind() == Kind.UPGRADED) {
            deliverToBranch(request);
            return;
        }
        mail(
                request,
                "Your upgraded test database is ready",
                """
                The copy of %s is upgraded from %s to %s and neutralized: it mails nobody, and bills and ships nothing.

                %s

                The report of the upgrade is attached. Please test as many of your business flows as possible:
                a view, a changed behaviour or an error can stop your day-to-day work after the go-live.
                It is kept until the date that the page shows.
                """.formatted(
                        request.databaseName(),
                        request.sourceVersion(),
                        request.targetVersion(),
                        databases
                                .madeBy(request.id(), Kind.TEST)
                                .map(test -> "Open it here:%n%s/databases/%d/explore%n%nThe case: %s"
                                        .formatted(properties.publicUrl(), test.id(), url(request)))
                                .orElseGet(() -> "Download it here, logged in as the person who asked for it:%n%s"
                                        .formatted(url(request)))),
                REPORT);
    }

    /** What its people test comes with its commits (R45). */
    private void deliverToBranch(UpgradeRequest request) {
        mail(
                request,
                "Your upgraded backup is on its branch",
                """
                The newest backup of %s is upgraded from %s to %s, neutralized, and on the branch %s.

                The branch is in the mode "update on commit" now: each commit that is pushed to it restores the upgraded
                backup, pristine, and updates the custom modules: %s.
                %s/projects/%s

                The report of the upgrade is attached.
                """.formatted(
                                request.databaseName(),
                                request.sourceVersion(),
                                request.targetVersion(),
                                request.branch(),
                                String.join(", ", request.customModules()),
                                properties.publicUrl(),
                                String.valueOf(request.branch()).replaceFirst("/.*", "")),
                REPORT);
    }

    /** Where the platform's database was restored meanwhile, nothing is known of the report. */
    private void deliverProduction(UpgradeRequest request) {
        boolean hasReport = artifacts.find(request.id(), REPORT).isPresent();
        mail(
                request,
                request.isHosted() ? "Your database is upgraded" : "Your upgraded production database is ready",
                """
                %s is upgraded from %s to %s.

                %s

                %sWhatever is wrong: report it through the support page, category
                "upgrade in production". The case: %s
                """.formatted(
                                request.databaseName(),
                                request.sourceVersion(),
                                request.targetVersion(),
                                production
                                        .find(request.id())
                                        .map(state ->
                                                "It is open again, after %d seconds. There is no way back to the version before; the database as it was is kept for %d days, and an operator can restore it."
                                                        .formatted(
                                                                state.downtime().toSeconds(),
                                                                properties
                                                                        .retention()
                                                                        .formerDatabases()
                                                                        .toDays()))
                                        .orElse(
                                                "Download it, restore it beside your database, merge its filestore with yours, then put it in its place. What was changed in your database after the upload is not in it."),
                                hasReport ? "The report of the upgrade is attached. " : "",
                                url(request)),
                hasReport ? REPORT : null);
    }

    /** Refuses a request; its reasons are stored already. */
    public void refuse(UUID id) {
        var request = requests.require(id);
        end(request, RequestState.REFUSED);
        artifacts.discard(id);
        mail(
                request,
                "Your upgrade request is refused",
                """
                The upgrade of %s to %s cannot be done:

                %s

                Nothing was changed, and nothing of your database is kept but the upload. The case, its log and the way to ask again:
                %s
                """.formatted(request.databaseName(), request.targetVersion(), reasons(id), url(request)),
                null);
    }

    /**
     * Ends a request whose upgrade failed; its reasons are stored already. Where the upgraded database is in its place,
     * what failed came after: then it is delivered.
     *
     * @return whether it is delivered
     */
    public boolean fail(UUID id) {
        var request = requests.require(id);
        if (production
                .find(id)
                .filter(state -> state.outcome() == Outcome.UPGRADED)
                .isPresent()) {
            deliver(id);
            return true;
        }
        end(request, RequestState.FAILED);
        artifacts.discard(id);
        mail(
                request,
                "The upgrade of your database failed",
                """
                The upgrade of %s to %s failed:

                %s

                Your own database is as it was, and open. Our analysts see the failure and its log; you can follow it here:
                %s
                """.formatted(request.databaseName(), request.targetVersion(), reasons(id), url(request)),
                null);
        return false;
    }

    /** Ends a request whose customer did not answer. */
    public void withdraw(UUID id) {
        var request = requests.require(id);
        end(request, RequestState.CANCELLED);
        artifacts.discard(id);
        mail(
                request,
                "Your upgrade request is withdrawn",
                """
                Nobody declared the custom modules of %s ported to %s, so the request is closed. Ask again when they are:
                %s
                """.formatted(request.databaseName(), request.targetVersion(), url(request)),
                null);
    }

    /** Gives the turn back while the customer ports the custom modules (decision 12). */
    public void askForModules(UUID id) {
        var request = requests.require(id);
        requests.move(id, RequestState.WAITING_FOR_MODULES);
        turns.release(id);
        mail(
                request,
                "Your upgrade waits for you: custom modules",
                """
                The copy of %s has custom modules: %s.
                Their source code must work on version %s before the upgrade goes on. When it does, say so here:
                %s
                """.formatted(
                                request.databaseName(),
                                String.join(", ", request.customModules()),
                                request.targetVersion(),
                                url(request)),
                null);
    }

    /**
     * Tells a request's customer that a person of the platform must help, and gives its turn to others meanwhile. What is
     * stuck after the end, in its testing, is the operators' alone.
     */
    public void stuck(UUID id) {
        var request = requests.require(id);
        if (request.state().isEnd()) {
            return;
        }
        turns.stuck(id);
        mail(
                request,
                "Your upgrade waits for our operators",
                """
                A technical fault stopped the upgrade of %s to %s, also after several attempts. Our operators are told.
                Nothing is lost: when the cause is mended, it goes on from where it was. You need not do anything; see
                %s
                """.formatted(request.databaseName(), request.targetVersion(), url(request)),
                null);
    }

    private void end(UpgradeRequest request, RequestState state) {
        close(request, state);
        workshop.drop(request.workshopName());
    }

    private void close(UpgradeRequest request, RequestState state) {
        requests.move(request.id(), state);
        turns.release(request.id());
        if (!request.state().isEnd() && !request.isTrial()) {
            timeline.add(
                    request.number(),
                    Timeline.Kind.REQUEST,
                    "%s upgrade: %s"
                            .formatted(request.purpose().label(), state.label().toLowerCase(Locale.ROOT)));
            events.publishEvent(new RequestEnded(request, state));
            if (state == RequestState.DELIVERED) {
                cases.delivered(request.number());
            }
        }
    }

    private String reasons(UUID id) {
        return requests.reasons(id).stream()
                .map(reason -> "- " + reason.message())
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private String url(UpgradeRequest request) {
        return properties.publicUrl() + "/upgrades/" + request.number();
    }

    /** Of a trial nobody hears. */
    private void mail(UpgradeRequest request, String subject, String body, @Nullable String attachment) {
        if (request.isTrial()) {
            return;
        }
        var text = requests.isRestored(request.id())
                ? "The platform was restored from a backup while this was under way: you may have had this mail before.%n%n%s"
                        .formatted(body)
                : body;
        var mail = Mail.to(request.email(), request.submitter(), "%s: %s".formatted(request.number(), subject), text)
                .about(request.number());
        outbox.put(attachment == null ? mail : mail.with(request.id(), attachment));
    }

    private void deleteFilestore(UUID id) {
        try {
            FileSystemUtils.deleteRecursively(artifacts.folder(id).resolve("filestore"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
