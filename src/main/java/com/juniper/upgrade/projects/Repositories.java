package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.modules.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.ReflogEntry;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.util.FS;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The projects' bare git repositories, {@code projects/<name>.git} in the platform's home. One that is missing is made when
 * it is first used. Their configuration is the platform's; nothing in them is ever run or checked out.
 */
@Component
class Repositories {

    private static final int MOST_MOVES = 1000;

    private final Path folder;
    private final JuniperProperties.Projects limits;

    Repositories(JuniperProperties properties) {
        this.folder = properties.home().resolve("projects");
        this.limits = properties.projects();
    }

    /** A commit to which a branch was moved, by whom and when. */
    record Move(String commitId, String by, Instant time) {}

    /** {@return a project's repository, which the caller closes} */
    Repository open(Project project) throws IOException {
        return RepositoryCache.open(
                RepositoryCache.FileKey.exact(required(project).toFile(), FS.DETECTED), true);
    }

    /**
     * {@return a project's repository, which takes what an outside host sends within the limits of a push; the caller closes
     * it}
     *
     * @param until when receiving is broken off
     */
    Repository openForFetch(Project project, Instant until) throws IOException {
        var builder = new FileRepositoryBuilder()
                .setGitDir(required(project).toFile())
                .setBare()
                .setMustExist(true)
                .setup();
        return new FileRepository(builder) {
            @Override
            public ObjectInserter newObjectInserter() {
                return limited(super.newObjectInserter(), until);
            }
        };
    }

    private ObjectInserter limited(ObjectInserter unlimited, Instant until) {
        return new ObjectInserter.Filter() {
            @Override
            protected ObjectInserter delegate() {
                return unlimited;
            }

            @Override
            public PackParser newPackParser(InputStream input) throws IOException {
                var parser = super.newPackParser(
                        new FetchLimit(input, limits.largestPush().toBytes(), until));
                parser.setMaxObjectSizeLimit(limits.largestFile().toBytes());
                return parser;
            }
        };
    }

    /** {@return what looks at each object that is received: no {@code .git}, no {@code ..}, on no system} */
    static ObjectChecker checker() {
        return new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true);
    }

    private Path required(Project project) throws IOException {
        var path = folder.resolve(project.name() + ".git");
        if (!Files.exists(path)) {
            create(path, project.productionBranch());
        }
        return path;
    }

    /** Makes a repository beside its place and moves it there: it is whole, or not there. */
    private void create(Path path, String branch) throws IOException {
        Files.createDirectories(folder);
        var begun = Files.createTempDirectory(folder, ".begun-");
        try (var git = Git.init()
                .setBare(true)
                .setDirectory(begun.toFile())
                .setInitialBranch(branch)
                .call()) {
            var config = git.getRepository().getConfig();
            config.setString("core", null, "logAllRefUpdates", "true"); // who pushed, see BranchSync
            config.setBoolean("core", null, "symlinks", false);
            config.setBoolean("receive", null, "autogc", false); // RepositoryCare does
            config.setBoolean("http", null, "followRedirects", false);
            config.save();
            Files.move(begun, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (GitAPIException e) {
            throw new IOException("Cannot make " + path, e);
        } catch (FileSystemException e) {
            if (!Files.exists(path)) { // another thread was faster
                throw e;
            }
        } finally {
            FileSystemUtils.deleteRecursively(begun);
        }
    }

    /** {@return the commits on which a project's branches are, by their names} */
    Map<String, String> heads(Project project) throws IOException {
        try (var repository = open(project)) {
            Map<String, String> heads = new TreeMap<>();
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
                heads.put(
                        ref.getName().substring(Constants.R_HEADS.length()),
                        ref.getObjectId().name());
            }
            return heads;
        }
    }

    /**
     * {@return the commits to which a branch was moved, oldest first and with {@code head} last}
     *
     * @param since the commit on which it was, which is left out; empty for all
     */
    List<Move> moves(Project project, String branch, String since, String head) throws IOException {
        try (var repository = open(project)) {
            var reader = repository.getRefDatabase().getReflogReader(Constants.R_HEADS + branch);
            List<Move> moves = new ArrayList<>();
            for (ReflogEntry entry : reader == null ? List.<ReflogEntry>of() : reader.getReverseEntries(MOST_MOVES)) {
                var commit = entry.getNewId().name();
                if (commit.equals(since)) {
                    break;
                }
                if (commit.equals(head) || !moves.isEmpty()) { // what is written before head, its push has not done yet
                    moves.add(new Move(
                            commit, entry.getWho().getName(), entry.getWho().getWhenAsInstant()));
                }
            }
            if (moves.isEmpty()) {
                return List.of(new Move(head, "unknown", Instant.now()));
            }
            Collections.reverse(moves);
            return moves;
        }
    }

    /** {@return the files of a commit} */
    SourceTree tree(Project project, String commitId) {
        return new GitTree(this, project, ObjectId.fromString(commitId));
    }

    /** {@return a branch's newest commits, newest first; none of a branch that is not there} */
    List<Commit> commits(Project project, String branch, int limit) {
        try (var repository = open(project);
                var walk = new RevWalk(repository)) {
            var head = repository.exactRef(Constants.R_HEADS + branch);
            if (head == null) {
                return List.of();
            }
            walk.markStart(walk.parseCommit(head.getObjectId()));
            List<Commit> commits = new ArrayList<>();
            for (RevCommit commit = walk.next(); commit != null && commits.size() < limit; commit = walk.next()) {
                commits.add(commit(commit));
            }
            return commits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@return a commit}
     *
     * @throws NoSuchElementException if the repository does not have it
     */
    Commit commit(Project project, String commitId) {
        try (var repository = open(project);
                var walk = new RevWalk(repository)) {
            return commit(walk.parseCommit(ObjectId.fromString(commitId)));
        } catch (org.eclipse.jgit.errors.MissingObjectException e) {
            throw new NoSuchElementException("Commit %s is not in %s".formatted(commitId, project.name()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Commit commit(RevCommit commit) {
        return new Commit(
                commit.name(),
                PushRules.line(commit.getAuthorIdent().getName()),
                Instant.ofEpochSecond(commit.getCommitTime()),
                PushRules.line(commit.getShortMessage()));
    }

    /** {@return how many bytes a project's repository has on the disk} */
    long size(Project project) throws IOException {
        try (var files = Files.walk(required(project))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** Packs a project's repository, and drops what nothing in it has led to for two weeks. */
    void collectGarbage(Project project) throws IOException {
        try (var repository = open(project);
                var git = Git.wrap(repository)) {
            git.gc().call();
        } catch (GitAPIException e) {
            throw new IOException("Cannot pack the repository of " + project.name(), e);
        }
    }
}
