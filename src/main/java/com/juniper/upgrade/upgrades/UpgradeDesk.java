package com.juniper.upgrade.upgrades;

import static com.juniper.upgrade.upgrades.RequestChecks.given;
import static com.juniper.upgrade.upgrades.RequestChecks.printable;

import com.juniper.upgrade.accounts.Contract;
import com.juniper.upgrade.accounts.Contracts;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.artifacts.Upload;
import com.juniper.upgrade.artifacts.Uploads;
import com.juniper.upgrade.databases.ClusterException;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.ProductionSwitch;
import com.juniper.upgrade.engine.EngineException;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Releases;
import com.juniper.upgrade.security.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accepts requests for upgrades, from whichever channel they come (R29), and says who may see what of them. */
@Service
public class UpgradeDesk {

    private static final Logger log = LoggerFactory.getLogger(UpgradeDesk.class);
    private static final Pattern ID = Pattern.compile("\\d{1,18}");

    /** Who tries databases in silence; no login has a space. */
    private static final Caller PLATFORM = new Caller("rolling release", null);

    private final JdbcClient jdbc;
    private final Uploads uploads;
    private final HostedDatabases databases;
    private final ProductionSwitch production;
    private final HostedCopies copies;
    private final Releases releases;
    private final Contracts contracts;
    private final Facts facts;
    private final UpgradeRequests requests;
    private final ObjectProvider<RequestGate> gates;
    private final UpgradeWorkflow workflow;

    UpgradeDesk(
            JdbcClient jdbc,
            Uploads uploads,
            HostedDatabases databases,
            ProductionSwitch production,
            HostedCopies copies,
            Releases releases,
            Contracts contracts,
            Facts facts,
            UpgradeRequests requests,
            ObjectProvider<RequestGate> gates,
            UpgradeWorkflow workflow) {
        this.jdbc = jdbc;
        this.uploads = uploads;
        this.databases = databases;
        this.production = production;
        this.copies = copies;
        this.releases = releases;
        this.contracts = contracts;
        this.facts = facts;
        this.requests = requests;
        this.gates = gates;
        this.workflow = workflow;
    }

    /**
     * Accepts a request and starts its process.
     *
     * @throws RequestRefusedException with every reason that can be told before the database is looked at
     * @throws RequestNotFoundException if the upload is not the caller's
     */
    @Transactional
    public UpgradeRequest submit(SubmitUpgradeRequest command, Caller caller) {
        var request = register(command, caller);
        workflow.start(request);
        return request;
    }

    /** Checks and stores a request, without starting anything. */
    @Transactional
    public UpgradeRequest register(SubmitUpgradeRequest command, Caller caller) {
        return save(command, RequestChecks.purpose(command), caller, checked(command, null, caller));
    }

    /**
     * Accepts a request of a project's branch and starts its process (R42).
     *
     * @param branch {@code project/branch}
     * @param commit whose custom modules production gets; null for a test, whose modules come with commits
     * @throws RequestRefusedException with every reason that can be told before the database is looked at
     */
    @Transactional
    public UpgradeRequest submit(SubmitUpgradeRequest command, String branch, @Nullable String commit, Caller caller) {
        var request = save(command, RequestChecks.purpose(command), caller, checked(command, branch, caller));
        jdbc.sql("update upgrade.request set branch = ?, commit_id = ? where id = ?")
                .params(branch, commit, request.id())
                .update();
        workflow.start(request);
        return requests.require(request.id());
    }

    /**
     * Registers a silent trial of a hosted database, without starting anything (R12). Its submitter is nobody who can log in.
     *
     * @throws RequestRefusedException with every reason why the database cannot be upgraded to that version
     * @throws DatabaseInUseException if it is closed, likewise others if it cannot be looked into: that passes
     */
    @Transactional
    public UpgradeRequest registerTrial(HostedDatabase database, String targetVersion) {
        var command = new SubmitUpgradeRequest(
                null, String.valueOf(database.id()), targetVersion, "", null, null, null, null, null, null, null);
        if (production.isClosed(database.id())) {
            throw new DatabaseInUseException(database.name() + " is being upgraded");
        }
        List<Reason> reasons = new ArrayList<>(look(command, database, null));
        var contract = contract(command, Optional.of(Subject.of(database)), PLATFORM, reasons);
        if (!reasons.isEmpty()) {
            throw new RequestRefusedException(reasons);
        }
        return save(command, Purpose.TRIAL, PLATFORM, new Checked(Subject.of(database), contract.orElseThrow()));
    }

