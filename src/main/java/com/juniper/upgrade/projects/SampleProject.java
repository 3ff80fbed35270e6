package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.databases.Backups;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.projects.Branch.Stage;
import com.juniper.upgrade.security.Caller;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Makes the project of the sample's database {@code acme-rental} at the platform's first start, after the sample: its module on
 * {@code main}, and ported to the next version on the staging branch; and a backup, so that the branch can be upgraded at once
 * (R42, R43). What is made already is left alone.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class SampleProject implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(SampleProject.class);
    private static final String NAME = "acme-rental";
    private static final String MAIN = "main";
    private static final String STAGING = "staging";
    private static final String FILES = "sample/" + NAME + "/";

    private final Projects projects;
    private final ProjectStore store;
    private final Repositories repositories;
    private final BranchSync branches;
    private final HostedDatabases databases;
    private final Backups backups;
    private final People people;
    private final boolean demo;

    SampleProject(
            Projects projects,
            ProjectStore store,
            Repositories repositories,
            BranchSync branches,
            HostedDatabases databases,
            Backups backups,
            People people,
            JuniperProperties properties) {
        this.projects = projects;
        this.store = store;
        this.repositories = repositories;
        this.branches = branches;
        this.databases = databases;
        this.backups = backups;
        this.people = people;
        this.demo = properties.demo();
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        var hosted = databases.named(NAME).stream()
                .filter(database -> database.kind() == HostedDatabase.Kind.PRODUCTION)
                .findFirst();
        var operator = people.find("operator");
        if (demo && hosted.isPresent() && operator.isPresent()) {
            make(hosted.get(), new Caller("operator", operator.get()));
        }
    }

    private void make(HostedDatabase database, Caller operator) throws IOException {
        if (store.find(NAME).isEmpty()) {
            log.info("Making the sample's project {}", NAME);
            databases.assign(database.id(), database.company(), "SH");
            projects.create(NAME, Long.toString(database.id()), MAIN, operator);
        }
        var project = store.find(NAME).orElseThrow();
        if (!repositories.heads(project).containsKey(MAIN)) {
            try (var repository = repositories.open(project)) {
                var first = commit(repository, MAIN, "The module as it is in production", List.of());
                var ported = commit(repository, STAGING, "Port the module to 17.0", List.of(first));
                move(repository, STAGING, ported);
                branches.sync(project, message -> {});
                projects.stage(NAME, STAGING, Stage.STAGING, operator);
                move(repository, MAIN, first); // last: where it is there, all is
                branches.sync(project, message -> {});
            }
        }
        if (backups.of(database.id()).isEmpty()) {
            backups.take(database);
        }
    }

    /** Commits the sample's files for a branch. */
    private static ObjectId commit(Repository repository, String branch, String message, List<ObjectId> parents)
            throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var commit = new CommitBuilder();
            commit.setTreeId(tree(inserter, files(branch)));
            commit.setParentIds(parents);
            var author = new PersonIdent("demo", "demo@acme.example");
            commit.setAuthor(author);
            commit.setCommitter(author);
            commit.setMessage(message);
            var id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    private static ObjectId tree(ObjectInserter inserter, Map<String, byte[]> files) throws IOException {
        var index = DirCache.newInCore();
        var builder = index.builder();
        for (var file : files.entrySet()) {
            var entry = new DirCacheEntry(file.getKey());
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue()));
            builder.add(entry);
        }
        builder.finish();
        return index.writeTree(inserter);
    }

    private static Map<String, byte[]> files(String branch) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        var folder = FILES + branch + "/";
        for (var resource : new PathMatchingResourcePatternResolver().getResources("classpath:" + folder + "**/*.*")) {
            var url = resource.getURL().toString();
            if (resource.isReadable() && !url.endsWith("/")) { // no folder
                files.put(url.substring(url.lastIndexOf(folder) + folder.length()), resource.getContentAsByteArray());
            }
        }
        return files;
    }

    private static void move(Repository repository, String branch, ObjectId commit) throws IOException {
        var update = repository.updateRef(Constants.R_HEADS + branch);
        update.setNewObjectId(commit);
        update.setForceUpdate(true);
        update.setRefLogIdent(new PersonIdent("demo", ""));
        update.setRefLogMessage("sample", false);
        update.update();
    }
}
