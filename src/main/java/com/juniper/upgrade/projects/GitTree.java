package com.juniper.upgrade.projects;

import com.juniper.upgrade.modules.SourceTree;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
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
        try (var repository = repositories.open(project);
                var commits = new RevWalk(repository);
                var walk = new TreeWalk(repository)) {
            walk.addTree(commits.parseCommit(commit).getTree());
            walk.setRecursive(true);
            List<Entry> entries = new ArrayList<>();
            while (walk.next()) {
                var kind = kind(walk.getFileMode());
                long bytes = kind == Kind.OTHER
                        ? 0
                        : walk.getObjectReader().getObjectSize(walk.getObjectId(0), Constants.OBJ_BLOB);
                entries.add(new Entry(walk.getPathString(), kind, bytes));
            }
            return entries;
        }
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