    /** {@return every reason for which a request would be refused now; none where it would be accepted} */
    public List<Reason> obstacles(SubmitUpgradeRequest command, Caller caller) {
        return obstacles(command, null, caller);
    }

    /** As {@link #obstacles(SubmitUpgradeRequest, Caller)}, for a request of a project's branch. */
    public List<Reason> obstacles(SubmitUpgradeRequest command, @Nullable String branch, Caller caller) {
        try {
            checked(command, branch, caller);
            return List.of();
        } catch (RequestRefusedException e) {
            return e.reasons();
        }
    }

    /** What a request is about, when nothing stands in its way. */
    private record Checked(Subject subject, Contract contract) {}

    private Checked checked(SubmitUpgradeRequest command, @Nullable String branch, Caller caller) {
        List<Reason> reasons = new ArrayList<>();
        var subject = subject(command, caller, reasons);
        reasons.addAll(eligibility(command, subject, branch));
        RequestChecks.check(command, reasons);
        var contract = contract(command, subject, caller, reasons);
        if (subject.isEmpty() || contract.isEmpty()) {
            throw new RequestRefusedException(reasons);
        }
        checkTested(command, subject.get(), contract.get().company(), reasons);
        checkObstacles(command, subject.get(), branch, reasons);
        checkGates(command, subject.get(), branch, contract.get().company(), reasons);
        if (!reasons.isEmpty()) {
            throw new RequestRefusedException(reasons);
        }
        return new Checked(subject.get(), contract.get());
    }

    private Optional<Subject> subject(SubmitUpgradeRequest command, Caller caller, List<Reason> reasons) {
        var upload = given(command.uploadId());
        var database = given(command.database());
        if (upload != null && database != null) {
            reasons.add(new Reason("database", "Give either an uploadId or a database, not both."));
            return Optional.empty();
        }
        if (database != null) {
            return hosted(database, caller, reasons).map(Subject::of);
        }
        return upload == null
                ? Optional.empty()
                : Optional.of(Subject.of(upload(upload, caller, reasons), given(command.name())));
    }

    private Upload upload(String id, Caller caller, List<Reason> reasons) {
        var upload = uploads.find(id, caller.name()).orElseThrow(() -> new RequestNotFoundException("Upload " + id));
        if (upload.error() != null) {
            reasons.add(new Reason("uploadId", upload.error() + "."));
        } else if (!upload.complete()) {
            reasons.add(new Reason("uploadId", "The upload is not complete yet."));
        }
        return upload;
    }

    /** A production database of the caller's company, by its id or its name. */
    private Optional<HostedDatabase> hosted(String database, Caller caller, List<Reason> reasons) {
        List<HostedDatabase> found = new ArrayList<>(databases.named(database));
        if (ID.matcher(database).matches()) {
            databases.find(Long.parseLong(database)).ifPresent(found::add);
        }
        found.removeIf(candidate -> !maySee(candidate, caller) || candidate.kind() == HostedDatabase.Kind.TRIAL);
        if (found.size() > 1) {
            reasons.add(new Reason(
                    "database",
                    "There are several databases %s; give the id of one: %s."
                            .formatted(
                                    printable(database),
                                    found.stream()
                                            .map(candidate -> "%d on %s".formatted(candidate.id(), candidate.cluster()))
                                            .collect(Collectors.joining(", ")))));
            return Optional.empty();
        }
        if (found.isEmpty()) {
            reasons.add(new Reason(
                    "database",
                    "There is no hosted database %s of yours; hand in a dump and give its uploadId."
                            .formatted(printable(database))));
            return Optional.empty();
        }
        if (found.get(0).kind() != HostedDatabase.Kind.PRODUCTION) {
            reasons.add(new Reason(
                    "database",
                    "%s is a copy; ask for an upgrade of the database that it was made from."
                            .formatted(printable(database))));
            return Optional.empty();
        }
        return Optional.of(found.get(0));
    }

    /** {@return whether a hosted database is the caller's to see (R33)} */
    public static boolean maySee(HostedDatabase database, Caller caller) {
        return caller.isStaff()
                || (database.company() != null && database.company().equals(caller.company()));
    }

