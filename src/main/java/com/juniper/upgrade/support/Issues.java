package com.juniper.upgrade.support;

import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.artifacts.SmallFile;
import com.juniper.upgrade.artifacts.SmallFiles;
import com.juniper.upgrade.artifacts.SmallFiles.Owner;
import com.juniper.upgrade.checklists.Checklist.Item;
import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.notifications.ZonedTimes;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.support.IssueStore.Opening;
import com.juniper.upgrade.upgrades.CaseEnded;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Purpose;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.Timeline;
import com.juniper.upgrade.upgrades.Timeline.Kind;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people report of upgrades, and what becomes of it (R22, R26, R106-R109, R132, R145): a conversation, the coverage by
 * the contract at once, and a resolution that the process {@code IssueResolution} carries from person to person.
 */
@Service
@Transactional
public class Issues {

    private static final String PLATFORM = "Juniper Upgrade";
    private static final int LONGEST_TITLE = 150;
    private static final int LONGEST_TEXT = 10_000;

    private final IssueStore store;
    private final IssueMails mails;
    private final IssueWorkflow workflow;
    private final Sla sla;
    private final SmallFiles attachments;
    private final Checklists checklists;
    private final UpgradeRequests requests;
    private final UpgradeDesk desk;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;

    Issues(
            IssueStore store,
            IssueMails mails,
            IssueWorkflow workflow,
            Sla sla,
            SmallFiles attachments,
            Checklists checklists,
            UpgradeRequests requests,
            UpgradeDesk desk,
            Timeline timeline,
            ApplicationEventPublisher events) {
        this.store = store;
        this.mails = mails;
        this.workflow = workflow;
        this.sla = sla;
        this.attachments = attachments;
        this.checklists = checklists;
        this.requests = requests;
        this.desk = desk;
        this.timeline = timeline;
        this.events = events;
    }

    /**
     * Takes an issue of a case that the caller may see, and says at once whether it is covered.
     *
     * @throws RequestNotFoundException if the caller may not see the case
     * @throws RequestRefusedException if title or text are missing or too long, or the files too many or too large
     */
    public Issue report(ReportIssue report, Caller caller) {
        var request = desk.visible(report.upgrade(), report.request(), caller);
        var title = line(report.title());
        var text = text(report.text());
        checkFiles(report.files());
        var item = checklists.find(request.id()).flatMap(list -> list.item(report.item()));
        var module = report.module() == null || report.module().isBlank() ? null : line(report.module());
        var concern =
                module != null && request.customModules().contains(module) ? Concern.CUSTOM_MODULE : report.concern();
        Person person = caller.person();
        var issue = open(new Opening(
                request,
                report.category(),
                item.map(Item::name).orElse(null),
                concern,
                module,
                title,
                signature(request, item.map(Item::name).orElse(null), concern, module),
                true,
                caller.name(),
                caller.fullName(),
                person == null ? request.email() : person.email()));
        long message = say(issue.number(), text, report.files(), caller);
        item.ifPresent(found -> attachments.copy(found.id(), message));
        happened(issue, "%s reported: %s".formatted(issue.number(), title), caller);
        mails.reporter(issue, "received", """
                We have your issue. %s

                %s The next step is due %s.
                """.formatted(coverage(issue), turn(issue), words(issue.due())));
        tellNext(issue, text);
        workflow.start(issue);
        return issue;
    }

    /** Takes what the platform met itself: a request that failed. Production waits for it where it was the rehearsal (R115). */
    void reportFailure(UpgradeRequest request, UpgradeRequests.Failure failure) {
        var issue = open(new Opening(
                request,
                request.isForProduction() ? Category.PRODUCTION : Category.TESTING,
                null,
                Concern.STANDARD,
                null,
                line("The %s upgrade failed: %s"
                        .formatted(request.purpose().label().toLowerCase(Locale.ROOT), failure.step())),
                FailureSignature.of(failure.step(), failure.reason()),
                request.purpose() == Purpose.REHEARSAL,
                null,
                PLATFORM,
                request.email()));
        store.say(issue.number(), null, PLATFORM, true, failure.reason());
        happened(issue, "%s opened: %s".formatted(issue.number(), issue.title()), null);
        tellNext(issue, failure.reason());
        workflow.start(issue);
    }

