package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.databases.ProgramRunner;
import com.juniper.upgrade.databases.WorkshopDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Packs an upgraded database for its submitter: {@value #ZIP} with {@code dump.sql} and {@code filestore/} (R60–R63), and
 * {@value #TAR}, PostgreSQL's directory format, which restores in parallel (decision 4).
 */
@Component
public class ResultPacker {

    /** The archive of R60 and R61. */
    public static final String ZIP = "upgraded.zip";

    /** The same database for pg_restore. */
    public static final String TAR = "upgraded.dump.tar";

    private static final List<String> OPTIONS = List.of(
            "--no-owner",
            "--no-privileges",
            "--no-publications",
            "--no-subscriptions",
            "--no-security-labels",
            "--no-tablespaces",
            "--verbose");

    private final ProgramRunner programs;
    private final Artifacts artifacts;

    ResultPacker(ProgramRunner programs, Artifacts artifacts) {
        this.programs = programs;
        this.artifacts = artifacts;
    }

    /** Packs the result; called again, it packs anew. A file appears under its name only when it is whole. */
    public void pack(UUID request, WorkshopDatabase database, Path filestore, Consumer<String> log) {
        var folder = artifacts.folder(request);
        try {
            var work = Files.createDirectories(folder.resolve("work"));
            FileSystemUtils.deleteRecursively(work);
            Files.createDirectories(work);
            zip(database, filestore, work, folder, log);
            tar(database, work, folder, log);
            FileSystemUtils.deleteRecursively(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        artifacts.add(request, ZIP, "DATABASE");
        artifacts.add(request, TAR, "DATABASE");
    }

    private void dump(WorkshopDatabase database, Path work, Consumer<String> log, String... more) {
        List<String> arguments = new java.util.ArrayList<>(OPTIONS);
        arguments.addAll(List.of(more));
        programs.run("pg_dump", arguments, database, null, work, log);
    }

    private void zip(WorkshopDatabase database, Path filestore, Path work, Path folder, Consumer<String> log)
            throws IOException {
        var plain = work.resolve("dump.sql");
        dump(database, work, log, "--file", plain.toString());
        var part = work.resolve(ZIP);
        try (var zip = new ZipArchiveOutputStream(part)) {
            zip.setUseZip64(Zip64Mode.AsNeeded);
            zip.setLevel(4);
            add(zip, "dump.sql", plain);
            zip.putArchiveEntry(new ZipArchiveEntry("filestore/"));
            zip.closeArchiveEntry();
            for (Path file : files(filestore)) {
                add(zip, "filestore/" + filestore.relativize(file), file);
            }
        }
        Files.delete(plain);
        Files.move(part, folder.resolve(ZIP), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void add(ZipArchiveOutputStream zip, String name, Path file) throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(file, name));
        Files.copy(file, zip);
        zip.closeArchiveEntry();
    }

    private void tar(WorkshopDatabase database, Path work, Path folder, Consumer<String> log) throws IOException {
        var dump = work.resolve("dump");
        dump(database, work, log, "--format", "directory", "--jobs", "2", "--compress", "4", "--file", dump.toString());
        var part = work.resolve(TAR);
        try (var tar = new TarArchiveOutputStream(Files.newOutputStream(part))) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Path file : files(dump)) {
                tar.putArchiveEntry(tar.createArchiveEntry(file, "dump/" + dump.relativize(file)));
                Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
        }
        Files.move(part, folder.resolve(TAR), StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