    /** The eligibility decision; for an upload, the part of it that needs no look at the database. */
    private List<Reason> eligibility(SubmitUpgradeRequest command, Optional<Subject> subject, @Nullable String branch) {
        var hosted = subject.map(Subject::hosted).orElse(null);
        if (hosted != null) {
            return eligibility(command, hosted, branch);
        }
        var published = releases.all().stream()
                .map(release -> release.summary().version())
                .distinct()
                .sorted()
                .map(Version::toString)
                .toList();
        return workflow.eligibility(new DatabaseFacts(
                given(command.uploadId()) != null || given(command.database()) != null,
                printable(given(command.targetVersion())),
                published,
                null,
                null,
                null,
                null,
                null,
                null,
                subject.map(Subject::hosting).orElse(null),
                printable(given(command.hosting())),
                List.of()));
    }

    private List<Reason> eligibility(SubmitUpgradeRequest command, HostedDatabase hosted, @Nullable String branch) {
        if (production.isClosed(hosted.id())) {
            return List.of(new Reason(
                    "database",
                    "%s is being upgraded, and nobody can use it. Ask again when that has ended."
                            .formatted(hosted.name())));
        }
        try {
            return look(command, hosted, branch);
        } catch (EngineException | ClusterException e) {
            log.warn("A request for {} on {} is refused: {}", hosted.name(), hosted.cluster(), e.getMessage());
            return List.of(new Reason(
                    "database",
                    "The platform cannot look into %s now; its operators are told. Ask again later."
                            .formatted(hosted.name())));
        }
    }

    private List<Reason> look(SubmitUpgradeRequest command, HostedDatabase hosted, @Nullable String branch) {
        var found = facts.in(
                        databases.reader(hosted),
                        new Facts.Asked(
                                printable(given(command.targetVersion())),
                                hosted.hosting(),
                                printable(given(command.edition())),
                                printable(given(command.hosting()))))
                .facts();
        return workflow.eligibility(branch == null ? found : found.ofBranch());
    }

    /** Production needs a successful test, or somebody who types the database's name (decision 2, R116). */
    private void checkTested(SubmitUpgradeRequest command, Subject subject, String company, List<Reason> reasons) {
        var target = given(command.targetVersion());
        if (RequestChecks.purpose(command) != Purpose.PRODUCTION
                || target == null
                || requests.isTested(subject.key(company), target)
                || subject.name().equals(command.confirmedName())) {
            return;
        }
        if (subject.hosting().equals("SH")) {
            reasons.add(new Reason(
                    "purpose",
                    "%s has no successful test upgrade to %s, and a project needs one before production."
                            .formatted(subject.name(), printable(target))));
            return;
        }
        reasons.add(new Reason(
                "confirmedName",
                "%s has no successful test upgrade to %s: users may fail to adjust, business may be interrupted, customers may notice. Ask for a test first, or confirm by giving the database's name, %s, as confirmedName."
                        .formatted(subject.name(), printable(target), subject.name())));
    }

    private void checkObstacles(
            SubmitUpgradeRequest command, Subject subject, @Nullable String branch, List<Reason> reasons) {
        var hosted = subject.hosted();
        if (hosted == null) {
            return;
        }
        if (RequestChecks.purpose(command) == Purpose.PRODUCTION) {
            production.obstacles(hosted).forEach(obstacle -> reasons.add(new Reason("database", obstacle)));
        } else if (branch != null && copies.newestBackup(hosted).isEmpty()) {
            reasons.add(HostedCopies.noBackup(hosted));
        }
    }

    /** What others know that stands in the way: open issues, known causes. */
    private void checkGates(
            SubmitUpgradeRequest command,
            Subject subject,
            @Nullable String branch,
            String company,
            List<Reason> reasons) {
        var target = given(command.targetVersion());
        if (target == null) {
            return;
        }
        var asked = new RequestGate.Asked(
                RequestChecks.purpose(command),
                subject.name(),
                numberOf(subject.key(company), target).orElse(null),
                subject.hosted(),
                target,
                branch);
        gates.forEach(gate -> reasons.addAll(gate.obstacles(asked)));
    }

    private Optional<Contract> contract(
            SubmitUpgradeRequest command, Optional<Subject> subject, Caller caller, List<Reason> reasons) {
        var code = given(command.contract());
        var hosted = subject.map(Subject::hosted).orElse(null);
        if (code == null && hosted != null) {
            var own = contracts.of(hosted.company(), false).stream().findFirst();
            if (own.isEmpty()) {
                reasons.add(new Reason(
                        "contract", "The database %s belongs to no company with a contract.".formatted(hosted.name())));
            }
            return own;
        }
        if (code == null) {
            if (given(command.database()) == null) {
                reasons.add(new Reason("contract", "The contract's code is missing."));
            }
            return Optional.empty();
        }
        var contract = contracts
                .find(String.valueOf(printable(code)))
                .filter(found -> mayUse(found, caller))
                .filter(found -> hosted == null || found.company().equals(hosted.company()));
        if (contract.isEmpty()) {
            reasons.add(new Reason("contract", "There is no contract %s of yours.".formatted(printable(code))));
        }
        return contract;
    }