    /**
     * Takes what a silent trial of a rolling release met (R18); nobody but who works for the platform sees it.
     *
     * @param signature what trials that meet the same have in common
     * @param module the module that it comes from, where that is known
     * @return the issue's number
     */
    public String reportTrial(
            UpgradeRequest trial, String title, String signature, @Nullable String module, String text) {
        var issue = open(new Opening(
                trial,
                Category.TESTING,
                null,
                Concern.STANDARD,
                module,
                line(title),
                signature,
                false,
                null,
                PLATFORM,
                ""));
        store.say(issue.number(), null, PLATFORM, true, text);
        workflow.start(issue);
        return issue.number();
    }

    private Issue open(Opening opening) {
        var coverage = sla.of(opening.request(), opening.concern());
        var route = workflow.route(opening.category(), opening.concern(), coverage.covered());
        var number = store.insert(
                opening, coverage, route.forMaintainer() ? IssueState.REPAIRING : IssueState.REPORTED, due(route));
        var issue = require(number);
        if (!issue.internal()) {
            events.publishEvent(new IssueOpened(number, issue.upgrade(), issue.title()));
        }
        return issue;
    }

    /** Tells it in the case's timeline, which its customers read. */
    private void happened(Issue issue, String sentence, @Nullable Caller caller) {
        if (issue.internal()) {
            return;
        }
        if (caller == null) {
            timeline.add(issue.upgrade(), Kind.ISSUE, sentence);
        } else {
            timeline.add(issue.upgrade(), Kind.ISSUE, sentence, caller);
        }
    }

    private static Instant due(Route route) {
        return Instant.now().plus(Duration.ofHours(route.hours()));
    }

    private void tellNext(Issue issue, String text) {
        var body = """
                %s reports:

                %s

                %s The next step is due %s.
                """.formatted(issue.reporterName(), text, coverage(issue), words(issue.due()));
        if (issue.state() == IssueState.REPAIRING) {
            mails.maintainers(issue, "for the maintainer", body);
        } else if (issue.category() == Category.PRODUCTION) {
            mails.everybody(issue, Role.ANALYST, "in production", body); // the others stand in the queue and the digest
        }
    }

    /**
     * {@return an issue of a case that the caller may see}
     *
     * @throws RequestNotFoundException if he may not, or there is none
     */
    @Transactional(readOnly = true)
    public Issue visible(String number, Caller caller) {
        var issue = require(number);
        if (issue.internal() && !caller.isStaff()) {
            throw new RequestNotFoundException("Issue " + number);
        }
        try {
            desk.visibleCase(issue.upgrade(), caller);
        } catch (RequestNotFoundException e) {
            throw new RequestNotFoundException("Issue " + number);
        }
        return issue;
    }

    /**
     * {@return an issue}
     *
     * @throws RequestNotFoundException if there is none
     */
    @Transactional(readOnly = true)
    public Issue require(String number) {
        return store.find(number).orElseThrow(() -> new RequestNotFoundException("Issue " + number));
    }

    /** A page of a list; {@code more} says whether another follows. */
    public record Page(List<Issue> issues, boolean more) {}

    /** {@return the issues that the caller may see: his company's, or all for who works for the platform} */
    @Transactional(readOnly = true)
    public Page page(IssueFilter filter, Caller caller) {
        var found = store.page(filter, caller.company(), caller.isStaff(), IssueFilter.PAGE + 1);
        return new Page(found.stream().limit(IssueFilter.PAGE).toList(), found.size() > IssueFilter.PAGE);
    }

    /** {@return the issues of a case that its customers know of, newest first} */
    @Transactional(readOnly = true)
    public List<Issue> ofCase(String upgrade) {
        return store.ofCase(upgrade).stream().filter(issue -> !issue.internal()).toList();
    }

    /** {@return what was said, oldest first} */
    @Transactional(readOnly = true)
    public List<IssueMessage> conversation(String number) {
        return store.conversation(number);
    }

    /**
     * {@return a file of a conversation}
     *
     * @throws RequestNotFoundException if there is none
     */
    @Transactional(readOnly = true)
    public SmallFile file(String number, long file) {
        return attachments
                .find(Owner.MESSAGE, store.messages(number), file)
                .orElseThrow(() -> new RequestNotFoundException("File " + file));
    }

