package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.ErpBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Makes dumps of a small database of the ERP, in every format, whole and broken. */
final class DumpFixture {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int SYMBOLIC_LINK = 0120777;

    private final Path folder;
    private final DatabaseAddress erp;

    /** Builds the database, of version 16.0; files go into a folder. */
    DumpFixture(Path folder) {
        this.folder = folder;
        this.erp = TestPostgres.createDatabase("intake");
        ErpBuilder.build(erp, Version.parse("16.0"), Set.of("contacts"));
        execute(
                erp,
                "create table x_traps (id int primary key, note text, raw bytea)",
                "insert into x_traps values (1, E'a\\\\.\\n\\\\.\\r\\n\\tb;''\"$$', '\\x00ff5c2e0a'), (2, null, ''), (3, '\\.', null)",
                "insert into x_traps select i, repeat(i::text, 100), null from generate_series(10, 5000) i",
                "insert into x_traps values (9, repeat('long ', 300000), null)",
                "create function x_sum(a int, b int) returns int language sql begin atomic select a; select case when a > 0 then a + b else b end; end",
                "create function x_quoted() returns text language plpgsql as $f$ begin return E'it''s; \\\\ $$ '; end $f$",
                "create view x_view as select id, ';' as mark from x_traps where note <> 'owner to '",
                "comment on table x_traps is 'lines\n-- that; look like\n\\! commands'",
                "create rule x_rule as on delete to x_view do instead (select 1; select 2)");
    }

    /** Makes files of a database that is there; they go into a folder. */
    DumpFixture(Path folder, DatabaseAddress database) {
        this.folder = folder;
        this.erp = database;
    }

    DatabaseAddress erp() {
        return erp;
    }

    /** A copy of the database in which a superuser did something. */
    DatabaseAddress changed(String... statements) {
        var name = "intake_copy_" + NUMBER.incrementAndGet();
        execute(
                TestPostgres.server().superuser("postgres"),
                "create database %s owner %s template %s".formatted(name, erp.user(), erp.user()));
        execute(TestPostgres.server().superuser(name), statements);
        return new DatabaseAddress(TestPostgres.server().url(name), erp.user(), erp.password());
    }

    static void execute(DatabaseAddress database, String... statements) {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Dumps a database with more options of pg_dump. */
    Path dump(DatabaseAddress database, String... options) {
        var file = file("dump");
        List<String> command = new ArrayList<>(List.of(
                TestPostgres.programs().program("pg_dump").toString(),
                "--dbname="
                        + TestPostgres.server().superuser(name(database)).url().substring("jdbc:".length()),
                "--username=" + TestPostgres.server().superuser("postgres").user(),
                "--file=" + file));
        command.addAll(List.of(options));
        try {
            var builder = new ProcessBuilder(command).inheritIO();
            builder.environment()
                    .put(
                            "PGPASSWORD",
                            TestPostgres.server().superuser("postgres").password());
            if (builder.start().waitFor() != 0) {
                throw new IllegalStateException("pg_dump failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return file;
    }

    private static String name(DatabaseAddress database) {
        return database.url().replaceAll(".*/", "").replaceAll("\\?.*", "");
    }

    Path custom(DatabaseAddress database) {
        return dump(database, "--format=custom");
    }

    Path plain(DatabaseAddress database) {
        return dump(database, "--format=plain");
    }

    Path file(String name) {
        return folder.resolve(NUMBER.incrementAndGet() + "-" + name);
    }

    Path text(String content) {
        return written(file("text"), content.getBytes(StandardCharsets.UTF_8));
    }

    static Path written(Path file, byte[] content) {
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The beginning of a file, a part of it from 0 to 1. */
    Path cut(Path file, double part) {
        var content = bytes(file);
        return written(file("cut"), java.util.Arrays.copyOf(content, (int) (content.length * part)));
    }

    /** A dump whose header says that it comes from another PostgreSQL of as many digits. */
    Path comingFrom(Path dump, String version) {
        var content = new String(bytes(dump), StandardCharsets.ISO_8859_1);
        var own = TestPostgres.programs().version().substring(0, 2);
        return written(
                file("newer"),
                content.replaceFirst(own + "\\.(\\d+)", version + ".$1").getBytes(StandardCharsets.ISO_8859_1));
    }

    Path gzipped(Path file) {
        var target = file("gz");
        try (OutputStream output = new GZIPOutputStream(Files.newOutputStream(target))) {
            Files.copy(file, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target;
    }

    /** A directory dump in a tar; an entry more is a symbolic link or the second of its name. */
    Path tar(DatabaseAddress database, String... more) {
        var directory = dump(database, "--format=directory");
        var target = file("tar");
        try (var tar = new TarArchiveOutputStream(Files.newOutputStream(target));
                Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                put(tar, file, "dump/" + file.getFileName());
            }
            for (String name : more) {
                if (name.endsWith("@")) {
                    var link = new TarArchiveEntry(name.replace("@", ""), TarArchiveEntry.LF_SYMLINK);
                    link.setLinkName("/etc/passwd");
                    tar.putArchiveEntry(link);
                    tar.closeArchiveEntry();
                } else {
                    put(tar, directory.resolve("toc.dat"), name);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(TarArchiveOutputStream tar, Path file, String name) throws IOException {
        tar.putArchiveEntry(tar.createArchiveEntry(file, name));
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }

    /** The ERP's zip with a plain dump and a filestore; an entry more may be a symbolic link ({@code name@}). */
    Path zip(Path plain, String... more) {
        var target = file("zip");
        try (var zip = new ZipArchiveOutputStream(target)) {
            put(zip, "dump.sql", bytes(plain));
            put(zip, "manifest.json", "{\"odoo_dump\": \"1\"}".getBytes(StandardCharsets.UTF_8));
            put(zip, "filestore/0a/0a4d55a8d778e5022fab701977c5d840bbc486d0", new byte[] {1, 2, 3});
            for (String name : more) {
                put(zip, name, new byte[] {1});
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with a dump in directory format. */
    Path zipOfDirectory(DatabaseAddress database) {
        var directory = dump(database, "--format=directory");
        var target = file("zip");
        try (var zip = new ZipArchiveOutputStream(target);
                Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                put(zip, "dump/" + file.getFileName(), bytes(file));
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(ZipArchiveOutputStream zip, String name, byte[] content) throws IOException {
        var entry = new ZipArchiveEntry(name.replace("@", ""));
        if (name.endsWith("@")) {
            entry.setUnixMode(SYMBOLIC_LINK);
        }
        zip.putArchiveEntry(entry);
        zip.write(content);
        zip.closeArchiveEntry();
    }

    /** A zip that unpacks to a thousand times its size. */
    Path bomb() {
        var target = file("bomb");
        var line = ("-- " + "0".repeat(1020) + "\n").getBytes(StandardCharsets.UTF_8);
        try (var zip = new ZipArchiveOutputStream(target)) {
            zip.putArchiveEntry(new ZipArchiveEntry("dump.sql"));
            for (int i = 0; i < 300 * 1024; i++) {
                zip.write(line);
            }
            zip.closeArchiveEntry();
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
