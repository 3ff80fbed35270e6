package com.juniper.upgrade.support;

import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.notifications.ZonedTimes;
import com.juniper.upgrade.security.Caller;
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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people report of upgrades, and what becomes of it (R22, R26, R106-R109, R132, R145): a conversation, the coverage by
 * the contract at once, and a resolution that the process {@code IssueResolution} carries from person to person.
 */
@Service
@Transactional
public class Issues {

    /** How many bytes the files of one message have together at most. */
    public static final long MOST_BYTES = 10L << 20;

    private static final int LONGEST_TITLE = 150;
    private static final int LONGEST_TEXT = 10_000;
    private static final int MOST_FILES = 8;

    private final IssueStore store;
    private final IssueMails mails;
    private final IssueWorkflow workflow;
    private final Sla sla;
    private final UpgradeRequests requests;
    private final UpgradeDesk desk;
    private final Timeline timeline;

    Issues(
            IssueStore store,
            IssueMails mails,
            IssueWorkflow workflow,
            Sla sla,
            UpgradeRequests requests,
            UpgradeDesk desk,
            Timeline timeline) {
        this.store = store;
        this.mails = mails;
        this.workflow = workflow;
        this.sla = sla;
        this.requests = requests;
        this.desk = desk;
        this.timeline = timeline;
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
        var module = report.module() == null || report.module().isBlank() ? null : line(report.module());
        var concern =
                module != null && request.customModules().contains(module) ? Concern.CUSTOM_MODULE : report.concern();
        Person person = caller.person();
        var issue = open(
                request,
                report,
                concern,
                module,
                title,
                signature(request, report.item(), concern, module),
                true,
                caller.name(),
                Timeline.nameOf(caller),
                person == null ? request.email() : person.email());
        say(issue.number(), text, report.files(), caller);
        timeline.add(issue.upgrade(), Kind.ISSUE, "%s reported: %s".formatted(issue.number(), title), caller);
        mails.reporter(issue, "received", """
                We have your issue. %s

                %s The next step is due %s.
                """.formatted(coverage(issue), turn(issue), words(issue.due())));
        tellNext(issue, text);
        workflow.start(issue);
        return issue;
    }

    /** Takes what the platform met itself: a request that failed. Production does not wait for it. */
    void reportFailure(UpgradeRequest request, String step, String reason) {
        var report = new ReportIssue(
                request.number(),
                request.id(),
                null,
                request.isForProduction() ? Category.PRODUCTION : Category.TESTING,
                Concern.STANDARD,
                null,
                "The %s upgrade failed: %s".formatted(request.purpose().label().toLowerCase(Locale.ROOT), step),
                reason,
                List.of());
        var issue = open(
                request,
                report,
                report.concern(),
                null,
                line(report.title()),
                "failed|" + step + "|" + anonymous(reason),
                false,
                null,
                "Juniper Upgrade",
                request.email());
        store.say(issue.number(), null, "Juniper Upgrade", true, reason);
        timeline.add(issue.upgrade(), Kind.ISSUE, "%s opened: %s".formatted(issue.number(), issue.title()));
        tellNext(issue, reason);
        workflow.start(issue);
    }