    /**
     * Adds a message to the conversation, and mails it to the other side.
     *
     * @throws RequestRefusedException if it is empty or too long, or its files too many or too large
     */
    public void answer(String number, String text, List<SmallFile> files, Caller caller) {
        var issue = require(number);
        var said = text(text);
        checkFiles(files);
        say(number, said, files, caller);
        tell(issue, said, caller);
    }

    /** Mails a message to those who wait for it: never to who wrote it. */
    private void tell(Issue issue, String said, Caller caller) {
        var body = "%s writes:%n%n%s".formatted(caller.fullName(), said);
        boolean reporter = caller.name().equals(issue.reporter());
        if (!reporter && (caller.isStaff() || !caller.isCustomer())) {
            mails.reporter(issue, "answer", body);
        } else if (issue.state() == IssueState.REPAIRING) {
            mails.maintainers(issue, "answer of the customer", body);
        } else {
            mails.analysts(issue, "answer of the customer", body);
        }
    }

    private long say(String number, String text, List<SmallFile> files, Caller caller) {
        long message = store.say(number, caller.name(), caller.fullName(), caller.isStaff(), text);
        attachments.add(Owner.MESSAGE, message, files);
        return message;
    }

    /**
     * Keeps what an analyst decided of an issue (R108, R109), with his message to the customer.
     *
     * @param concern what it is about after all; null where the reporter was right
     * @param module the technical name of the module that it is about; null or blank for none
     * @param knownCause whether requests that would meet the same are refused until it is resolved
     */
    public Issue triage(
            String number,
            Triage triage,
            @Nullable Concern concern,
            @Nullable String module,
            boolean knownCause,
            @Nullable String message,
            Caller caller) {
        requireAnalyst(caller);
        var issue = requireOpen(number);
        var said = text(message);
        var about = concern == null ? issue.concern() : concern;
        var named = module == null || module.isBlank() ? null : line(module);
        var coverage = sla.of(desk.visible(issue.upgrade(), issue.request(), caller), about);
        store.classify(number, about, named, coverage, knownCause, issue.blocking() || knownCause);
        var route = triage == Triage.MAINTAINER
                ? workflow.route(issue.category(), Concern.CUSTOM_MODULE, false)
                : workflow.route(issue.category(), about, coverage.covered());
        if (triage.state().isEnd()) {
            end(issue, triage.state());
        } else {
            store.move(number, triage.state(), due(route));
        }
        say(number, said, List.of(), caller);
        var decided = require(number);
        happened(issue, "%s: %s".formatted(number, decided.state().label()), caller);
        mails.reporter(
                decided,
                "answer",
                "%s writes:%n%n%s%n%n%s %s".formatted(caller.fullName(), said, coverage(decided), turn(decided)));
        if (triage == Triage.MAINTAINER) {
            mails.maintainers(decided, "for the maintainer", "%s%n%n%s".formatted(said, turn(decided)));
        }
        return decided;
    }

    /**
     * Keeps that an issue is fixed, by scripts or by the maintainer of its module. A test upgrade that is delivered after
     * it proves the fix.
     *
     * @param fixedIn the scripts or the version of the module
     */
    public void fixed(String number, String fixedIn, @Nullable String message, Caller caller) {
        var issue = requireOpen(number);
        if (!caller.isStaff() && issue.state() != IssueState.REPAIRING) {
            throw new NotAllowedException("Only an analyst can say that an issue is fixed.");
        }
        store.fixedIn(number, line(fixedIn));
        store.move(number, IssueState.FIXED, null);
        var said = message == null || message.isBlank() ? "Fixed in " + line(fixedIn) : text(message);
        say(number, said, List.of(), caller);
        happened(issue, "%s fixed in %s".formatted(number, line(fixedIn)), caller);
        mails.reporter(
                issue,
                "fixed",
                "%s writes:%n%n%s%n%n%s say on the issue's page whether it is resolved."
                        .formatted(
                                caller.fullName(),
                                said,
                                issue.category() == Category.PRODUCTION
                                        ? "See whether it is gone in your database, then"
                                        : "Ask for a new test upgrade: it proves the fix. Then"));
    }

