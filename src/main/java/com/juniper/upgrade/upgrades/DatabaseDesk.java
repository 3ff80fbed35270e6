package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.databases.DatabaseList;
import com.juniper.upgrade.databases.DatabasePage;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabase.Kind;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.TestCopies;
import com.juniper.upgrade.databases.WorkshopDatabase;
import com.juniper.upgrade.engine.CatalogSummary;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Release;
import com.juniper.upgrade.releases.Releases;
import com.juniper.upgrade.security.Caller;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What people do with hosted databases in the database manager, and who may (R32-R41). */
@Service
public class DatabaseDesk {

    private static final Logger log = LoggerFactory.getLogger(DatabaseDesk.class);
    private static final Set<String> HOSTINGS = Set.of("ONLINE", "SH");

    private final HostedDatabases databases;
    private final DatabaseList list;
    private final TestCopies copies;
    private final UpgradeRequests requests;
    private final Releases releases;
    private final JdbcClient jdbc;

    DatabaseDesk(
            HostedDatabases databases,
            DatabaseList list,
            TestCopies copies,
            UpgradeRequests requests,
            Releases releases,
            JdbcClient jdbc) {
        this.databases = databases;
        this.list = list;
        this.copies = copies;
        this.requests = requests;
        this.releases = releases;
        this.jdbc = jdbc;
    }

    /**
     * {@return a database of the caller's company; any for staff (R33)}
     *
     * @throws RequestNotFoundException if he may not see it, or there is none
     */
    public HostedDatabase visible(long id, Caller caller) {
        return databases
                .find(id)
                .filter(database -> UpgradeDesk.maySee(database, caller))
                .filter(database ->
                        caller.isStaff() || database.kind() == Kind.PRODUCTION || database.kind() == Kind.TEST)
                .orElseThrow(() -> new RequestNotFoundException("Database " + id));
    }

    /** A page of the manager; {@code more} says that a search finds more than the total. */
    public record Page(int page, int pages, long total, boolean more, List<ManagedDatabase> databases) {}

    /**
     * {@return a page of the caller's production databases; of all for staff}
     *
     * @throws IllegalArgumentException if there is no such order
     */
    public Page page(DatabaseList.Wish wish, Caller caller) {
        DatabasePage page = list.page(caller.company(), caller.isStaff(), wish);
        return new Page(page.page(), page.pages(), page.total(), page.more(), managed(page.databases(), caller));
    }

    /**
     * {@return one line of the manager}
     *
     * @throws RequestNotFoundException if the caller may not see it, or it is no production database
     */
    public ManagedDatabase managed(long id, Caller caller) {
        var database = visible(id, caller);
        if (database.kind() != Kind.PRODUCTION) {
            throw new RequestNotFoundException("Database " + id);
        }
        return managed(List.of(database), caller).get(0);
    }

    private List<ManagedDatabase> managed(List<HostedDatabase> found, Caller caller) {
        var ids = found.stream().map(HostedDatabase::id).toList();
        var newest = requests.newestOf(ids);
        var copiesOf =
                list.copiesOf(ids).stream().collect(Collectors.groupingBy(copy -> String.valueOf(copy.origin())));
        var versions = versions();
        return found.stream()
                .map(database -> {
                    var own = copiesOf.getOrDefault(Long.toString(database.id()), List.of());
                    return new ManagedDatabase(
                            database,
                            newer(database, versions),
                            newest.get(database.id()),
                            of(Kind.TEST, own),
                            caller.isStaff() ? of(Kind.FORMER, own) : List.of());
                })
                .toList();
    }

    private static List<HostedDatabase> of(Kind kind, List<HostedDatabase> databases) {
        return databases.stream().filter(database -> database.kind() == kind).toList();
    }

    /** The published versions of each line, latest first. */
    private Map<String, List<Version>> versions() {
        return releases.all().stream()
                .map(Release::summary)
                .sorted(Comparator.comparing(CatalogSummary::version).reversed())
                .collect(Collectors.groupingBy(
                        CatalogSummary::line, Collectors.mapping(CatalogSummary::version, Collectors.toList())));
    }

