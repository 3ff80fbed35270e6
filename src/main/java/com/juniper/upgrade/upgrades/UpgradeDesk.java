package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.accounts.Contract;
import com.juniper.upgrade.accounts.Contracts;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.artifacts.Upload;
import com.juniper.upgrade.artifacts.Uploads;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Releases;
import com.juniper.upgrade.security.Caller;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accepts requests for upgrades, from whichever channel they come (R29), and says who may see what of them. */
@Service
public class UpgradeDesk {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final Pattern LINE = Pattern.compile("\\P{Cntrl}{0,255}");

    private final JdbcClient jdbc;
    private final Uploads uploads;
    private final Releases releases;
    private final Contracts contracts;
    private final UpgradeRequests requests;
    private final UpgradeWorkflow workflow;

    UpgradeDesk(
            JdbcClient jdbc,
            Uploads uploads,
            Releases releases,
            Contracts contracts,
            UpgradeRequests requests,
            UpgradeWorkflow workflow) {
        this.jdbc = jdbc;
        this.uploads = uploads;
        this.releases = releases;
        this.contracts = contracts;
        this.requests = requests;
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
        workflow.start(request.id(), request.number(), request.targetVersion());
        return request;
    }

    /** Checks and stores a request, without starting anything. */
    @Transactional
    public UpgradeRequest register(SubmitUpgradeRequest command, Caller caller) {
        List<Reason> reasons = new ArrayList<>(eligibility(command));
        var upload = upload(command, caller, reasons);
        checkMail(command.email(), reasons);
        checkPurpose(command.purpose(), reasons);
        checkName(command.name(), reasons);
        checkLine("edition", command.edition(), reasons);
        checkLine("hosting", command.hosting(), reasons);
        checkLine("externalReference", command.externalReference(), reasons);
        var contract = contract(command.contract(), caller, reasons);
        if (!reasons.isEmpty() || upload.isEmpty() || contract.isEmpty()) {
            throw new RequestRefusedException(reasons);
        }
        return save(command, caller, upload.get(), contract.get());
    }

    private Optional<Upload> upload(SubmitUpgradeRequest command, Caller caller, List<Reason> reasons) {
        if (given(command.database()) != null) {
            reasons.add(new Reason(
                    "database",
                    "There is no hosted database %s of yours; hand in a dump and give its uploadId."
                            .formatted(printable(command.database()))));
        }
        var id = given(command.uploadId());
        if (id == null) {
            return Optional.empty();
        }
        var upload = uploads.find(id, caller.name());
        if (upload.isEmpty()) {
            throw new RequestNotFoundException("Upload " + id);
        }
        if (upload.get().error() != null) {
            reasons.add(new Reason("uploadId", upload.get().error() + "."));
        } else if (!upload.get().complete()) {
            reasons.add(new Reason("uploadId", "The upload is not complete yet."));
        }
        return upload;
    }