    /**
     * Keeps whether a customer finds an issue resolved.
     *
     * @throws NotAllowedException if the caller is no customer
     * @throws RequestRefusedException if it was fixed and no test upgrade was delivered since, or it is not resolved and
     *     nobody says why
     */
    public boolean confirm(String number, boolean resolved, @Nullable String message, Caller caller) {
        var issue = requireOpen(number);
        if (issue.internal() ? !caller.isStaff() : !caller.isCustomer()) {
            throw new NotAllowedException("Only a customer of the database's company says whether it is resolved.");
        }
        if (resolved) {
            proof(issue).ifPresent(request -> store.provenBy(number, request));
        } else if (message == null || message.isBlank()) {
            throw refused("issueMessage", "Say what is still wrong.");
        }
        if (message != null && !message.isBlank()) {
            say(number, text(message), List.of(), caller);
            tell(issue, text(message), caller);
        }
        if (!resolved) {
            store.move(
                    number,
                    IssueState.REPORTED,
                    due(workflow.route(
                            issue.category(), issue.concern(), issue.coverage().covered())));
            happened(issue, "%s is not resolved".formatted(number), caller);
        }
        return resolved;
    }

    /** The delivered test that proves a fix; production's issues, and answers, need none, and trials are repeated anyway. */
    private Optional<UUID> proof(Issue issue) {
        if (issue.state() != IssueState.FIXED || issue.category() == Category.PRODUCTION || issue.internal()) {
            return Optional.empty();
        }
        var fixed = Objects.requireNonNull(issue.fixed());
        return Optional.of(requests.ofCase(issue.upgrade()).stream()
                .filter(request -> !request.isForProduction()
                        && request.state() == RequestState.DELIVERED
                        && request.created().isAfter(fixed))
                .map(UpgradeRequest::id)
                .findFirst()
                .orElseThrow(() -> refused(
                        "issueResolved",
                        "No test upgrade of %s was asked for and delivered since the fix, %s. Ask for one, see whether it is resolved in it, then say so."
                                .formatted(issue.databaseName(), words(fixed)))));
    }

    /** Ends an issue that the customer confirmed, or that is closed as a change of the standard (R108). */
    public void close(String number) {
        var issue = require(number);
        if (issue.isOpen()) {
            end(issue, IssueState.RESOLVED);
            mails.reporter(issue, "resolved", "The issue is closed as resolved. Thank you.");
        }
        happened(issue, "%s closed".formatted(number), null);
    }

    /**
     * Takes an issue back.
     *
     * @throws NotAllowedException if somebody else reported it
     */
    public void withdraw(String number, Caller caller) {
        var issue = require(number);
        if (!caller.name().equals(issue.reporter())) {
            throw new NotAllowedException("Only %s can withdraw this issue.".formatted(issue.reporterName()));
        }
        requireOpen(number);
        end(issue, IssueState.WITHDRAWN);
        happened(issue, "%s withdrawn".formatted(number), caller);
        if (!workflow.withdraw(number)) {
            throw refused("issue", "The issue is just being handed to our analysts. Try again in a moment.");
        }
    }

    /** Tells the operators, and the customer, of an issue whose next step was not done in time. */
    public void escalate(String number) {
        var issue = require(number);
        if (!issue.due().isBefore(Instant.now()) || !store.escalate(number)) {
            return;
        }
        var body = "The next step was due %s. %s".formatted(words(issue.due()), turn(issue));
        mails.everybody(issue, Role.OPERATOR, "overdue", body);
        if (issue.state() == IssueState.REPAIRING) {
            mails.maintainers(issue, "overdue", body);
            mails.reporter(issue, "overdue", body);
        }
        happened(issue, "%s is overdue".formatted(number), null);
    }

    /** Closes the issues of a case that ended before its time; a known cause goes on by itself, others may meet it. */
    @EventListener
    void caseEnded(CaseEnded event) {
        ofCase(event.number()).stream().filter(Issue::isOpen).forEach(issue -> {
            if (issue.knownCause()) {
                store.move(issue.number(), IssueState.REPORTED, issue.due());
                workflow.start(require(issue.number()));
                return;
            }
            store.move(issue.number(), IssueState.WITHDRAWN, null);
            workflow.withdraw(issue.number());
            store.say(
                    issue.number(),
                    null,
                    PLATFORM,
                    true,
                    "The upgrade has ended, so the issue is closed. Report it again where a further upgrade shows it.");
        });
    }