    private static List<Version> newer(HostedDatabase database, Map<String, List<Version>> versions) {
        if (database.line() == null || database.version() == null) {
            return List.of();
        }
        var present = Version.parse(database.version());
        return versions.getOrDefault(database.line(), List.of()).stream()
                .filter(version -> version.compareTo(present) > 0)
                .toList();
    }

    /**
     * Deletes a test database.
     *
     * @throws NotAllowedException if it is none
     * @throws DatabaseInUseException if its request has not ended
     */
    public HostedDatabase delete(long id, Caller caller) {
        var database = visible(id, caller);
        if (database.kind() != Kind.TEST) {
            throw new NotAllowedException(
                    "%s is no test database; only those can be deleted here.".formatted(database.name()));
        }
        if (database.request() != null
                && !requests.require(database.request()).state().isEnd()) {
            throw new DatabaseInUseException(
                    "The upgrade that makes %s has not ended yet. Wait for its end.".formatted(database.name()));
        }
        log.info("{} deletes the test database {}", caller.name(), database.name());
        copies.drop(database);
        return database;
    }

    /**
     * {@return how to connect to a test database as its owner: for its company's people alone}
     *
     * @throws NotAllowedException if it is no test database, or another company's
     */
    public WorkshopDatabase connection(long id, Caller caller) {
        var database = visible(id, caller);
        if (database.kind() != Kind.TEST) {
            throw new NotAllowedException(
                    "%s is no test database; only those are handed out.".formatted(database.name()));
        }
        if (database.company() == null || !database.company().equals(caller.company())) {
            throw new NotAllowedException("Only the people of the company whose database %s is can connect to it."
                    .formatted(database.name()));
        }
        log.info("{} gets the connection of the test database {}", caller.name(), database.name());
        return copies.connection(database);
    }

    /**
     * Says whose a production database is, with its copies, and how it is hosted; for operators.
     *
     * @param company its id; empty for nobody's
     * @throws RequestRefusedException if there is no such company or hosting
     */
    public HostedDatabase assign(long id, @Nullable String company, @Nullable String hosting, Caller caller) {
        var database = visible(id, caller);
        List<Reason> reasons = new ArrayList<>();
        var given = RequestChecks.given(company);
        var how = RequestChecks.given(hosting);
        if (database.kind() != Kind.PRODUCTION) {
            reasons.add(new Reason("database", "%s is a copy; assign its origin.".formatted(database.name())));
        }
        if (given != null && !isCompany(given)) {
            reasons.add(new Reason("company", "There is no company '%s'.".formatted(RequestChecks.printable(given))));
        }
        if (how != null && !HOSTINGS.contains(how)) {
            reasons.add(new Reason("hosting", "A hosted database is ONLINE or SH."));
        }
        if (!reasons.isEmpty()) {
            throw new RequestRefusedException(reasons);
        }
        try {
            databases.assign(id, given, how == null ? database.hosting() : how);
        } catch (DataIntegrityViolationException e) {
            log.info("{} is not assigned: {}", database.name(), e.getMessage());
            throw new RequestRefusedException(List.of(new Reason(
                    "company", "%s is a project's database, and stays its company's.".formatted(database.name()))));
        }
        log.info("{} assigns {} to {}", caller.name(), database.name(), given);
        return databases.require(id);
    }

    /**
     * Says what part a production database has in rolling releases; for operators.
     *
     * @param part null for the usual one
     * @throws RequestNotFoundException if there is no such production database
     */
    public ManagedDatabase takePart(long id, HostedDatabases.@Nullable RollingPart part, Caller caller) {
        var managed = managed(id, caller);
        databases.takePart(id, part);
        log.info(
                "{} gives {} the part {} in rolling releases",
                caller.name(),
                managed.database().name(),
                part);
        return managed;
    }

    private boolean isCompany(String id) {
        return jdbc.sql("select count(*) from upgrade.company where id = ?")
                        .param(id)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
