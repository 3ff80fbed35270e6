package com.juniper.upgrade.databases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The hosted databases' files: a folder for each, in which a file is named by its content's SHA-1 and never changed. So
 * a copy needs no bytes of its own: it links the same files.
 */
@Component
public class Filestores {

    /** Links a database's files for a copy of it; what is there already stays. Does nothing where it has none. */
    void keep(Cluster cluster, String database, String copy) {
        link(cluster.filestoreOf(database), cluster.filestoreOf(copy));
    }

    /**
     * Adds new files to a database's; those that are there stay.
     *
     * <p>What a request adds is linked into a folder of its own first, so that exactly that can be taken away again.
     */
    public void add(Cluster cluster, String database, Path files, UUID request) {
        var own = added(cluster, request);
        var target = cluster.filestoreOf(database);
        copy(files, own, name -> !Files.exists(target.resolve(name)));
        link(own, target);
    }

    /** Puts files that belong to nobody's request to a database's; those that are there stay. */
    void put(Cluster cluster, String database, Path files) {
        copy(files, cluster.filestoreOf(database), name -> true);
    }

    /** Each file appears when it is whole; what is there already is not copied again. */
    private static void copy(Path from, Path to, Predicate<Path> wanted) {
        try {
            walk(from, file -> {
                var name = from.relativize(file);
                var target = to.resolve(name);
                if (!Files.exists(target) && wanted.test(name)) {
                    Files.createDirectories(target.getParent());
                    var part = to.resolve(name + ".part");
                    Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
                    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes away what a request that is reverted added, and the links that it made for the former database. */
    void takeBack(Cluster cluster, String database, String former, UUID request) {
        var own = added(cluster, request);
        var target = cluster.filestoreOf(database);
        try {
            walk(own, file -> Files.deleteIfExists(target.resolve(own.relativize(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        delete(cluster, former);
        settled(cluster, request);
    }

    /** Forgets what a request added, since it stays. */
    public void settled(Cluster cluster, UUID request) {
        delete(added(cluster, request));
    }

    /** Deletes a database's files. */
    void delete(Cluster cluster, String database) {
        delete(cluster.filestoreOf(database));
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path added(Cluster cluster, UUID request) {
        return cluster.filestore().resolve(".added").resolve(request.toString());
    }

    private static void link(Path from, Path to) {
        try {
            walk(from, file -> {
                var target = to.resolve(from.relativize(file));
                try {
                    Files.createLink(target, file);
                } catch (NoSuchFileException e) {
                    Files.createDirectories(target.getParent());
                    Files.createLink(target, file);
                } catch (FileAlreadyExistsException e) {
                    // the same content has the same name
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something to do with a file. */
    private interface Visit {
        void of(Path file) throws IOException;
    }

    /** Visits each file of a folder, without holding their names; none where the folder is not there. */
    private static void walk(Path folder, Visit visit) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    visit.of(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
