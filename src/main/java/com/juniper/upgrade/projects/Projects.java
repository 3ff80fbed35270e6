package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.accounts.ApiTokens;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.projects.Branch.Stage;
import com.juniper.upgrade.projects.ProjectView.BranchView;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The projects of Juniper.sh (R42): operators make them, a company's people see its own, staff sees all. To everybody else a
 * project does not exist.
 */
@Service
@Transactional
public class Projects {

    private static final Logger log = LoggerFactory.getLogger(Projects.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int LISTED_COMMITS = 10;

    private final ProjectStore store;
    private final WebhookStore webhooks;
    private final Repositories repositories;
    private final HostedDatabases databases;
    private final String publicUrl;

    Projects(
            ProjectStore store,
            WebhookStore webhooks,
            Repositories repositories,
            HostedDatabases databases,
            JuniperProperties properties) {
        this.store = store;
        this.webhooks = webhooks;
        this.repositories = repositories;
        this.databases = databases;
        this.publicUrl = properties.publicUrl();
    }

    /**
     * Makes a project of a production database, with an empty repository.
     *
     * @param database its id or its name
     * @throws NotAllowedException if the caller is no operator
     * @throws RequestRefusedException if a name is not allowed or taken, or the database is none of hosting SH with a company
     */
    public Project create(String name, String database, String productionBranch, Caller caller) {
        requireOperator(caller);
        List<Reason> reasons = new ArrayList<>();
        if (!NAME.matcher(name).matches()) {
            reasons.add(
                    new Reason(
                            "name",
                            "A project's name begins with a small letter and has at most 40 small letters, digits and hyphens."));
        } else if (store.find(name).isPresent()) {
            reasons.add(new Reason("name", "There is a project %s already.".formatted(name)));
        }
        if (!PushRules.isBranchName(productionBranch)) {
            reasons.add(new Reason("productionBranch", "'%s' is no name of a branch.".formatted(productionBranch)));
        }
        var found = candidates(database);
        var hosted = found.size() == 1 ? found.get(0) : null;
        var company = hosted == null ? null : hosted.company();
        if (hosted == null) {
            reasons.add(new Reason(
                    "database",
                    found.isEmpty()
                            ? "There is no hosted database '%s'.".formatted(database)
                            : "Several clusters host a database '%s'; give its id.".formatted(database)));
        } else {
            problem(hosted).ifPresent(problem -> reasons.add(new Reason("database", problem)));
        }
        if (!reasons.isEmpty() || hosted == null || company == null) {
            throw new RequestRefusedException(reasons);
        }
        var project = inserted(name, company, hosted, productionBranch, caller);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                makeRepository(project);
            }
        });
        return project;
    }

    private void makeRepository(Project project) {
        try {
            repositories.open(project).close();
        } catch (IOException e) { // it is made when it is first used
            log.error("The repository of {} is not made yet", project.name(), e);
        }
    }

    private List<HostedDatabase> candidates(String database) {
        if (database.matches("[0-9]{1,18}")) {
            var byId = databases.find(Long.parseLong(database));
            if (byId.isPresent()) {
                return List.of(byId.get());
            }
        }
        return databases.named(database);
    }

    private Optional<String> problem(HostedDatabase database) {
        var name = database.name();
        if (database.kind() != HostedDatabase.Kind.PRODUCTION) {
            return Optional.of("%s is no production database.".formatted(name));
        }
        if (!database.hosting().equals("SH")) {
            return Optional.of("%s is hosted %s; assign it to hosting SH first.".formatted(name, database.hosting()));
        }
        if (database.company() == null) {
            return Optional.of("%s is nobody's; assign it to a company first.".formatted(name));
        }
        return store.ofDatabase(database.id())
                .map(project -> "%s is the database of project %s already.".formatted(name, project.name()));
    }

    private Project inserted(
            String name, String company, HostedDatabase database, String productionBranch, Caller caller) {
        try {
            return store.create(
                    name, company, database.id(), productionBranch, caller.name(), ApiTokens.random("jhs_"));
        } catch (DuplicateKeyException e) {
            throw refused("name", "Somebody else is just making such a project. Look at it.");
        }
    }

    /** {@return the names of the projects of databases that the caller sees, by those: they are upgraded there} */
    @Transactional(readOnly = true)
    public Map<Long, String> namesOf(Collection<Long> databaseIds) {
        return store.namesOf(databaseIds);
    }

    /** {@return the projects that a caller sees, by name} */
    @Transactional(readOnly = true)
    public List<Project> visible(Caller caller) {
        var company = caller.company();
        if (caller.isStaff()) {
            return store.list();
        }
        return company == null ? List.of() : store.list(company);
    }

    /**
     * {@return a project that a caller sees}
     *
     * @throws RequestNotFoundException if there is none, or it is another company's
     */
    @Transactional(readOnly = true)
    public Project visible(String name, Caller caller) {
        return find(name, caller).orElseThrow(() -> new RequestNotFoundException("Project " + name));
    }

    /** As {@link #visible(String, Caller)}; empty instead of the exception. */
    @Transactional(readOnly = true)
    public Optional<Project> find(String name, Caller caller) {
        return store.find(name)
                .filter(project -> caller.isStaff() || project.company().equals(caller.company()));
    }

    /** {@return a project that a caller sees, with its branches: production first, then staging; as {@link #visible}} */
    @Transactional(readOnly = true)
    public ProjectView view(String name, Caller caller) {
        var project = visible(name, caller);
        var remote = store.remote(project).url();
        var webhook = webhooks.url(project);
        return new ProjectView(
                project,
                "%s/git/%s.git".formatted(publicUrl, name),
                remote == null ? null : withoutCredentials(remote),
                store.fetchProblems(project),
                webhook == null ? null : webhook.replaceFirst("\\?.*$", "?…"),
                webhooks.problems(project),
                store.branches(project).stream()
                        .map(branch ->
                                new BranchView(branch, repositories.commits(project, branch.name(), LISTED_COMMITS)))
                        .toList());
    }

    /** {@return whether a caller may push to a project that he sees: its company's customers and maintainers} */
    static boolean mayPush(Project project, Caller caller) {
        var person = caller.person();
        return person != null
                && project.company().equals(person.company())
                && Stream.of(Role.CUSTOMER, Role.MAINTAINER).anyMatch(person.roles()::contains);
    }

    /**
     * Says whether a branch is for staging or for development.
     *
     * @throws RequestNotFoundException if the caller does not see the project
     * @throws NotAllowedException if he neither may push to it nor works for the platform
     * @throws RequestRefusedException if it has no such branch, or it is production's, or should become that
     */
    public Branch stage(String name, String branch, Stage stage, Caller caller) {
        var project = visible(name, caller);
        if (!caller.isStaff() && !mayPush(project, caller)) {
            throw new NotAllowedException(
                    "Only the project's customers and maintainers, and staff, say what a branch is for.");
        }
        store.lock(project);
        if (branch.equals(project.productionBranch())) {
            throw refused("branch", "%s is the production branch, and stays it.".formatted(branch));
        }
        if (stage == Stage.PRODUCTION) {
            throw refused(
                    "stage",
                    "%s is the production branch of %s, and its only one.".formatted(project.productionBranch(), name));
        }
        if (store.branch(project, branch).isEmpty()) {
            throw refused("branch", "%s has no branch '%s'; push it first.".formatted(name, branch));
        }
        store.stage(project, branch, stage);
        return store.branch(project, branch).orElseThrow();
    }

    /**
     * Says where a project's repository is, too, so that its host announces pushes there.
     *
     * @param url http or https, with a user and a token where the host wants them; empty for nowhere
     * @return the secret with which that host signs
     * @throws NotAllowedException if the caller is no operator
     * @throws RequestNotFoundException if there is no such project
     * @throws RequestRefusedException if the address is none to fetch from
     */
    public String remote(String name, String url, Caller caller) {
        requireOperator(caller);
        var project = visible(name, caller);
        if (!url.isEmpty() && !isAddress(url)) {
            throw refused(
                    "url",
                    "It is no address to fetch from: http:// or https://, a host and a path, at most %d characters."
                            .formatted(OutsideAddress.LONGEST));
        }
        store.remote(project, url.isEmpty() ? null : url);
        return Objects.requireNonNullElse(store.remote(project).secret(), "");
    }

    private static boolean isAddress(String url) {
        return OutsideAddress.parse(url)
                .filter(uri -> uri.getPath().length() > 1 && uri.getRawQuery() == null)
                .isPresent();
    }

    /** {@return an address without the user and the password before its host} */
    static String withoutCredentials(String url) {
        return url.replaceFirst("//[^/@]*@", "//");
    }

    private static void requireOperator(Caller caller) {
        if (!caller.isOperator()) {
            throw new NotAllowedException("Only an operator makes projects, and says where their repositories are.");
        }
    }

    private static RequestRefusedException refused(String code, String message) {
        return new RequestRefusedException(List.of(new Reason(code, message)));
    }
}
