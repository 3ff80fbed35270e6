package com.juniper.upgrade.modules;

import java.io.IOException;
import java.util.List;

/** The files of a commit, or of a folder. */
public interface SourceTree {

    /** What stands at a path. */
    enum Kind {
        FILE,
        /** A symbolic link; nothing follows it. */
        LINK,
        /** Another repository inside this one, or what is neither file nor folder. */
        OTHER
    }

    /**
     * An entry that is no folder.
     *
     * @param path from the tree's root, with slashes, without dots
     * @param bytes its size
     */
    record Entry(String path, Kind kind, long bytes) {}

    /**
     * {@return every entry, by path}
     *
     * @throws ModulesRefusedException if there are too many, or one is too deep, as {@link FoundEntries} tells
     */
    List<Entry> entries() throws IOException;

    /** {@return what is in a file} */
    byte[] read(Entry entry) throws IOException;
}
