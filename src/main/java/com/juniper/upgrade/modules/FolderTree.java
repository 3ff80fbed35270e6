package com.juniper.upgrade.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of a folder; symbolic links are told and never followed, and {@code .git} is left out. */
public final class FolderTree implements SourceTree {

    private final Path root;

    public FolderTree(Path root) {
        this.root = root;
    }

    @Override
    public List<Entry> entries() throws IOException {
        var found = new FoundEntries();
        collect(root, found);
        return found.sorted();
    }

    private void collect(Path folder, FoundEntries found) throws IOException {
        List<Path> inside;
        try (Stream<Path> files = Files.list(folder)) {
            inside = files.limit(FoundEntries.MOST + 1L).toList();
        }
        for (Path file : inside) {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                if (!file.endsWith(".git")) {
                    found.folder(path(file));
                    collect(file, found);
                }
            } else {
                found.add(new Entry(path(file), kind(file), Files.isRegularFile(file) ? Files.size(file) : 0));
            }
        }
    }

    private String path(Path file) {
        return StreamSupport.stream(root.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    private static Kind kind(Path file) {
        return Files.isSymbolicLink(file)
                ? Kind.LINK
                : Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Kind.FILE : Kind.OTHER;
    }

    @Override
    public byte[] read(Entry entry) throws IOException {
        try (var input = Files.newInputStream(root.resolve(entry.path()), LinkOption.NOFOLLOW_LINKS)) {
            return input.readAllBytes();
        }
    }
}
