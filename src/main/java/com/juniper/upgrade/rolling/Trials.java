package com.juniper.upgrade.rolling;

import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.checklists.Evidence;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.TestCopies;
import com.juniper.upgrade.rolling.TrialStore.Next;
import com.juniper.upgrade.rolling.TrialStore.Tried;
import com.juniper.upgrade.support.FailureSignature;
import com.juniper.upgrade.support.Issues;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The silent trials of a campaign (R12, R13): begun in small batches, judged by the same evidence that testers see. What
 * trials meet becomes one issue for each cause, and keeps other databases from meeting it (R18).
 */
@Service
public class Trials {

    private static final Logger log = LoggerFactory.getLogger(Trials.class);
    private static final int BATCH = 20;
    private static final int LATER_MINUTES = 10;
    private static final Pattern SCRIPT = Pattern.compile("upgrades/[\\d.]+/([a-z0-9_]+)/");

    private final TrialStore store;
    private final InvitationStore invitations;
    private final Campaigns campaigns;
    private final UpgradeDesk desk;
    private final UpgradeRequests requests;
    private final HostedDatabases databases;
    private final TestCopies copies;
    private final Checklists checklists;
    private final Issues issues;
    private final RollingWorkflow workflow;
    private final TransactionTemplate transactions;
    private final TransactionTemplate afterwards;

