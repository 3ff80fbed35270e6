package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.artifacts.DumpRefusedException;
import com.juniper.upgrade.artifacts.DumpRestore;
import com.juniper.upgrade.artifacts.ResultPacker;
import com.juniper.upgrade.artifacts.Upload;
import com.juniper.upgrade.artifacts.Uploads;
import com.juniper.upgrade.databases.DatabaseBusyException;
import com.juniper.upgrade.databases.ProductionSwitch;
import com.juniper.upgrade.databases.ProductionSwitch.Outcome;
import com.juniper.upgrade.databases.Workshop;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.EngineException;
import com.juniper.upgrade.engine.UpgradeEngine;
import com.juniper.upgrade.engine.UpgradeSettings;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.neutralization.NeutralizationFailedException;
import com.juniper.upgrade.neutralization.NeutralizationVerifier;
import com.juniper.upgrade.neutralization.Neutralizer;
import com.juniper.upgrade.notifications.DiscussChannel;
import com.juniper.upgrade.notifications.DiscussMessage;
import com.juniper.upgrade.releases.Releases;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

/**
 * The steps by which a request's copy is upgraded, in the order of the methods. Each may be called again after a crash:
 * it looks what is done and does the rest. What it writes is visible at once, in transactions of its own.
 *
 * <p>A step throws {@link RequestRefusedException} for what the customer can change, {@link UpgradeFailedException} for
 * what fails however often it is tried; anything else is a fault that may be gone the next time.
 */
@Service
public class UpgradeRun {

    private final UpgradeRequests requests;
    private final RequestProgress progress;
    private final Uploads uploads;
    private final DumpRestore restore;
    private final ResultPacker packer;
    private final Artifacts artifacts;
    private final Workshop workshop;
    private final Releases releases;
    private final Findings findings;
    private final HostedCopies hosted;
    private final ProductionSwitch production;
    private final ObjectProvider<ModuleUpdates> modules;
    private final Facts facts;
    private final UpgradeEngine engine = new UpgradeEngine(UpgradeSettings.defaults());

    UpgradeRun(
            UpgradeRequests requests,
            RequestProgress progress,
            Uploads uploads,
            DumpRestore restore,
            ResultPacker packer,
            Artifacts artifacts,
            Workshop workshop,
            Releases releases,
            Findings findings,
            HostedCopies hosted,
            ProductionSwitch production,
            ObjectProvider<ModuleUpdates> modules,
            Facts facts) {
        this.requests = requests;
        this.progress = progress;
        this.uploads = uploads;
        this.restore = restore;
        this.packer = packer;
        this.artifacts = artifacts;
        this.workshop = workshop;
        this.releases = releases;
        this.findings = findings;
        this.hosted = hosted;
        this.production = production;
        this.modules = modules;
        this.facts = facts;
    }

    /**
     * Closes a hosted database whose production upgrade begins; nobody can use it until it ends (R25, R119). Does nothing
     * for an upload: its customer's own server is not ours to close.
     *
     * @throws UpgradeFailedException if it is closed already, by others, or could not be upgraded in its place
     */
    public void close(UUID id) {
        var request = requests.require(id);
        Long database = request.databaseId();
        if (database == null) {
            return;
        }
        progress.move(id, RequestState.RUNNING);
        progress.step(id, "close", "Close the database", () -> {
            var obstacles = hosted.obstacles(request);
            if (!obstacles.isEmpty()) {
                throw failed(id, String.join(" ", obstacles), null);
            }
            try {
                production.close(id, database);
                return null;
            } catch (DatabaseBusyException e) {
                throw failed(id, String.valueOf(e.getMessage()), e);
            }
        });
    }

    /**
     * Makes the copy that is upgraded: of the upload, or of the hosted database.
     *
     * @throws RequestRefusedException if a dump is damaged or brings what it must not
     * @throws UpgradeFailedException if production was not closed; why is stored already
     */
    public void restore(UUID id) {
        var request = requests.require(id);
        if (request.isHosted() && request.isForProduction() && !isClosed(id)) {
            throw new UpgradeFailedException("The database was not closed");
        }
        progress.move(id, RequestState.RUNNING);
        if (progress.isDone(id, "restore")
                && workshop.find(request.workshopName()).isPresent()) {
            return; // the copy waited for custom modules, or the run was killed after this step
        }
        var listener = progress.of(id);
        var tables = new AtomicLong();
        Consumer<String> lines = line -> {
            if (line.contains("processing data for table") || line.contains("dumping contents of table")) {
                listener.stepProgressed(RequestProgress.NO_HOP, "restore", tables.incrementAndGet(), -1);
            }
        };
        progress.step(id, "restore", request.isHosted() ? "Copy the database" : "Restore the copy", () -> {
            try {
                if (request.isHosted()) {
                    hosted.copy(request, lines);
                } else {
                    restore.restore(upload(request).file(), workshop.create(request.workshopName()), lines);
                }
                return tables.get();
            } catch (DumpRefusedException e) {
                if (Faults.isFault(e)) {
                    throw e;
                }
                throw Faults.isDiskFull(e)
                        ? failed(id, Faults.withoutData(e), e)
                        : refused(id, "database", String.valueOf(e.getMessage()));
            }
        });
    }

