package com.juniper.upgrade.rolling;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Releases;
import com.juniper.upgrade.rolling.Campaign.State;
import com.juniper.upgrade.rolling.CampaignView.Target;
import com.juniper.upgrade.rolling.CampaignView.TargetFilter;
import com.juniper.upgrade.rolling.CampaignView.Wave;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The campaigns of rolling releases: what starts, opens, pauses and ends them (R11, R18, R19). A campaign tries its databases
 * wave by wave; a wave whose trials are clean enough opens the next, one with too many issues pauses the campaign.
 */
@Service
@Transactional
public class Campaigns {

    private static final Logger log = LoggerFactory.getLogger(Campaigns.class);
    private static final int NEWEST = 100;

    private final CampaignStore store;
    private final TrialStore trials;
    private final InvitationStore invitations;
    private final RollingWorkflow workflow;
    private final Releases releases;
    private final CampaignSettings defaults;
    private final String dueHours;

    Campaigns(
            CampaignStore store,
            TrialStore trials,
            InvitationStore invitations,
            RollingWorkflow workflow,
            Releases releases,
            JuniperProperties properties) {
        this.store = store;
        this.trials = trials;
        this.invitations = invitations;
        this.workflow = workflow;
        this.releases = releases;
        this.defaults = CampaignSettings.of(properties.rolling());
        this.dueHours = properties.rolling().dueHours();
    }

    /** {@return the settings of a campaign for which nobody chose others} */
    public CampaignSettings defaults() {
        return defaults;
    }

    /** Starts the campaign of a version that was just published; a new revision goes on with the version's own campaign. */
    void published(String line, Version version, String by) {
        var own = store.open(line).stream()
                .filter(campaign -> campaign.version().equals(version.toString()))
                .reduce((first, second) -> second);
        if (own.isPresent() && own.get().wave() > 0) {
            retry(own.get(), by, "A new revision is published.");
        } else if (own.isEmpty()) {
            begin(line, version, defaults, by, "The version is published.");
        }
    }

    /**
     * Starts a campaign that somebody asks for.
     *
     * @throws NotAllowedException if he is no operator
     * @throws RequestRefusedException if the version is not the line's newest, or has a campaign already
     */
    public Campaign start(String line, String version, CampaignSettings settings, Caller caller) {
        var campaign = register(line, version, settings, caller);
        workflow.start(campaign);
        return campaign;
    }

    /** As {@link #start}, without its process: that is the caller's to start. */
    public Campaign register(String line, String version, CampaignSettings settings, Caller caller) {
        requireOperator(caller);
        var newest = releases.latest(line)
                .orElseThrow(() -> refused("line", "There is no published version of line '%s'.".formatted(line)));
        if (!newest.toString().equals(version)) {
            throw refused(
                    "targetVersion",
                    "A campaign is to the newest version of its line; that of %s is %s.".formatted(line, newest));
        }
        store.open(line).stream()
                .filter(campaign -> campaign.version().equals(version))
                .findFirst()
                .ifPresent(campaign -> {
                    throw refused(
                            "targetVersion",
                            "%s is the campaign to %s already; resume it, retry it, or stop it first."
                                    .formatted(campaign.number(), version));
                });
        return insert(line, newest, settings, caller.fullName(), "Started by hand.");
    }

    private void begin(String line, Version version, CampaignSettings settings, String by, String remark) {
        if (!releases.latest(line).equals(java.util.Optional.of(version))) {
            log.info("No campaign for {} of line {}: it is not the newest version", version, line);
            return;
        }
        workflow.start(insert(line, version, settings, by, remark));
    }

    /** A newer version takes the place of the line's older ones. */
    private Campaign insert(String line, Version version, CampaignSettings settings, String by, String remark) {
        store.open(line)
                .forEach(older -> end(
                        older, "%s is published, and takes the place of this version.".formatted(version), by, null));
        var campaign = inserted(line, version, settings);
        store.act(campaign.number(), "Started", by, remark);
        return campaign;
    }

    private Campaign inserted(String line, Version version, CampaignSettings settings) {
        try {
            return store.insert(line, version.toString(), settings);
        } catch (DuplicateKeyException e) {
            throw refused("line", "Somebody else is just starting a campaign of line %s. Look at it.".formatted(line));
        }
    }

    /** Ends the campaigns of a version that is taken back. */
    void withdrawn(String line, Version version, String by) {
        store.open(line).stream()
                .filter(campaign -> campaign.version().equals(version.toString()))
                .forEach(campaign -> end(campaign, "The version was withdrawn.", by, null));
    }

