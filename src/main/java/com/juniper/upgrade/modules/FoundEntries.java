package com.juniper.upgrade.modules;

import com.juniper.upgrade.modules.SourceTree.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link SourceTree} finds, and refuses a tree that would never end before it takes all memory. */
public final class FoundEntries {

    static final int MOST = 50_000;
    static final int LONGEST_PATH = 1000;
    static final int DEEPEST = 50;

    private final List<Entry> entries = new ArrayList<>();
    private int seen;

    /**
     * Counts a folder, before what is in it is read.
     *
     * @param path from the tree's root
     * @throws ModulesRefusedException if there are too many files and folders, or the path is too long or too deep
     */
    public void folder(String path) {
        if (++seen > MOST) {
            throw refusal(null, String.format(Locale.ROOT, "there are more than %,d files and folders", MOST));
        }
        if (path.length() > LONGEST_PATH) {
            throw refusal(
                    path.substring(0, LONGEST_PATH) + "…",
                    String.format(Locale.ROOT, "the path is longer than %,d characters", LONGEST_PATH));
        }
        if (path.chars().filter(c -> c == '/').count() > DEEPEST) {
            throw refusal(path, "it stands deeper than %d folders".formatted(DEEPEST));
        }
    }

    /**
     * Adds what is no folder.
     *
     * @throws ModulesRefusedException as {@link #folder} does
     */
    public void add(Entry entry) {
        folder(entry.path());
        entries.add(entry);
    }

    /** {@return what was added, by path} */
    public List<Entry> sorted() {
        entries.sort(Comparator.comparing(Entry::path));
        return entries;
    }

    private static ModulesRefusedException refusal(@Nullable String path, String message) {
        return new ModulesRefusedException(
                List.of(new Problem(path, null, message + "; keep what is no module out of the sources")));
    }
}
