package com.juniper.upgrade.artifacts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Delivered files in the folders of their requests, where they are made. */
final class FolderStore implements ArtifactStore {

    private final Path root;

    FolderStore(Path root) {
        this.root = root;
    }

    Path folder(UUID request) {
        return root.resolve(request.toString());
    }

    Path file(UUID request, String name) {
        return folder(request).resolve(name);
    }

    @Override
    public boolean exists(UUID request, String name) {
        return Files.exists(file(request, name));
    }

    @Override
    public SeekableByteChannel open(UUID request, String name) throws IOException {
        return FileChannel.open(file(request, name));
    }

    @Override
    public void delete(UUID request, String name) throws IOException {
        Files.deleteIfExists(file(request, name));
    }

    /** {@return the names of the folders with nothing in them} */
    List<String> empty() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(FolderStore::isEmpty)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
    }

    private static boolean isEmpty(Path folder) {
        var names = folder.toFile().list();
        return names != null && names.length == 0;
    }

    /** Deletes whatever of a request is here, unfinished files too. */
    void deleteAll(UUID request) throws IOException {
        FileSystemUtils.deleteRecursively(folder(request));
    }
}