    /** A program with nothing but a request's token shows the contract's code instead of a login. */
    private static boolean mayUse(Contract contract, Caller caller) {
        Person person = caller.person();
        return person == null || person.isStaff() || contract.company().equals(person.company());
    }

    /** The clause by which an upgrade costs something (decision 6), or null. */
    private static @Nullable String chargeable(Contract contract) {
        return contract.edition() == Contract.Edition.ENTERPRISE
                ? null
                : "Upgrades are free with an Enterprise subscription; contract %s is none, so this one is chargeable."
                        .formatted(contract.code());
    }

    private UpgradeRequest save(SubmitUpgradeRequest command, Purpose purpose, Caller caller, Checked checked) {
        var target = Objects.requireNonNull(given(command.targetVersion()));
        var subject = checked.subject();
        var contract = checked.contract();
        var upload = subject.upload();
        var hosted = subject.hosted();
        if (upload != null) {
            uploads.keep(upload.id());
        }
        return jdbc.sql(UpgradeRequests.OPENED)
                .param("id", UUID.randomUUID())
                .param("company", contract.company())
                .param("key", subject.key(contract.company()))
                .param("name", subject.name())
                .param("target", target)
                .param("submitter", caller.name())
                .param("purpose", purpose.name())
                .param("email", command.email())
                .param("contract", contract.code())
                .param("database", hosted == null ? null : hosted.id())
                .param("upload", upload == null ? null : upload.id())
                .param("file", subject.fileName())
                .param("bytes", subject.bytes())
                .param("hosting", subject.hosting())
                .param("reference", given(command.externalReference()))
                .param("chargeable", chargeable(contract))
                .param("editionAsked", given(command.edition()))
                .param("hostingAsked", given(command.hosting()))
                .param("sentence", purpose.label() + " upgrade requested")
                .param("who", caller.fullName())
                .query(UpgradeRequests::request)
                .single();
    }

    private Optional<String> numberOf(String key, String target) {
        return jdbc.sql("select number from upgrade.upgrade where database_key = ? and target_version = ?")
                .params(key, target)
                .query(String.class)
                .optional();
    }

    /**
     * {@return a request that the caller may see}
     *
     * @throws RequestNotFoundException if he may not, or there is none
     */
    public UpgradeRequest visible(UUID id, Caller caller) {
        return requests.find(id)
                .filter(request -> maySee(request, caller))
                .orElseThrow(() -> new RequestNotFoundException("Request " + id));
    }

    /**
     * {@return the requests of a case that the caller may see, newest first; its trials, where it has nothing else}
     *
     * @throws RequestNotFoundException if he may not, or there is none
     */
    public List<UpgradeRequest> visibleCase(String number, Caller caller) {
        var asked = requests.ofCase(number);
        var found = (asked.isEmpty() ? requests.withTrials(number) : asked)
                .stream().filter(request -> maySee(request, caller)).toList();
        if (found.isEmpty()) {
            throw new RequestNotFoundException("Upgrade " + number);
        }
        return found;
    }

    /**
     * {@return the request of a case that is asked for, else its newest}
     *
     * @throws RequestNotFoundException if the caller may not see it, or there is none
     */
    public UpgradeRequest visible(String number, @Nullable UUID request, Caller caller) {
        return request == null
                ? visibleCase(number, caller).get(0)
                : requests.find(request)
                        .filter(found -> found.number().equals(number) && maySee(found, caller))
                        .orElseThrow(() -> new RequestNotFoundException("Upgrade " + number));
    }

    /** {@return the newest requests that the caller may see} */
    public List<UpgradeRequest> visible(Caller caller) {
        return requests.visibleTo(caller.company(), caller.name(), caller.isStaff());
    }

    private static boolean maySee(UpgradeRequest request, Caller caller) {
        return caller.isStaff()
                || (!request.isTrial()
                        && (request.submitter().equals(caller.name())
                                || (caller.company() != null && caller.company().equals(request.company()))));
    }

    /** {@return whether the caller may download the result: the submitter alone (R56)} */
    public static boolean mayDownload(UpgradeRequest request, Caller caller) {
        return request.submitter().equals(caller.name());
    }
}