    /** Says in the conversations of fixed issues that a test upgrade that may prove them was delivered. */
    void testDelivered(UpgradeRequest request) {
        store.ofCase(request.number()).stream()
                .filter(issue -> issue.state() == IssueState.FIXED
                        && issue.fixed() != null
                        && request.created().isAfter(issue.fixed()))
                .forEach(issue -> {
                    var said =
                            "A test upgrade was delivered after the fix. See whether it is resolved in it, then say so here.";
                    store.say(issue.number(), null, PLATFORM, true, said);
                    mails.reporter(issue, "test it", said);
                });
    }

    /** {@return the open issues that production waits for (R24, R107)} */
    @Transactional(readOnly = true)
    public List<Issue> blocking(String upgrade) {
        return store.ofCase(upgrade).stream()
                .filter(issue -> issue.isOpen() && issue.blocking())
                .toList();
    }

    /** {@return the open known causes that an upgrade would meet, in its case or by a module of its hosted database} */
    @Transactional(readOnly = true)
    List<Issue> knownCauses(
            @Nullable String upgrade, @Nullable Long database, @Nullable String company, String targetVersion) {
        return store.knownCauses(upgrade, database, company, targetVersion);
    }

    /** {@return the category that fits a case now: production once it was asked for (R106, R132)} */
    public static Category category(List<UpgradeRequest> newestFirst) {
        return newestFirst.stream().anyMatch(request -> request.purpose() == Purpose.PRODUCTION)
                ? Category.PRODUCTION
                : Category.TESTING;
    }

    private static @Nullable String signature(
            UpgradeRequest request, @Nullable String item, Concern concern, @Nullable String module) {
        return item == null && module == null
                ? null
                : Stream.of(item, module, concern.name(), request.sourceVersion(), request.targetVersion())
                        .map(part -> part == null ? "" : part.replace('|', ' '))
                        .collect(Collectors.joining("|"));
    }

    private static String coverage(Issue issue) {
        return (issue.coverage().covered() ? "Covered: " : "Not covered: ")
                + issue.coverage().clause();
    }

    private static String turn(Issue issue) {
        return switch (issue.state().turn()) {
            case ANALYST -> "Our analysts do the next step.";
            case MAINTAINER -> "The maintainer of the module does the next step.";
            case CUSTOMER -> "You do the next step.";
            case NOBODY -> "It is closed.";
        };
    }

    private static String words(Instant time) {
        return ZonedTimes.words(time, ZoneOffset.UTC);
    }

    private void end(Issue issue, IssueState state) {
        store.move(issue.number(), state, null);
        events.publishEvent(new IssueEnded(issue.number(), issue.upgrade()));
    }

    private Issue requireOpen(String number) {
        var issue = require(number);
        if (!issue.isOpen()) {
            throw refused("issue", "%s is closed. Report a new issue.".formatted(number));
        }
        return issue;
    }

    private static void requireAnalyst(Caller caller) {
        if (!caller.isStaff()) {
            throw new NotAllowedException("Only an analyst decides this.");
        }
    }

    private static void checkFiles(List<SmallFile> files) {
        SmallFiles.obstacle(
                        files.size(),
                        files.stream().mapToLong(file -> file.content().length).sum())
                .ifPresent(obstacle -> {
                    throw refused("files", obstacle);
                });
    }

    private static String line(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        if (line.isEmpty() || line.length() > LONGEST_TITLE) {
            throw refused("title", "A title is a line of 1 to %d letters.".formatted(LONGEST_TITLE));
        }
        return line;
    }

    private static String text(@Nullable String text) {
        var said = text == null ? "" : text.strip();
        if (said.isEmpty() || said.length() > LONGEST_TEXT) {
            throw refused("text", "A message has 1 to %,d letters.".formatted(LONGEST_TEXT));
        }
        return said;
    }

    private static RequestRefusedException refused(String code, String message) {
        return new RequestRefusedException(List.of(new Reason(code, message)));
    }
}