    private Issue open(
            UpgradeRequest request,
            ReportIssue report,
            Concern concern,
            @Nullable String module,
            String title,
            @Nullable String signature,
            boolean blocking,
            @Nullable String reporter,
            String reporterName,
            String email) {
        var coverage = sla.of(request, concern);
        var route = workflow.route(report.category(), concern, coverage.covered());
        var number = store.nextNumber();
        store.insert(new Issue(
                number,
                request.number(),
                request.company(),
                request.databaseName(),
                request.sourceVersion(),
                request.targetVersion(),
                request.id(),
                report.item(),
                report.category(),
                concern,
                module,
                title,
                route.forMaintainer() ? IssueState.REPAIRING : IssueState.REPORTED,
                coverage,
                blocking,
                false,
                signature,
                reporter,
                reporterName,
                email,
                due(route),
                false,
                null,
                null,
                Instant.now(),
                null,
                0));
        return require(number);
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

    /** {@return the issues of a case, newest first} */
    @Transactional(readOnly = true)
    public List<Issue> ofCase(String upgrade) {
        return store.ofCase(upgrade);
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
    public IssueFile file(String number, long file) {
        return store.file(number, file).orElseThrow(() -> new RequestNotFoundException("File " + file));
    }

    /**
     * Adds a message to the conversation, and mails it to the other side.
     *
     * @throws RequestRefusedException if it is empty or too long, or its files too many or too large
     */
    public void answer(String number, String text, List<IssueFile> files, Caller caller) {
        var issue = require(number);
        var said = text(text);
        checkFiles(files);
        say(number, said, files, caller);
        tell(issue, said, caller);
    }

    private void tell(Issue issue, String said, Caller caller) {
        var body = "%s writes:%n%n%s".formatted(Timeline.nameOf(caller), said);
        if (caller.isStaff() || isMaintainer(caller)) {
            mails.reporter(issue, "answer", body);
        } else {
            mails.analysts(issue, "answer of the customer", body);
        }
    }

    private void say(String number, String text, List<IssueFile> files, Caller caller) {
        long message = store.say(
                number, caller.name(), Timeline.nameOf(caller), caller.isStaff() || isMaintainer(caller), text);
        files.forEach(file -> store.attach(message, file));
    }

    private static boolean isMaintainer(Caller caller) {
        Person person = caller.person();
        return person != null && person.roles().contains(Role.MAINTAINER);
    }

    /**
     * Keeps what an analyst decided of an issue (R108, R109), with his message to the customer.
     *
     * @param concern what it is about after all; null where the reporter was right
     * @param knownCause whether requests that would meet the same are refused until it is resolved
     */
    public Issue triage(
            String number,
            Triage triage,
            @Nullable Concern concern,
            boolean knownCause,
            @Nullable String message,
            Caller caller) {
        requireAnalyst(caller);
        var issue = requireOpen(number);
        var said = text(message);
        var about = concern == null ? issue.concern() : concern;
        var coverage = about == issue.concern()
                ? issue.coverage()
                : sla.of(desk.visible(issue.upgrade(), issue.request(), caller), about);
        store.classify(number, about, coverage, knownCause, issue.blocking() || knownCause);
        var route = workflow.route(issue.category(), about, coverage.covered());
        store.move(number, triage.state(), due(route));
        say(number, said, List.of(), caller);
        var decided = require(number);
        timeline.add(
                issue.upgrade(),
                Kind.ISSUE,
                "%s: %s".formatted(number, decided.state().label()),
                caller);
        mails.reporter(
                decided,
                "answer",
                "%s writes:%n%n%s%n%n%s %s".formatted(Timeline.nameOf(caller), said, coverage(decided), turn(decided)));
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
        timeline.add(issue.upgrade(), Kind.ISSUE, "%s fixed in %s".formatted(number, line(fixedIn)), caller);
        mails.reporter(
                issue,
                "fixed",
                "%s writes:%n%n%s%n%nAsk for a new test upgrade: it proves the fix. Then say on the issue's page whether it is resolved."
                        .formatted(Timeline.nameOf(caller), said));
    }

    /**
     * Keeps whether a customer finds an issue resolved.
     *
     * @throws RequestRefusedException if it was fixed and no test upgrade was delivered since, or it is not resolved and
     *     nobody says why
     */
    public boolean confirm(String number, boolean resolved, @Nullable String message, Caller caller) {
        var issue = requireOpen(number);
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
            timeline.add(issue.upgrade(), Kind.ISSUE, "%s is not resolved".formatted(number), caller);
        }
        return resolved;
    }

    /** The delivered test that proves a fix; production's issues, and answers, need none. */
    private Optional<UUID> proof(Issue issue) {
        if (issue.state() != IssueState.FIXED || issue.category() == Category.PRODUCTION) {
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
            store.move(number, IssueState.RESOLVED, null);
            mails.reporter(issue, "resolved", "The issue is closed as resolved. Thank you.");
        }
        timeline.add(issue.upgrade(), Kind.ISSUE, "%s closed".formatted(number));
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
        store.move(number, IssueState.WITHDRAWN, null);
        timeline.add(issue.upgrade(), Kind.ISSUE, "%s withdrawn".formatted(number), caller);
        workflow.withdraw(number);
    }

    /** Tells the operators, and the customer, of an issue whose next step was not done in time. */
    public void escalate(String number) {
        var issue = require(number);
        if (!store.escalate(number)) {
            return;
        }
        var body = "The next step was due %s. %s".formatted(words(issue.due()), turn(issue));
        mails.everybody(issue, Role.OPERATOR, "overdue", body);
        if (issue.state() == IssueState.REPAIRING) {
            mails.maintainers(issue, "overdue", body);
            mails.reporter(issue, "overdue", body);
        }
        timeline.add(issue.upgrade(), Kind.ISSUE, "%s is overdue".formatted(number));
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
                    store.say(issue.number(), null, "Juniper Upgrade", true, said);
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
    List<Issue> knownCauses(@Nullable String upgrade, @Nullable Long database, String targetVersion) {
        return store.knownCauses(upgrade, database, targetVersion);
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
                        .map(part -> part == null ? "" : part)
                        .collect(Collectors.joining("|"));
    }

    /** A reason without what it quotes and counts, so that one cause reads the same everywhere. */
    private static String anonymous(String reason) {
        var text = reason.replaceAll("\"[^\"]*\"|'[^']*'", "?").replaceAll("\\d+", "0");
        return text.substring(0, Math.min(text.length(), LONGEST_TITLE));
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

    private static void checkFiles(List<IssueFile> files) {
        long bytes = files.stream().mapToLong(file -> file.content().length).sum();
        if (files.size() > MOST_FILES || bytes > MOST_BYTES) {
            throw refused(
                    "files",
                    "A message has at most %d files of %d MB together. Leave some out, or put a large one where we can fetch it."
                            .formatted(MOST_FILES, MOST_BYTES >> 20));
        }
    }

    private static String line(String text) {
        var line = text.replace("\0", "").strip().replaceAll("\\s+", " ");
        if (line.isEmpty() || line.length() > LONGEST_TITLE) {
            throw refused("title", "A title is a line of 1 to %d letters.".formatted(LONGEST_TITLE));
        }
        return line;
    }

    private static String text(@Nullable String text) {
        var said = text == null ? "" : text.replace("\0", "").strip();
        if (said.isEmpty() || said.length() > LONGEST_TEXT) {
            throw refused("text", "A message has 1 to %,d letters.".formatted(LONGEST_TEXT));
        }
        return said;
    }

    private static RequestRefusedException refused(String code, String message) {
        return new RequestRefusedException(List.of(new Reason(code, message)));
    }
}