    /** Lists the databases of a campaign; {@return whether an operator must approve it} */
    public boolean listTargets(String number) {
        var campaign = lock(number);
        int waves = store.list(campaign);
        var settings = campaign.settings();
        log.info("{}: {} waves to {} {}", number, waves, campaign.line(), campaign.version());
        if (settings.approval()) {
            store.move(number, State.APPROVAL, null, true);
        }
        return settings.approval();
    }

    /** Opens the next wave, or ends the campaign where there is none; {@return whether one is open} */
    public boolean openWave(String number) {
        var campaign = lock(number);
        if (campaign.state() == State.STOPPED) {
            return false;
        }
        boolean paused = campaign.state() == State.PAUSED; // while the wave was on its way: it stays so
        if (campaign.wave() >= campaign.waves()) {
            if (!paused) {
                store.move(number, State.FINISHED, null, true);
            }
            store.act(number, "Finished", null, "Every wave was tried.");
            return false;
        }
        store.openWave(number, campaign.wave() + 1);
        if (!paused) {
            store.move(number, State.RUNNING, null, true);
        }
        store.act(number, "Wave %d of %d opened".formatted(campaign.wave() + 1, campaign.waves()), null, null);
        return true;
    }

    /** Looks whether a running campaign's open wave has ended, or must pause it; does nothing where another node looks. */
    void advance(String number) {
        store.lock(number, false).ifPresent(campaign -> {
            switch (campaign.state()) {
                case RUNNING, FINISHED -> advance(campaign);
                case PAUSED -> {
                    withdrawInvitations(campaign); // of trials that ended in the same moment
                    workflow.paused(number); // it may have been on its way to the wave's wait before
                }
                case STOPPED -> withdrawInvitations(campaign);
                default -> {
                    // its process has the turn
                }
            }
        });
    }

    private void withdrawInvitations(Campaign campaign) {
        invitations.withdrawAll(campaign.number(), String.valueOf(campaign.reason()));
    }

    private void advance(Campaign campaign) {
        var open = wave(campaign, campaign.wave());
        var settings = campaign.settings();
        var accepted = store.accepted(campaign.number());
        long issues = open.count(TrialOutcome.ISSUE) - accepted.issues();
        long most = CampaignSettings.amount(settings.errorThreshold(), open.size());
        if (open.size() > 0 && issues >= most) {
            pause(
                    campaign,
                    "%d of the %d databases of wave %d met an issue; the limit is %s."
                            .formatted(issues, open.size(), open.number(), settings.errorThreshold()),
                    true);
        } else if (open.left() == 0 && campaign.state() == State.RUNNING) {
            long clean = open.count(TrialOutcome.CLEAN);
            long tried = open.size() - open.count(TrialOutcome.NOT_ELIGIBLE);
            if (accepted.wave() == campaign.wave() || clean * 100 >= settings.successThreshold() * tried) {
                if (!workflow.waveEnded(campaign.number())) {
                    workflow.decided(campaign.number(), true); // it went on by itself before its process was asked
                }
            } else {
                pause(
                        campaign,
                        "%d of the %d databases of wave %d are clean; at least %d%% must be."
                                .formatted(clean, tried, open.number(), settings.successThreshold()),
                        true);
            }
        }
    }

    private Wave wave(Campaign campaign, int number) {
        return new Wave(number, number == campaign.wave(), store.counts(campaign.number(), number));
    }

    private void pause(Campaign campaign, String reason, boolean byPlatform) {
        store.move(campaign.number(), State.PAUSED, reason, byPlatform);
        invitations.withdrawAll(campaign.number(), reason);
        if (byPlatform) {
            store.act(campaign.number(), "Paused", null, reason);
        }
        workflow.paused(campaign.number());
        log.warn("{} is paused: {}", campaign.number(), reason);
    }

    /** What an operator does with a campaign; each is told with his name and remark. */
    public enum Act {
        APPROVE("Approved"),
        PAUSE("Paused"),
        RESUME("Resumed"),
        STOP("Stopped"),
        /** Tries again what met an issue, took too long or was blocked. */
        RETRY("Retried"),
        /** Opens the next wave, whatever became of the open one. */
        NEXT_WAVE("Next wave opened");

        private final String label;

        Act(String label) {
            this.label = label;
        }
    }