    private Upload upload(UpgradeRequest request) {
        return uploads.find(Objects.requireNonNull(request.uploadId()), request.submitter())
                .filter(upload -> upload.error() == null)
                .orElseThrow(() ->
                        refused(request.id(), "upload", "The upload is not kept any more; please upload it again."));
    }

    /** Finds out what the copy is, before anything is changed in it. */
    public DatabaseFacts analyse(UUID id) {
        var request = requests.require(id);
        var found = facts.in(
                connectAlone(request),
                new Facts.Asked(
                        request.targetVersion(), request.hosting(), request.editionAsked(), request.hostingAsked()));
        var analysis = found.analysis();
        if (analysis != null) {
            progress.own(() -> requests.analysed(id, analysis, found.facts().customModules()));
            progress.of(id)
                    .log("The database is of version %s, line %s, edition %s, %d modules, %,d bytes"
                            .formatted(
                                    analysis.fullVersion(),
                                    analysis.line(),
                                    analysis.edition(),
                                    analysis.modules().size(),
                                    analysis.bytes()));
        }
        return request.branch() == null ? found.facts() : found.facts().ofBranch();
    }

    /** Remembers what the eligibility decision said; any reason means no. */
    public void decide(UUID id, List<Reason> reasons) {
        progress.own(() -> requests.explain(id, reasons));
    }

    /**
     * {@return whether the customer has declared that every custom module's code works on the target}
     *
     * @throws RequestRefusedException if it is for production, or a trial, and nobody has, neither now nor for a test of the
     *     case: they do not wait for it
     */
    public boolean modulesPorted(UUID id) {
        var request = requests.require(id);
        if (request.branch() != null
                && request.isForProduction()
                && request.commit() == null
                && !request.customModules().isEmpty()) {
            throw refused(
                    id,
                    "customModules",
                    "The custom modules %s were installed since it was asked for, and it was to begin without a commit. Arm the upgrade again."
                            .formatted(String.join(", ", request.customModules())));
        }
        if (request.customModules().isEmpty() || request.modulesDeclared() || request.branch() != null) {
            return true; // a branch's commits bring their code, and are looked at one by one
        }
        if (!request.isForProduction() && !request.isTrial()) {
            return false;
        }
        if (!requests.isDeclared(request)) {
            throw refused(
                    id,
                    "customModules",
                    "The custom modules %s are not declared ported to %s. Ask for a test first, and declare them there."
                            .formatted(String.join(", ", request.customModules()), request.targetVersion()));
        }
        return true;
    }

    /**
     * Updates the custom modules of a project's production copy with the code of its commit (R127); does nothing for others.
     *
     * @throws UpgradeFailedException if that fails, which fails the whole upgrade
     */
    public void updateModules(UUID id) {
        var request = requests.require(id);
        if (request.commit() == null) {
            return;
        }
        progress.step(id, "modules", "Update the custom modules", () -> {
            try {
                modules.getObject().update(request, connectAlone(request), progress.of(id)::log);
                return null;
            } catch (ModuleUpdates.FailedException e) {
                throw failed(id, String.valueOf(e.getMessage()), e);
            }
        });
    }

    /** {@return whether the result becomes production, and so is not neutralized (R69)} */
    public boolean isForProduction(UUID id) {
        return requests.require(id).isForProduction();
    }

    /** Upgrades the copy by one version, and says whether there is a further one to go. */
    public boolean upgradeHop(UUID id) {
        var request = requests.require(id);
        var address = connectAlone(request);
        var catalogs = releases.catalogs(Objects.requireNonNull(request.line()));
        var target = Version.parse(request.targetVersion());
        return failing(id, () -> {
            var hops = engine.remaining(address, target, catalogs);
            if (!hops.isEmpty()) {
                engine.hop(address, hops.get(0), catalogs, progress.of(id));
            }
            return hops.size() > 1;
        });
    }

    /** Ends the upgrade: files out of the database, statistics; keeps what the engine did and found. */
    public void finish(UUID id) {
        var request = requests.require(id);
        if (requests.outcome(id).upgrade() == null) {
            var address = connectAlone(request);
            var catalogs = releases.catalogs(Objects.requireNonNull(request.line()));
            var result = progress.step(
                    id,
                    "finish",
                    "Take files out of the database, update statistics",
                    () -> failing(id, () -> {
                        var done = engine.finish(
                                address,
                                Version.parse(request.targetVersion()),
                                catalogs,
                                filestore(id),
                                request.isHosted() ? hosted.files(request) : null,
                                progress.of(id));
                        progress.own(() -> findings.keep(id, address));
                        return done;
                    }));
            progress.own(() -> requests.upgraded(id, result));
        }
        UpgradeEngine.forget(connectAlone(request));
    }

    /** Makes the copy harmless (R69–R75). */
    public void neutralize(UUID id) {
        var address = connectAlone(requests.require(id));
        progress.step(
                id,
                "neutralize",
                "Neutralize the copy",
                () -> failing(id, () -> new Neutralizer()
                        .neutralize(
                                address,
                                Neutralizer.COPY_URL,
                                result -> progress.own(() -> requests.neutralized(id, result)))));
    }