    /** The part of the eligibility decision that needs no look at the database. */
    private List<Reason> eligibility(SubmitUpgradeRequest command) {
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
                UpgradeRequest.HOSTING,
                printable(given(command.hosting())),
                List.of()));
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static void checkMail(@Nullable String email, List<Reason> reasons) {
        if (email == null || email.isBlank()) {
            reasons.add(
                    new Reason("email", "The e-mail address is missing: it gets the link to the upgraded database."));
            return;
        }
        try {
            if (email.length() > 254 || !email.matches("[^\\s,;<>\"]+@[^\\s,;<>\"]+")) {
                throw new AddressException();
            }
            new InternetAddress(email, true).validate();
        } catch (AddressException e) {
            reasons.add(new Reason("email", "'%s' is not one e-mail address.".formatted(printable(email))));
        }
    }

    private static void checkPurpose(@Nullable String purpose, List<Reason> reasons) {
        if (purpose != null && !purpose.isBlank() && !purpose.equals("TEST")) {
            reasons.add(new Reason(
                    "purpose", "The purpose '%s' is not available; use TEST.".formatted(printable(purpose))));
        }
    }

    private static void checkName(@Nullable String name, List<Reason> reasons) {
        if (name != null && !name.isBlank() && !NAME.matcher(name).matches()) {
            reasons.add(new Reason(
                    "name",
                    "The name '%s' is not allowed: up to 63 small letters, digits, - and _, beginning with a letter."
                            .formatted(printable(name))));
        }
    }

    private static void checkLine(String part, @Nullable String text, List<Reason> reasons) {
        if (text != null && !LINE.matcher(text).matches()) {
            reasons.add(new Reason(
                    part, "The %s '%s' is not one line of at most 255 letters.".formatted(part, printable(text))));
        }
    }

    private Optional<Contract> contract(@Nullable String code, Caller caller, List<Reason> reasons) {
        if (code == null || code.isBlank()) {
            reasons.add(new Reason("contract", "The contract's code is missing."));
            return Optional.empty();
        }
        var contract = contracts.find(String.valueOf(printable(code.strip())));
        if (contract.isEmpty() || !mayUse(contract.get(), caller)) {
            reasons.add(new Reason("contract", "There is no contract %s of yours.".formatted(printable(code))));
            return Optional.empty();
        }
        return contract;
    }

    /** A program with nothing but a request's token shows the contract's code instead of a login. */
    private static boolean mayUse(Contract contract, Caller caller) {
        Person person = caller.person();
        return person == null || person.isStaff() || contract.company().equals(person.company());
    }

    private static @Nullable String printable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var line = text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }

    /** The name chosen, else what the uploaded file is called. */
    private static String name(SubmitUpgradeRequest command, Upload upload) {
        var chosen = given(command.name());
        if (chosen != null) {
            return chosen;
        }
        var name = upload.fileName()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("(\\.(dump|sql|gz|zip|tar|tgz|backup))+$", "")
                .replaceAll("[^a-z0-9_-]+", "-")
                .replaceFirst("^[^a-z]+", "");
        return name.isEmpty() ? "database" : name.substring(0, Math.min(name.length(), 63));
    }

    /** The clause by which an upgrade costs something (decision 6), or null. */
    private static @Nullable String chargeable(Contract contract) {
        return contract.edition() == Contract.Edition.ENTERPRISE
                ? null
                : "Upgrades are free with an Enterprise subscription; contract %s is none, so this one is chargeable."
                        .formatted(contract.code());
    }

    private UpgradeRequest save(SubmitUpgradeRequest command, Caller caller, Upload upload, Contract contract) {
        var name = name(command, upload);
        var target = Objects.requireNonNull(given(command.targetVersion()));
        var number = number(contract.company(), caller.name(), name, target);
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into upgrade.request (id, number, submitter, purpose, email, contract, upload_id, file_name,
                          upload_bytes, target_version, state, external_reference, chargeable, edition_asked, hosting_asked)
                        values (?, ?, ?, 'TEST', ?, ?, ?, ?, ?, ?, 'SUBMITTED', ?, ?, ?, ?)""")
                .params(
                        id,
                        number,
                        caller.name(),
                        command.email(),
                        contract.code(),
                        upload.id(),
                        upload.fileName(),
                        upload.bytes(),
                        target,
                        given(command.externalReference()),
                        chargeable(contract),
                        given(command.edition()),
                        given(command.hosting()))
                .update();
        uploads.keep(upload.id());
        return requests.require(id);
    }

    /** The case of a database and a target: a further test belongs to the one that is there (R64). */
    private String number(String company, String owner, String name, String target) {
        var key = company + "/" + name;
        return jdbc.sql("select number from upgrade.upgrade where database_key = ? and target_version = ?")
                .params(key, target)
                .query(String.class)
                .optional()
                .orElseGet(() -> {
                    var number = "UPG-%05d"
                            .formatted(jdbc.sql("select nextval('upgrade.upgrade_number')")
                                    .query(Long.class)
                                    .single());
                    jdbc.sql("""
                                    insert into upgrade.upgrade (number, company, owner, database_key, database_name, target_version)
                                    values (?, ?, ?, ?, ?, ?)""")
                            .params(number, company, owner, key, name, target)
                            .update();
                    return number;
                });
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
     * {@return the requests of a case that the caller may see, newest first}
     *
     * @throws RequestNotFoundException if he may not, or there is none
     */
    public List<UpgradeRequest> visibleCase(String number, Caller caller) {
        var found = requests.ofCase(number).stream()
                .filter(request -> maySee(request, caller))
                .toList();
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
        return visibleCase(number, caller).stream()
                .filter(candidate -> request == null || candidate.id().equals(request))
                .findFirst()
                .orElseThrow(() -> new RequestNotFoundException("Upgrade " + number));
    }

    /** {@return the newest requests that the caller may see} */
    public List<UpgradeRequest> visible(Caller caller) {
        return requests.visibleTo(caller.company(), caller.name(), caller.isStaff());
    }

    private static boolean maySee(UpgradeRequest request, Caller caller) {
        return caller.isStaff()
                || request.submitter().equals(caller.name())
                || (caller.company() != null && caller.company().equals(request.company()));
    }

    /** {@return whether the caller may download the result: the submitter alone (R56)} */
    public static boolean mayDownload(UpgradeRequest request, Caller caller) {
        return request.submitter().equals(caller.name());
    }
}
