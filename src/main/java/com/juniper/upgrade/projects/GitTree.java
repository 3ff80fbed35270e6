package com.juniper.upgrade.projects;

import com.juniper.upgrade.modules.FoundEntries;
import com.juniper.upgrade.modules.SourceTree;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The files of a commit, read from the repository's objects: nothing is checked out, and no link is followed. */
final class GitTree implements SourceTree {

    private final Repositories repositories;
    private final Project project;
    private final ObjectId commit;

    GitTree(Repositories repositories, Project project, ObjectId commit) {
        this.repositories = repositories;
        this.project = project;
        this.commit = commit;
    }

    @Override
    public List<Entry> entries() throws IOException {
        try (var repository = repositories.open(project)) {
            return entries(repository, commit);
        }
    }

    /** {@return the files of a commit}; folders are counted as they are entered: a few objects can name 10^10 paths. */
    static List<Entry> entries(Repository repository, ObjectId commit) throws IOException {
        try (var commits = new RevWalk(repository);
                var walk = new TreeWalk(repository)) {
            walk.addTree(commits.parseCommit(commit).getTree());
            var found = new FoundEntries();
            while (walk.next()) {
                if (walk.isSubtree()) {
                    found.folder(walk.getPathString());
                    walk.enterSubtree();
                } else {
                    found.add(new Entry(walk.getPathString(), kind(walk.getFileMode()), bytes(walk)));
                }
            }
            return found.sorted();
        }
    }

    private static long bytes(TreeWalk walk) throws IOException {
        return kind(walk.getFileMode()) == Kind.OTHER
                ? 0
                : walk.getObjectReader().getObjectSize(walk.getObjectId(0), Constants.OBJ_BLOB);
    }

    private static Kind kind(FileMode mode) {
        if (mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE) {
            return Kind.FILE;
        }
        return mode == FileMode.SYMLINK ? Kind.LINK : Kind.OTHER;
    }

    @Override
    public byte[] read(Entry entry) throws IOException {
        try (var repository = repositories.open(project);
                var commits = new RevWalk(repository);
                var walk = TreeWalk.forPath(
                        repository, entry.path(), commits.parseCommit(commit).getTree())) {
            if (walk == null || kind(walk.getFileMode()) != Kind.FILE) {
                throw new NoSuchFileException(entry.path(), null, "is no file in commit " + commit.name());
            }
            return walk.getObjectReader()
                    .open(walk.getObjectId(0), Constants.OBJ_BLOB)
                    .getBytes(Integer.MAX_VALUE - 8);
        }
    }
}