    /**
     * Does what an operator asks for.
     *
     * @param remark why; kept with his name
     * @throws NotAllowedException if the caller is no operator
     * @throws RequestNotFoundException if there is no such campaign
     * @throws RequestRefusedException if that cannot be done in the campaign's state, or the remark is missing or too long
     */
    public void act(String number, Act act, @Nullable String remark, Caller caller) {
        requireOperator(caller);
        requireRemark(remark);
        var campaign = lock(number);
        switch (act) {
            case APPROVE -> approve(campaign, true, caller, remark);
            case PAUSE -> {
                if (campaign.state() != State.FINISHED) {
                    require(campaign, State.RUNNING);
                }
                store.act(number, act.label, caller.fullName(), remark);
                pause(campaign, "%s paused it: %s".formatted(caller.fullName(), remark), false);
            }
            case RESUME -> resume(campaign, caller.fullName(), remark);
            case STOP ->
                end(campaign, "%s stopped it: %s".formatted(caller.fullName(), remark), caller.fullName(), remark);
            case RETRY -> retry(campaign, caller.fullName(), remark);
            case NEXT_WAVE -> {
                require(campaign, State.RUNNING);
                if (!workflow.waveEnded(number)) {
                    throw refused("campaign", "The wave is just being opened. Try again in a moment.");
                }
                store.act(number, act.label, caller.fullName(), remark);
            }
        }
    }

    /** Keeps an operator's answer in the task of approval, which is being completed. */
    public void approveInTask(String number, boolean approved, @Nullable String remark, Caller caller) {
        var campaign = lock(number);
        if (campaign.state() == State.APPROVAL) {
            decideApproval(campaign, approved, caller, remark);
        }
    }

    private void approve(Campaign campaign, boolean approved, Caller caller, @Nullable String remark) {
        require(campaign, State.APPROVAL);
        decideApproval(campaign, approved, caller, remark);
        if (!workflow.approved(campaign.number(), approved)) {
            throw refused("campaign", "The campaign's databases are just being listed. Try again in a moment.");
        }
    }

    private void decideApproval(Campaign campaign, boolean approved, Caller caller, @Nullable String remark) {
        store.act(campaign.number(), approved ? Act.APPROVE.label : "Denied", caller.fullName(), remark);
        if (approved) {
            store.move(campaign.number(), State.LISTING, null, true);
        } else {
            store.move(campaign.number(), State.STOPPED, caller.fullName() + " denied it.", false);
        }
    }

    /** Keeps an operator's answer in the task of a paused campaign, which is being completed. */
    public void decideInTask(String number, boolean resumed, @Nullable String remark, Caller caller) {
        var campaign = lock(number);
        if (campaign.state() != State.PAUSED) {
            return;
        }
        if (resumed) {
            activate(campaign, caller.fullName(), remark, true);
        } else {
            store.act(number, Act.STOP.label, caller.fullName(), remark);
            store.move(number, State.STOPPED, caller.fullName() + " stopped it.", false);
        }
    } // its invitations were withdrawn when it was paused

    /** Goes on with a campaign that the platform had paused, once all that its trials met is resolved (R19). */
    void resolved(String number) {
        store.lock(number, true)
                .filter(campaign -> campaign.state() == State.PAUSED && campaign.byPlatform())
                .filter(campaign -> trials.openGroups(number) == 0)
                .ifPresent(campaign -> {
                    activate(campaign, null, "Every issue that its trials met is resolved.", false);
                    workflow.decided(number, true);
                });
    }

    private void resume(Campaign campaign, String by, @Nullable String remark) {
        require(campaign, State.PAUSED);
        activate(campaign, by, remark, true);
        if (!workflow.decided(campaign.number(), true) && workflow.isUnderWay(campaign.number())) {
            throw refused("campaign", "The campaign is just being paused. Try again in a moment.");
        }
    }

    /**
     * A person who resumes a campaign accepts what paused it; the platform does not. Whose invitation was withdrawn is tried
     * again before he is invited again (decision 9).
     */
    private void activate(Campaign campaign, @Nullable String by, @Nullable String remark, boolean accepted) {
        var number = campaign.number();
        if (accepted) {
            store.accept(number, wave(campaign, campaign.wave()).count(TrialOutcome.ISSUE), campaign.wave());
        }
        trials.uninvitedAgain(number);
        store.move(number, workflow.isUnderWay(number) ? State.RUNNING : State.FINISHED, null, true);
        store.act(number, Act.RESUME.label, by, remark);
    }

    private void retry(Campaign campaign, @Nullable String by, @Nullable String remark) {
        if (!campaign.state().isActive() && campaign.state() != State.PAUSED) {
            throw refused(
                    "campaign",
                    "%s is %s; nothing in it is tried again."
                            .formatted(
                                    campaign.number(), campaign.state().label().toLowerCase(java.util.Locale.ROOT)));
        }
        int again = again(campaign.number(), null);
        store.act(campaign.number(), "%s: %d databases".formatted(Act.RETRY.label, again), by, remark);
    }