    /**
     * Looks for outward channels that are still open.
     *
     * @throws UpgradeFailedException if there is one: the copy stays closed
     */
    public void verify(UUID id) {
        var address = connectAlone(requests.require(id));
        var leaks = progress.step(
                id,
                "verify",
                "Verify that nothing leaves the copy",
                () -> failing(id, () -> new NeutralizationVerifier().verify(address)));
        if (!leaks.isEmpty()) {
            throw failed(
                    id,
                    "The copy is not delivered, because not everything in it that reaches others could be switched off: "
                            + leaks,
                    null);
        }
    }

    /**
     * Posts the report into the copy's Discuss, for its administrators only (R66, R67). A copy where that cannot be is
     * delivered without, and the log says why.
     */
    public void post(UUID id, DiscussMessage report) {
        if (requests.require(id).isTrial()) {
            return; // nobody reads in its copy
        }
        var address = connectAlone(requests.require(id));
        progress.step(id, "discuss", "Post the report in Discuss", () -> {
            obstacle(address, report, filestore(id))
                    .ifPresent(reason -> progress.of(id).log("The report is not in Discuss: " + reason));
            return null;
        });
    }

    private static Optional<String> obstacle(DatabaseAddress address, DiscussMessage report, Path filestore) {
        try {
            return DiscussChannel.ofAdministrators().post(address, report, filestore);
        } catch (DataAccessException e) {
            if (Faults.isFault(e)) {
                throw e;
            }
            return Optional.of(Faults.withoutData(e.getMostSpecificCause()));
        }
    }

    /** Packs the result of an upload into the request's folder; puts that of a hosted database where it belongs. */
    public void pack(UUID id) {
        var request = requests.require(id);
        if (request.isHosted()) {
            progress.step(id, "pack", "Put the files in their place", () -> {
                hosted.place(request, filestore(id));
                return null;
            });
            return;
        }
        var database = workshop.require(request.workshopName());
        progress.step(id, "pack", "Pack the result", () -> {
            packer.pack(id, database, filestore(id), line -> {});
            return null;
        });
    }

    /**
     * Puts the upgraded copy into the place of its hosted database, all or nothing, and opens it.
     *
     * @throws UpgradeFailedException if the run was given up, and the database reverted, before
     */
    public void swap(UUID id) {
        var request = requests.require(id);
        if (request.isHosted()) {
            if (!isClosed(id)) {
                throw failed(id, "The upgrade was given up and reverted before it could end.", null);
            }
            progress.step(id, "swap", "Put the upgraded database in its place", () -> {
                production.swap(id, request.workshopName(), request.targetVersion());
                return null;
            });
        }
    }

    /**
     * Leaves a hosted database as it was before its production upgrade, and open; an upgraded copy that is in its place
     * already stays (R125). Does nothing where nothing was closed.
     *
     * @return whether the upgraded copy is in its place
     */
    public boolean revert(UUID id) {
        var request = requests.require(id);
        var outcome = production.revert(id, request.workshopName(), request.targetVersion());
        progress.of(id)
                .log(outcome.map(end -> "The database is open, " + (end == Outcome.REVERTED ? "as it was" : "upgraded"))
                        .orElse("Nothing of the database was changed"));
        return outcome.equals(Optional.of(Outcome.UPGRADED));
    }

    /** {@return whether a hosted database was closed for this run, which was not reverted} */
    public boolean isClosed(UUID id) {
        return production
                .find(id)
                .filter(state -> state.outcome() != Outcome.REVERTED)
                .isPresent();
    }

    /** Remembers that a closed database's upgrade failed for a fault that did not go away. */
    public UpgradeFailedException givenUp(UUID id, RuntimeException fault) {
        return failed(id, "A technical fault did not go away: " + Faults.withoutData(fault), fault);
    }

    private Path filestore(UUID id) {
        return artifacts.folder(id).resolve("filestore");
    }

    /** The copy's address, after every session of a run that died is ended. */
    private DatabaseAddress connectAlone(UpgradeRequest request) {
        workshop.endSessions(request.workshopName());
        return workshop.require(request.workshopName()).address();
    }

    private <T> T failing(UUID id, Supplier<T> work) {
        try {
            return work.get();
        } catch (EngineException | NeutralizationFailedException e) {
            throw Faults.isFault(e) ? e : failed(id, Faults.withoutData(e), e);
        }
    }

    private RequestRefusedException refused(UUID id, String code, String message) {
        var reasons = List.of(new Reason(code, message));
        progress.own(() -> requests.explain(id, reasons));
        return new RequestRefusedException(reasons);
    }

    private UpgradeFailedException failed(UUID id, String message, @Nullable Throwable cause) {
        progress.own(() -> requests.explain(id, List.of(new Reason("upgrade", message))));
        progress.of(id).log("Failed: " + message);
        return cause == null ? new UpgradeFailedException(message) : new UpgradeFailedException(message, cause);
    }
}
