package com.juniper.upgrade.checklists;

import com.juniper.upgrade.artifacts.SmallFile;
import com.juniper.upgrade.artifacts.SmallFiles;
import com.juniper.upgrade.artifacts.SmallFiles.Owner;
import com.juniper.upgrade.checklists.Checklist.Area;
import com.juniper.upgrade.checklists.Checklist.Item;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.CaseEnded;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import com.juniper.upgrade.upgrades.UpgradeWorkflow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is checked in upgraded test databases (R21, R78-R105), from their delivery to the customer's decision (R24). Who may
 * see a case's requests is asked before ({@link com.juniper.upgrade.upgrades.UpgradeDesk}).
 */
@Service
@Transactional
public class Checklists {

    private static final int LONGEST_COMMENT = 2000;
    private static final int LONGEST_ITEM = 300;

    private final ChecklistStore store;
    private final SmallFiles files;
    private final EvidenceRun evidence;
    private final UpgradeRequests requests;
    private final UpgradeWorkflow workflow;
    private final ApplicationEventPublisher events;

    Checklists(
            ChecklistStore store,
            SmallFiles files,
            EvidenceRun evidence,
            UpgradeRequests requests,
            UpgradeWorkflow workflow,
            ApplicationEventPublisher events) {
        this.store = store;
        this.files = files;
        this.evidence = evidence;
        this.requests = requests;
        this.workflow = workflow;
        this.events = events;
    }

    /**
     * Makes the checklist of a delivered test: the items for the installed apps (R100), those that the customer added
     * before, evidence, and the answers of the test before where nothing changed since. The testing of the case's earlier
     * tests ends.
     */
    public void prepare(UUID id) {
        var request = requests.require(id);
        if (store.create(id)) {
            workflow.endTesting(request.number());
            StandardItems.of(requests.modules(id)).forEach(area -> area.items()
                    .forEach(item -> store.add(id, area.area(), area.title(), item, false)));
            store.before(request, false).flatMap(store::find).ifPresent(before -> keepOwnItems(id, before));
        }
        store.keep(id, evidence.measure(request, store.checks(id)));
        store.before(request, true).flatMap(store::find).ifPresent(before -> takeOver(id, before));
    }

    /**
     * {@return the evidence of a silent trial: the checks beside the items for its installed apps, measured and not kept
     * (decision 10); red where a database could not be looked into}
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public List<Evidence> measureTrial(UUID id) {
        return evidence.measureAll(
                requests.require(id),
                StandardItems.of(requests.modules(id)).stream()
                        .flatMap(area -> area.items().stream())
                        .flatMap(item -> item.evidence().stream())
                        .toList());
    }

    private void keepOwnItems(UUID id, Checklist before) {
        before.areas().forEach(area -> area.items().stream()
                .filter(Item::own)
                .forEach(item -> store.add(id, area.area(), area.title(), own(item.name(), item.text()), true)));
    }

    private static StandardItems.Item own(String name, String text) {
        return new StandardItems.Item(name, text, null, List.of(), List.of());
    }

    private void takeOver(UUID id, Checklist before) {
        store.remember(id, before.request());
        var seen = store.evidence(before.request());
        require(id).areas().stream()
                .flatMap(area -> area.items().stream())
                .filter(item -> item.last() != null && item.isOpen())
                .forEach(item -> store.takeOver(item.id(), isChanged(item, seen)));
    }

    private static boolean isChanged(Item item, java.util.Map<String, Evidence> seen) {
        var last = Objects.requireNonNull(item.last()).answer();
        return last == Answer.PROBLEM
                || item.evidence().stream().anyMatch(now -> {
                    var then = seen.get(now.name());
                    return then == null || !then.isLike(now);
                });
    }

    /** Looks for the evidence again: the test database, or production, has changed. */
    public void measure(UUID id) {
        requireOpen(id);
        store.keep(id, evidence.measure(requests.require(id), store.checks(id)));
    }