    /** Lets databases be tried again that met a cause, or all that are not clean. */
    int again(String number, @Nullable String signature) {
        int again = trials.again(number, signature);
        var campaign = require(number);
        store.acceptAtMost(number, wave(campaign, campaign.wave()).count(TrialOutcome.ISSUE));
        return again;
    }

    /** {@return whether an upgrade that is due may begin in this hour: in the campaign's, else in those of the settings} */
    boolean isTimeToFollow(String number) {
        var own = require(number).settings().hours();
        return TrialHours.of(own == null || own.isBlank() ? dueHours : own).contain(Instant.now());
    }

    Campaign share(String number) {
        return store.share(number);
    }

    private void end(Campaign campaign, String reason, @Nullable String by, @Nullable String remark) {
        if (campaign.state() == State.STOPPED) {
            throw refused("campaign", campaign.number() + " is stopped already.");
        }
        store.move(campaign.number(), State.STOPPED, reason, false);
        invitations.withdrawAll(campaign.number(), reason);
        store.act(campaign.number(), Act.STOP.label, by, remark == null ? reason : remark);
        workflow.stopped(campaign.number());
    }

    /**
     * {@return a campaign, for who works for the platform}
     *
     * @throws RequestNotFoundException if the caller does not, or there is none
     */
    @Transactional(readOnly = true)
    public CampaignView view(String number, Caller caller) {
        requireStaff(caller, "Campaign " + number);
        var campaign = require(number);
        var counts = store.counts(number);
        return new CampaignView(
                campaign,
                IntStream.rangeClosed(1, campaign.waves())
                        .mapToObj(wave -> new Wave(wave, wave == campaign.wave(), counts.getOrDefault(wave, Map.of())))
                        .toList(),
                store.groups(number),
                store.acts(number),
                invitations.counts(number));
    }

    /** {@return the newest campaigns, for who works for the platform} */
    @Transactional(readOnly = true)
    public List<Campaign> newest(Caller caller) {
        requireStaff(caller, "Page campaigns");
        return store.newest(NEWEST);
    }

    /** A page of a campaign's databases; {@code more} says whether another follows. */
    public record Page(List<Target> targets, boolean more) {}

    /** {@return a page of a campaign's databases, wave by wave, for who works for the platform} */
    @Transactional(readOnly = true)
    public Page targets(String number, TargetFilter filter, Caller caller) {
        requireStaff(caller, "Campaign " + number);
        var found = store.targets(require(number).number(), filter, CampaignView.PAGE + 1);
        return new Page(found.stream().limit(CampaignView.PAGE).toList(), found.size() > CampaignView.PAGE);
    }

    /** Reads all of a campaign's databases, one by one, for who works for the platform. */
    @Transactional(readOnly = true)
    public void export(String number, TargetFilter filter, Caller caller, Consumer<Target> reader) {
        requireStaff(caller, "Campaign " + number);
        store.export(require(number).number(), filter, reader);
    }

    /**
     * {@return a campaign}
     *
     * @throws RequestNotFoundException if there is none
     */
    @Transactional(readOnly = true)
    public Campaign require(String number) {
        return store.find(number).orElseThrow(() -> new RequestNotFoundException("Campaign " + number));
    }

    Collection<Campaign> withWork() {
        return store.withWork();
    }

    private Campaign lock(String number) {
        return store.lock(number, true).orElseThrow(() -> new RequestNotFoundException("Campaign " + number));
    }

    private static void require(Campaign campaign, State state) {
        if (campaign.state() != state) {
            throw refused(
                    "campaign",
                    "%s is not in the state \"%s\" but \"%s\"."
                            .formatted(
                                    campaign.number(),
                                    state.label(),
                                    campaign.state().label()));
        }
    }

    private static void requireRemark(@Nullable String remark) {
        if (remark == null || remark.isBlank() || remark.length() > 1000) {
            throw refused("remark", "Say in a remark why, in at most 1,000 letters.");
        }
    }

    private static void requireStaff(Caller caller, String what) {
        if (!caller.isStaff()) {
            throw new RequestNotFoundException(what);
        }
    }

    private static void requireOperator(Caller caller) {
        if (!caller.isOperator()) {
            throw new NotAllowedException("Only an operator decides on campaigns.");
        }
    }

    private static RequestRefusedException refused(String code, String message) {
        return new RequestRefusedException(List.of(new Reason(code, message)));
    }
}
