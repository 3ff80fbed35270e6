package com.juniper.upgrade.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.juniper.upgrade.modules.ModulesRefusedException;
import com.juniper.upgrade.modules.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commits that an attacker makes of few objects. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GitTreeTest {

    @TempDir
    private Path folder;

    /** A commit of folders in folders, each with the next one under so many names. */
    private static ObjectId nested(ObjectInserter inserter, FileMode mode, ObjectId innermost, int depth, int width)
            throws IOException {
        var inner = innermost;
        for (int i = 0; i < depth; i++) {
            var tree = new TreeFormatter();
            for (int name = 0; name < width; name++) {
                tree.append("%04d".formatted(name), i == 0 ? mode : FileMode.TREE, inner);
            }
            inner = inserter.insert(tree);
        }
        var commit = new CommitBuilder();
        commit.setTreeId(inner);
        commit.setAuthor(new PersonIdent("a", "a@example.com"));
        commit.setCommitter(new PersonIdent("a", "a@example.com"));
        var id = inserter.insert(commit);
        inserter.flush();
        return id;
    }

    private static String refused(Repository repository, ObjectId commit) {
        return String.valueOf(
                catchThrowableOfType(ModulesRefusedException.class, () -> GitTree.entries(repository, commit))
                        .getMessage());
    }

    @Test
    @DisplayName(
            "R9: few objects that name endless paths, of files or of folders alone, are refused; a usual tree is read")
    void refusesBombs() throws IOException {
        try (var repository = new FileRepository(folder.toFile())) {
            repository.create(true);
            try (var inserter = repository.newObjectInserter()) {
                var blob = inserter.insert(Constants.OBJ_BLOB, "hello".getBytes(StandardCharsets.UTF_8));
                var empty = inserter.insert(new TreeFormatter());

                assertThat(refused(repository, nested(inserter, FileMode.REGULAR_FILE, blob, 10, 10)))
                        .startsWith("there are more than 50,000 files and folders");
                assertThat(refused(repository, nested(inserter, FileMode.TREE, empty, 10, 10)))
                        .startsWith("there are more than 50,000 files and folders");
                assertThat(refused(repository, nested(inserter, FileMode.REGULAR_FILE, blob, 200, 1)))
                        .contains("it stands deeper than 50 folders");
                assertThat(GitTree.entries(repository, nested(inserter, FileMode.REGULAR_FILE, blob, 2, 2)))
                        .extracting(SourceTree.Entry::path)
                        .containsExactly("0000/0000", "0000/0001", "0001/0000", "0001/0001");
            }
        }
    }
}