    Trials(
            TrialStore store,
            InvitationStore invitations,
            Campaigns campaigns,
            UpgradeDesk desk,
            UpgradeRequests requests,
            HostedDatabases databases,
            TestCopies copies,
            Checklists checklists,
            Issues issues,
            RollingWorkflow workflow,
            TransactionTemplate transactions) {
        this.store = store;
        this.invitations = invitations;
        this.campaigns = campaigns;
        this.desk = desk;
        this.requests = requests;
        this.databases = databases;
        this.copies = copies;
        this.checklists = checklists;
        this.issues = issues;
        this.workflow = workflow;
        this.transactions = transactions;
        this.afterwards = new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()));
        afterwards.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Begins as many trials of a campaign as its clusters take now. */
    void begin(Campaign campaign) {
        if (!campaign.state().isActive() || !campaign.settings().isTime(Instant.now())) {
            return;
        }
        store.next(campaign, BATCH).stream()
                .map(Next::database)
                .filter(database -> !store.endIneligible(campaign.number(), database))
                .forEach(database -> begin(campaign, database));
    }

    private void begin(Campaign campaign, long database) {
        var number = campaign.number();
        try {
            taken(number, database, () -> {
                var trial = desk.registerTrial(databases.require(database), campaign.version());
                store.trying(number, database, trial.id(), trial.number());
                workflow.startTrial(trial);
            });
        } catch (RequestRefusedException e) {
            var reasons = e.reasons().stream().map(Reason::message).collect(Collectors.joining(" "));
            taken(number, database, () -> store.end(number, database, TrialOutcome.NOT_ELIGIBLE, null, reasons, null));
        } catch (RuntimeException e) {
            // a cluster that is away, a database that is closed: it does not hold up the others
            log.warn("{}: database {} is tried later: {}", number, database, e.getMessage());
            taken(number, database, () -> store.later(number, database, LATER_MINUTES));
        }
    }

    /** Does something with a database that waits, unless another node has it. */
    private void taken(String campaign, long database, Runnable work) {
        transactions.executeWithoutResult(status -> {
            if (store.take(campaign, database)) {
                work.run();
            }
        });
    }

    /**
     * Judges a trial that has ended, drops its copy, and invites where nothing was found. May be called again after a crash.
     *
     * @return whether the database's administrators are invited
     */
    public boolean judge(UUID request) {
        var trial = requests.require(request);
        var tried = store.of(request).orElse(null);
        if (tried == null) {
            drop(trial); // its database was taken up again: this trial counts no more
            return false;
        }
        var evidence = trial.state() == RequestState.DELIVERED ? red(trial) : List.<Evidence>of();
        dropAfter(trial);
        return Objects.requireNonNull(transactions.execute(status -> judged(trial, tried, evidence)));
    }

    private boolean judged(UpgradeRequest trial, Tried tried, List<Evidence> red) {
        if (tried.state() != TrialOutcome.TRYING) {
            return invitations.isOpen(trial.id());
        }
        var campaign = campaigns.share(tried.campaign());
        int seconds = seconds(trial);
        if (trial.state() != RequestState.DELIVERED) {
            failed(trial, tried, seconds);
        } else if (!red.isEmpty()) {
            found(trial, tried, red, seconds);
        } else if (seconds >= campaign.settings().longestMinutes() * 60) {
            store.end(
                    tried.campaign(),
                    tried.database(),
                    TrialOutcome.TOO_LONG,
                    null,
                    "The trial took %d minutes; it must be less than %d."
                            .formatted(seconds / 60, campaign.settings().longestMinutes()),
                    seconds);
        } else {
            store.end(tried.campaign(), tried.database(), TrialOutcome.CLEAN, null, null, seconds);
            return mayInvite(trial, campaign) && invitations.insert(tried.campaign(), tried.database(), trial.id());
        }
        return false;
    }

    /** Not while the campaign is deactivated, or the customer's own issue with this upgrade is open (R18). */
    private boolean mayInvite(UpgradeRequest trial, Campaign campaign) {
        return campaign.state().isActive() && issues.blocking(trial.number()).isEmpty();
    }

    private void failed(UpgradeRequest trial, Tried tried, int seconds) {
        var failure = requests.failure(trial.id());
        if (trial.state() == RequestState.REFUSED) {
            store.end(tried.campaign(), tried.database(), TrialOutcome.NOT_ELIGIBLE, null, failure.reason(), seconds);
            return;
        }
        issue(
                trial,
                tried,
                FailureSignature.of(failure.step(), failure.reason()),
                "The trial failed: " + failure.step(),
                module(failure.reason()).orElse(null),
                failure.reason(),
                seconds);
    }

    private static Optional<String> module(String reason) {
        var script = SCRIPT.matcher(reason);
        return script.find() ? Optional.of(script.group(1)) : Optional.empty();
    }

    private void found(UpgradeRequest trial, Tried tried, List<Evidence> red, int seconds) {
        issue(
                trial,
                tried,
                "found|" + red.stream().map(Evidence::name).sorted().collect(Collectors.joining(",")),
                "The trial found: " + red.stream().map(Evidence::title).sorted().collect(Collectors.joining(" ")),
                null,
                red.stream()
                        .map(evidence ->
                                "%s: %d rows are not as they should be.".formatted(evidence.title(), evidence.found()))
                        .collect(Collectors.joining("\n")),
                seconds);
    }

    /** One cause is one issue, however many databases meet it. */
    private void issue(
            UpgradeRequest trial,
            Tried tried,
            String signature,
            String title,
            @Nullable String module,
            String text,
            int seconds) {
        store.end(tried.campaign(), tried.database(), TrialOutcome.ISSUE, signature, text, seconds);
        if (store.begin(tried.campaign(), signature, title, module, String.valueOf(trial.sourceVersion()))) {
            store.reported(
                    tried.campaign(), signature, issues.reportTrial(trial, shortened(title), signature, module, text));
        }
        int blocked = store.block(tried.campaign(), signature);
        if (blocked > 0) {
            log.info("{}: {} databases are not tried before this is resolved: {}", tried.campaign(), blocked, title);
        }
    }

    private static String shortened(String title) {
        return title.length() > 150 ? title.substring(0, 149) + "…" : title;
    }

    private static int seconds(UpgradeRequest trial) {
        var started = trial.started();
        var ended = trial.ended();
        return started == null || ended == null
                ? 0
                : (int) Math.max(1, Duration.between(started, ended).toSeconds());
    }

    private List<Evidence> red(UpgradeRequest trial) {
        return checklists.measureTrial(trial.id()).stream()
                .filter(evidence -> evidence.state() == Evidence.State.RED)
                .toList();
    }

    /** Not before the verdict is there to stay: a judgement that is repeated needs the copy. */
    private void dropAfter(UpgradeRequest trial) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return; // it goes when its time is over
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                afterwards.executeWithoutResult(status -> drop(trial));
            }
        });
    }

    private void drop(UpgradeRequest trial) {
        databases.madeBy(trial.id(), Kind.TRIAL).ifPresent(copies::drop);
    }
}
