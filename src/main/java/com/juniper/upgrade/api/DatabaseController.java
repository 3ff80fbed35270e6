package com.juniper.upgrade.api;

import com.juniper.upgrade.databases.DatabaseList;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.explorer.Comparisons;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.DatabaseDesk;
import com.juniper.upgrade.upgrades.ManagedDatabase;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Hosted databases for programs: listed, compared, connected to, deleted, assigned. */
@RestController
class DatabaseController {

    private static final int DEFAULT_PORT = 5432;

    private final DatabaseDesk desk;
    private final Comparisons comparisons;
    private final CurrentCaller callers;

    DatabaseController(DatabaseDesk desk, Comparisons comparisons, CurrentCaller callers) {
        this.desk = desk;
        this.comparisons = comparisons;
        this.callers = callers;
    }

    /**
     * A hosted database.
     *
     * @param kind PRODUCTION, TEST or FORMER
     * @param newer the versions that it can be upgraded to, latest first
     * @param requestInProgress of the upgrade under way
     */
    record DatabaseView(
            long id,
            String name,
            String kind,
            String hosting,
            @Nullable String company,
            @Nullable Long origin,
            @Nullable String line,
            @Nullable String version,
            @Nullable String edition,
            @Nullable Integer modules,
            @Nullable Integer users,
            long bytes,
            @Nullable Instant lastUse,
            @Nullable Instant expires,
            @Nullable String problem,
            List<String> newer,
            @Nullable String requestInProgress,
            List<DatabaseView> tests) {

        static DatabaseView of(HostedDatabase database) {
            return of(database, List.of(), null, List.of());
        }

        static DatabaseView of(ManagedDatabase managed) {
            return of(
                    managed.database(),
                    managed.newer().stream().map(Object::toString).toList(),
                    managed.request() == null || !managed.isInProgress()
                            ? null
                            : managed.request().id().toString(),
                    managed.tests().stream().map(DatabaseView::of).toList());
        }

        private static DatabaseView of(
                HostedDatabase database, List<String> newer, @Nullable String request, List<DatabaseView> tests) {
            return new DatabaseView(
                    database.id(),
                    database.name(),
                    database.kind().name(),
                    database.hosting(),
                    database.company(),
                    database.origin(),
                    database.line(),
                    database.version(),
                    database.edition(),
                    database.modules(),
                    database.users(),
                    database.bytes(),
                    database.lastUse(),
                    database.expires(),
                    database.problem(),
                    newer,
                    request,
                    tests);
        }
    }

    /** A page of databases; {@code more} says that the search finds more than {@code total}. */
    record DatabasesView(int page, int pages, long total, boolean more, List<DatabaseView> databases) {}

    /**
     * The production databases of the caller's company, each with its test databases; of all for staff (R33).
     *
     * @param sort name, company, version, hosting, size, modules, users or last-use; {@code -} before it for descending
     * @param search a part of the name, or its beginning where that is shorter than 3 letters
     */
    @GetMapping("/api/databases")
    DatabasesView all(
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "50") int size,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String search) {
        try {
            var found = desk.page(new DatabaseList.Wish(search, sort, page, size), callers.require());
            return new DatabasesView(
                    found.page(),
                    found.pages(),
                    found.total(),
                    found.more(),
                    found.databases().stream().map(DatabaseView::of).toList());
        } catch (IllegalArgumentException e) {
            throw new BadParameterException(String.valueOf(e.getMessage()));
        }
    }

    @GetMapping("/api/databases/{id}")
    DatabaseView find(@PathVariable long id) {
        var caller = callers.require();
        var database = desk.visible(id, caller);
        return database.kind() == HostedDatabase.Kind.PRODUCTION
                ? DatabaseView.of(desk.managed(id, caller))
                : DatabaseView.of(database);
    }

    /** Deletes a test database, with its files. */
    @DeleteMapping("/api/databases/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        desk.delete(id, callers.require());
    }

    /** How to connect to a test database as its owner. */
    record ConnectionView(String host, int port, String database, String role, String password) {}

    /** The connection of a test database, for its company's people. */
    @GetMapping("/api/databases/{id}/connection")
    ConnectionView connection(@PathVariable long id) {
        var found = desk.connection(id, callers.require());
        var address = found.address();
        var uri = URI.create(address.url().substring("jdbc:".length()));
        return new ConnectionView(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                found.name(),
                address.user(),
                address.password());
    }

    /** Whose a database is; {@code company} empty for nobody's, {@code hosting} ONLINE or SH. */
    record Assignment(@Nullable String company, @Nullable String hosting) {}

    /** Says whose a production database is and how it is hosted; for operators. */
    @PostMapping("/api/databases/{id}/assignment")
    DatabaseView assign(@PathVariable long id, @RequestBody Assignment assignment) {
        return DatabaseView.of(desk.assign(id, assignment.company(), assignment.hosting(), callers.require()));
    }

    /** CANARY for a database that is tried before the others, OPT_OUT for one that is never; null for the usual. */
    record RollingBody(HostedDatabases.@Nullable RollingPart part) {}

    /** Says what part a production database has in rolling releases; for operators. */
    @PostMapping("/api/databases/{id}/rolling")
    DatabaseView takePart(@PathVariable long id, @RequestBody RollingBody body) {
        return DatabaseView.of(desk.takePart(id, body.part(), callers.require()));
    }

    /** Two databases side by side: one of the three, after what was asked for. */
    record ComparisonView(
            @Nullable List<Comparisons.ModelCount> counts,
            Comparisons.@Nullable ModelComparison model,
            Comparisons.@Nullable RecordPair record) {}

    /**
     * Compares two databases, records by their ids (R87, R92, R98): the numbers of all models; a page of one model; one
     * record field by field.
     */
    @GetMapping("/api/databases/{id}/compare/{other}")
    ComparisonView compare(
            @PathVariable long id,
            @PathVariable long other,
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(name = "id", required = false) @Nullable Long record,
            @RequestParam(defaultValue = "1") int page) {
        var caller = callers.require();
        var left = desk.visible(id, caller);
        var right = desk.visible(other, caller);
        if (model == null) {
            return new ComparisonView(comparisons.counts(left, right), null, null);
        }
        return record == null
                ? new ComparisonView(null, comparisons.model(left, right, model, page), null)
                : new ComparisonView(null, null, comparisons.record(left, right, model, record));
    }
}