    /** {@return the checklist of a test; empty where there is none} */
    @Transactional(readOnly = true)
    public Optional<Checklist> find(UUID id) {
        return store.find(id);
    }

    /**
     * {@return the checklist of a test}
     *
     * @throws RequestNotFoundException if there is none
     */
    @Transactional(readOnly = true)
    public Checklist require(UUID id) {
        return store.find(id).orElseThrow(() -> new RequestNotFoundException("A checklist of request " + id));
    }

    /** {@return the areas in which an item has no answer; the process makes a task of each} */
    @Transactional(readOnly = true)
    public List<String> openAreas(String requestId) {
        return require(UUID.fromString(requestId)).areas().stream()
                .filter(area -> area.open() > 0)
                .map(Area::area)
                .toList();
    }

    /**
     * Answers an item; with the last of its area, the area's task is done.
     *
     * @param comment what is wrong, at least; null or blank for none
     * @param added screenshots, beside those that it has
     * @throws RequestNotFoundException if there is no such item
     * @throws RequestRefusedException if a problem is not described, the files are too many or too large, or the checklist is
     *     closed
     */
    public void answer(
            UUID id, long item, Answer answer, @Nullable String comment, List<SmallFile> added, Caller caller) {
        var area = requireOpen(id).areas().stream()
                .filter(candidate -> candidate.items().stream().anyMatch(found -> found.id() == item))
                .findFirst()
                .orElseThrow(() -> new RequestNotFoundException("Item " + item));
        store.answer(id, item, answer, comment(answer, comment), caller.name(), caller.fullName());
        attach(item, added);
        completeTask(id, area.area());
    }

    /**
     * {@return a screenshot of an answer}
     *
     * @throws RequestNotFoundException if there is none
     */
    @Transactional(readOnly = true)
    public SmallFile file(UUID id, long item, long file) {
        requireItem(require(id), item);
        return files.find(Owner.ITEM, List.of(item), file)
                .orElseThrow(() -> new RequestNotFoundException("File " + file));
    }

    private void attach(long item, List<SmallFile> added) {
        var kept = files.size(Owner.ITEM, item);
        SmallFiles.obstacle(
                        kept.files() + added.size(),
                        kept.bytes()
                                + added.stream()
                                        .mapToLong(file -> file.content().length)
                                        .sum())
                .ifPresent(obstacle -> {
                    throw refused("files", obstacle);
                });
        files.add(Owner.ITEM, item, added);
    }

    private static void requireItem(Checklist checklist, long item) {
        if (checklist.areas().stream().flatMap(area -> area.items().stream()).noneMatch(found -> found.id() == item)) {
            throw new RequestNotFoundException("Item " + item);
        }
    }

    /** Answers the items of an area that have no answer yet, as {@link #answer}; the area's task is done. */
    public void answerRest(UUID id, String area, Answer answer, @Nullable String comment, Caller caller) {
        answerInTask(id, area, answer, comment, caller);
        completeTask(id, area);
    }

    /** Answers the rest of an area for somebody who completes its task in the process engine's Tasklist. */
    public void answerInTask(UUID id, String area, Answer answer, @Nullable String comment, Caller caller) {
        var said = comment(answer, comment);
        area(requireOpen(id), area).items().stream()
                .filter(Item::isOpen)
                .forEach(item -> store.answer(id, item.id(), answer, said, caller.name(), caller.fullName()));
    }

    /**
     * Adds an item, for this test and those that follow (R100).
     *
     * @throws RequestRefusedException if it is no short line, or is there already
     */
    public void add(UUID id, String area, String text) {
        var checklist = requireOpen(id);
        var line = text.strip().replaceAll("\\s+", " ");
        if (line.isEmpty() || line.length() > LONGEST_ITEM) {
            throw refused("text", "An item is a line of 1 to %d letters.".formatted(LONGEST_ITEM));
        }
        var known = StandardItems.all().stream()
                .filter(candidate -> candidate.area().equals(area))
                .map(StandardItems.Area::title)
                .findFirst()
                .orElseGet(() -> area(checklist, area).title());
        if (checklist.areas().stream()
                .flatMap(candidate -> candidate.items().stream())
                .anyMatch(item -> item.own() && item.text().equals(line))) {
            throw refused("text", "The checklist has this item already.");
        }
        store.add(id, area, known, own("own: " + line, line), true);
    }

    /** {@return every area that an item can be added to, by its key} */
    public static java.util.Map<String, String> areas() {
        return StandardItems.all().stream()
                .collect(Collectors.toMap(
                        StandardItems.Area::area,
                        StandardItems.Area::title,
                        (first, second) -> first,
                        java.util.LinkedHashMap::new));
    }

    /**
     * Keeps whether the customer is confident that the upgraded database can be the main database (R24), and ends the test.
     *
     * @throws NotAllowedException if the caller is no customer: nobody else can be confident for them
     * @throws RequestRefusedException if an item is open or has a problem, the checklist is closed, or the process has not
     *     come so far
     */
    public void decide(UUID id, boolean confident, @Nullable String comment, Caller caller) {
        decideInTask(id, confident, comment, caller);
        if (!workflow.confidenceDeclared(id, confident)) {
            throw refused("confident", "The last area is still being closed. Try again in a moment.");
        }
    }

    /**
     * Keeps the decision of somebody who completes the task in the process engine's Tasklist.
     *
     * @return the decision that holds: the one that was made before, where there is one
     */
    public boolean decideInTask(UUID id, boolean confident, @Nullable String comment, Caller caller) {
        var checklist = require(id);
        var made = checklist.decision();
        if (made != null) {
            return made.answer();
        }
        requireOpen(checklist);
        if (!mayDecide(caller)) {
            throw new NotAllowedException("Only a customer of the database's company can say so.");
        }
        var obstacle = checklist.obstacle();
        if (confident && obstacle != null) {
            throw refused("confident", obstacle);
        }
        store.decide(id, confident, checked(comment), caller.name(), caller.fullName());
        events.publishEvent(new ConfidenceDeclared(id, confident));
        return confident;
    }

    /** {@return whether somebody may decide, of those who see the case: the customers, nobody is confident for them} */
    public static boolean mayDecide(Caller caller) {
        return caller.isCustomer();
    }

    /** Closes a checklist without a decision. */
    public void close(UUID id) {
        store.close(id);
    }

    /** Closes the checklists of a case that ended before its time. */
    @EventListener
    void caseEnded(CaseEnded event) {
        requests.ofCase(event.number()).stream().map(UpgradeRequest::id).forEach(this::close);
    }

    private void completeTask(UUID id, String area) {
        if (area(require(id), area).open() == 0) {
            workflow.areaTested(id, area);
        }
    }

    private static Area area(Checklist checklist, String area) {
        return checklist.areas().stream()
                .filter(candidate -> candidate.area().equals(area))
                .findFirst()
                .orElseThrow(() -> new RequestNotFoundException("Area " + area));
    }

    private Checklist requireOpen(UUID id) {
        var checklist = require(id);
        requireOpen(checklist);
        return checklist;
    }

    private static void requireOpen(Checklist checklist) {
        if (!checklist.isOpen()) {
            throw refused("checklist", "The test is ended. Ask for a further test to test again.");
        }
    }

    private static @Nullable String comment(Answer answer, @Nullable String comment) {
        var said = checked(comment);
        if (answer == Answer.PROBLEM && said == null) {
            throw refused("comment", "Say in the comment what the problem is.");
        }
        return said;
    }

    private static @Nullable String checked(@Nullable String comment) {
        var said = comment == null ? "" : comment.strip();
        if (said.length() > LONGEST_COMMENT) {
            throw refused("comment", "A comment has at most %d letters.".formatted(LONGEST_COMMENT));
        }
        return said.isEmpty() ? null : said;
    }

    private static RequestRefusedException refused(String code, String message) {
        return new RequestRefusedException(List.of(new Reason(code, message)));
    }
}
