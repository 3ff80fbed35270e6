package com.juniper.upgrade.artifacts;

import static com.juniper.upgrade.artifacts.HostileCorpus.End.ARRIVES;
import static com.juniper.upgrade.artifacts.HostileCorpus.End.HARMLESS;
import static com.juniper.upgrade.artifacts.HostileCorpus.End.RESTORED;

import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.databases.CopyBounds.Bounds;
import com.juniper.upgrade.engine.DatabaseAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Files that somebody who means harm could hand in, each built here, with what becomes of it (security.md). */
final class HostileCorpus {

    /** Where a file ends. */
    enum End {
        ARRIVES("refused when it arrives"),
        RESTORED("refused when it is restored"),
        /** It is restored and analysed as any other; what it tries has no effect. */
        HARMLESS("taken, and does nothing");

        private final String text;

        End(String text) {
            this.text = text;
        }
    }

    /** Makes a file. */
    interface Maker {
        Path make() throws IOException;
    }

    /**
     * A file.
     *
     * @param kind the heading under which the documentation lists it
     * @param what it is, in the words of the documentation
     * @param says a part of the refusal, or several of which one is, with || between them; of one that is harmless, a query of its copy that is true
     * @param bounds of its restore
     */
    record Hostile(String kind, String what, End end, String says, Bounds bounds, Maker maker) {

        /** {@return its row in docs/security.md} */
        String row() {
            return "| %s | %s | %s |".formatted(kind, what, end.text);
        }

        @Override
        public String toString() {
            return kind + ": " + what;
        }
    }

    private static final Bounds USUAL = new Bounds(1L << 30, Duration.ofMinutes(2));
    private static final Bounds SHORT = new Bounds(1L << 40, Duration.ofSeconds(1));
    private static final Bounds SMALL = new Bounds(64L << 20, Duration.ofMinutes(2));

    /** As small as a database of the ERP can be. */
    private static final String TABLES = """
            CREATE TABLE public.ir_module_module (id integer PRIMARY KEY, name character varying, state character varying, latest_version character varying);
            CREATE TABLE public.ir_model (id integer PRIMARY KEY);
            CREATE TABLE public.ir_model_data (id integer PRIMARY KEY);
            CREATE TABLE public.ir_config_parameter (id integer PRIMARY KEY, key character varying, value text);
            """;

    private static final String HEAD = "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n";
    private static final String BASE =
            "INSERT INTO public.ir_module_module VALUES (1, 'base', 'installed', '16.0.1.3');\n";
    private static final String END = "\n-- PostgreSQL database dump complete\n";

    private static final String ZIP = "zip";
    private static final String TAR = "tar";
    private static final String FORMAT = "format";
    private static final String CUSTOM = "custom format";
    private static final String PSQL = "psql's commands";
    private static final String STATEMENT = "statements";
    private static final String TEXT = "text of a plain dump";
    private static final String CODE = "code that runs while it is restored";
    private static final String CONTENT = "content";

    private final Path folder;
    private final List<Hostile> all = new ArrayList<>();
    private @Nullable DatabaseAddress small;

    /** Files go into a folder when they are made. */
    HostileCorpus(Path folder) {
        this.folder = folder;
        zips();
        tars();
        formats();
        customs();
        psql();
        statements();
        texts();
        code();
        contents();
    }

    /** {@return a database that is made when the first file needs it} */
    private DatabaseAddress small() {
        if (small == null) {
            small = TestPostgres.createDatabase("hostile");
            DumpFixture.execute(small, TABLES, BASE, "create table x_traps (id int)", "insert into x_traps values (1)");
        }
        return small;
    }

    private DumpFixture files() {
        return new DumpFixture(folder, small());
    }

    List<Hostile> all() {
        return all;
    }

    private void add(String kind, String what, End end, String says, Maker maker) {
        all.add(new Hostile(kind, what, end, says, USUAL, maker));
    }

    // ----- archives

    private void zips() {
        named("a path that leaves it, `../../etc/cron.d/x`", "../../etc/cron.d/x");
        named("an absolute path", "/etc/passwd");
        named("backslashes, `dump\\..\\x`", "dump\\..\\x");
        named("a name with NUL", "dump.sql\0.txt");
        named("a name of 60,000 characters", "dump/" + "a".repeat(60_000) + "/");
        named("`dump/.`, the folder itself", "dump/.");
        named("another zip in it", "dump.zip");
        named("a program, `bin/sh`", "bin/sh");
        add(ZIP, "a symbolic link", ARRIVES, "'filestore/aa' is a symbolic link", () -> zip("filestore/aa@"));
        add(ZIP, "the same entry twice", ARRIVES, "has the entry 'dump.sql' twice", () -> zip("dump.sql"));
        add(ZIP, "a password", ARRIVES, "'dump.sql' is encrypted", () -> listing(zip(), 8, 1));
        add(ZIP, "a compression that nobody knows", ARRIVES, "compressed in a way", () -> listing(zip(), 10, 77));
        add(ZIP, "cut in the middle", ARRIVES, "The zip is incomplete", () -> files().cut(zip(), 0.5));
        add(ZIP, "no dump in it", ARRIVES, "neither a dump.sql nor", () -> overlapping("filestore/checklist/", 1));
        add(ZIP, "300,000 entries", ARRIVES, "more than 200,000 entries", () -> entries(300_000, false));
        add(ZIP, "300,000 entries, of which it tells one", ARRIVES, "more than 200,000", () -> entries(300_000, true));
        add(ZIP, "a zip64 that tells 2^40 entries", ARRIVES, "more than 200,000 entries", () -> zip64(1L << 40, true));
        add(ZIP, "a zip64 whose end is elsewhere", ARRIVES, "its end is not where it says", () -> zip64(1, false));
        add(ZIP, "a list of entries that is elsewhere", ARRIVES, "not where it says", this::listElsewhere);
        add(
                ZIP,
                "one that unpacks to 1,000 times its size",
                RESTORED,
                "more than 200 times its size",
                () -> files().bomb());
        add(
                ZIP,
                "2,000 entries that share their bytes, 20 GB in 200 kB",
                RESTORED,
                "more than 200 times its size",
                () -> overlapping("dump/", 2000));
    }

    private void named(String what, String name) {
        var printed = name.replace("\0", "?").replace('\\', '/'); // the library reads them so
        add(
                ZIP,
                what,
                ARRIVES,
                "entry '%s".formatted(printed.substring(0, Math.min(printed.length(), 90))),
                () -> zip(name));
    }

    private Path zip(String... more) {
        return files().zip(files().text(HEAD + TABLES + BASE + END), more);
    }

    /** Writes a number into the first entry of a zip's list. */
    private Path listing(Path zip, int at, int number) {
        var content = ByteBuffer.wrap(DumpFixture.bytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
        content.putShort(content.getInt(content.limit() - 22 + 16) + at, (short) number);
        return DumpFixture.written(files().file("zip"), content.array());
    }

    private Path listElsewhere() {
        var content = ByteBuffer.wrap(DumpFixture.bytes(zip())).order(ByteOrder.LITTLE_ENDIAN);
        content.putInt(content.limit() - 22 + 16, content.limit() * 2);
        return DumpFixture.written(files().file("zip"), content.array());
    }

    private Path entries(int count, boolean lie) {
        var list = ByteBuffer.allocate(count * 96).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            entry(list, "dump/" + i, new CRC32(), 0, 0);
        }
        return zipOf(new byte[0], list, lie ? 1 : 0xffff);
    }

    /** Entries of 10 MB of zeros each, all of them the same bytes of the file. */
    private Path overlapping(String folder, int count) throws IOException {
        var zeros = new byte[10 << 20];
        var crc = new CRC32();
        crc.update(zeros);
        var packed = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(packed, new Deflater(9, true))) {
            deflater.write(zeros);
        }
        var list = ByteBuffer.allocate(count * 96).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            entry(list, folder + (i == 0 && count > 1 ? "toc.dat" : "a" + i), crc, packed.size(), zeros.length);
        }
        return zipOf(packed.toByteArray(), list, count);
    }

    private static void entry(ByteBuffer list, String name, CRC32 crc, int packed, int bytes) {
        list.putInt(0x02014b50).putShort((short) 20).putShort((short) 20).putShort((short) 0);
        list.putShort((short) 8)
                .putInt(0)
                .putInt((int) crc.getValue())
                .putInt(packed)
                .putInt(bytes);
        list.putShort((short) name.length()).putShort((short) 0).putShort((short) 0);
        list.putShort((short) 0).putShort((short) 0).putInt(0).putInt(0);
        list.put(name.getBytes(StandardCharsets.US_ASCII));
    }

    private Path zipOf(byte[] packed, ByteBuffer list, int told) {
        var head = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(0x04034b50).putShort((short) 20).putShort((short) 0).putShort((short) 8);
        var end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(0x06054b50).putInt(0).putShort((short) told).putShort((short) told);
        end.putInt(list.position()).putInt(30 + packed.length);
        return joined("zip", head.array(), packed, written(list), end.array());
    }

    private static byte[] written(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** A zip with a further record of its end, at its place or not. */
    private Path zip64(long entries, boolean found) {
        var content = DumpFixture.bytes(zip());
        int end = content.length - 22;
        var large = ByteBuffer.allocate(56 + 20).order(ByteOrder.LITTLE_ENDIAN);
        large.putInt(0x06064b50)
                .putLong(44)
                .putInt(0)
                .putLong(0)
                .putLong(entries)
                .putLong(entries);
        large.putLong(100).putLong(0);
        large.putInt(0x07064b50).putInt(0).putLong(found ? end : 7).putInt(1);
        return joined("zip", Arrays.copyOf(content, end), large.array(), Arrays.copyOfRange(content, end, end + 22));
    }

    private Path joined(String name, byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return DumpFixture.written(files().file(name), all.toByteArray());
    }

    private void tars() {
        add(TAR, "a symbolic link", RESTORED, "'dump/1.dat' is no part of", () -> files().tar(small(), "dump/1.dat@"));
        add(TAR, "the same file in two folders", RESTORED, "is in it twice", () -> files().tar(
                        small(), "other/toc.dat"));
        add(TAR, "a path that leaves it", RESTORED, "'../toc.dat' is no part of", () -> tar("../toc.dat", '0', 0));
        add(TAR, "a hard link", RESTORED, "is no part of", () -> tar("toc.dat", '1', 0));
        add(TAR, "a device", RESTORED, "is no part of", () -> tar("toc.dat", TarConstants.LF_BLK, 0));
        add(TAR, "a pipe, at which a reader would wait", RESTORED, "is no part", () -> tar("toc.dat", '6', 0));
        add(TAR, "pg_dump's own format", RESTORED, "pg_dump's tar format", () -> files().dump(small(), "--format=tar"));
        add(TAR, "a name of 2 MB", RESTORED, "is more than 1,048,576 bytes", () -> tar("a", 'L', 2 << 20));
        add(TAR, "no list of the dump in it", RESTORED, "The tar has no toc.dat", () -> tar("1.dat", '0', 9));
        add(TAR, "a file of 400 MB of zeros, in 400 kB", RESTORED, "more than 200 times its size", () -> {
            var target = files().file("gz");
            tar(new GZIPOutputStream(Files.newOutputStream(target)), "toc.dat", '0', 400 << 20);
            return target;
        });
        add(TAR, "a gzip that ends in the middle", RESTORED, "cannot be read", () -> files().cut(
                        files().gzipped(files().tar(small())), 0.7));
    }

    private Path tar(String name, int type, int bytes) throws IOException {
        var target = files().file("tar");
        tar(Files.newOutputStream(target), name, type, bytes);
        return target;
    }

    private static void tar(OutputStream output, String name, int type, int bytes) throws IOException {
        try (var tar = new TarArchiveOutputStream(output)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            var entry = new TarArchiveEntry(name, (byte) type);
            entry.setSize(bytes);
            tar.putArchiveEntry(entry);
            for (int written = 0; written < bytes; written += 1 << 20) {
                tar.write(new byte[Math.min(1 << 20, bytes - written)]);
            }
            tar.closeArchiveEntry();
        }
    }

    private void formats() {
        var none = "is not a database dump";
        add(FORMAT, "some text", ARRIVES, none, () -> files().text("this is not a dump".repeat(100)));
        add(FORMAT, "a program", ARRIVES, none, () -> files().text("\177ELF\2\1\1" + "\0".repeat(1000)));
        add(FORMAT, "some text, with gzip", ARRIVES, none, () -> files().gzipped(files().text("nor is this")));
        add(FORMAT, "a gzip in a gzip", ARRIVES, none, () -> files().gzipped(files().gzipped(files().text(HEAD))));
        add(FORMAT, "a plain dump in UTF-16", ARRIVES, none, () -> {
            return DumpFixture.written(files().file("utf16"), (HEAD + TABLES).getBytes(StandardCharsets.UTF_16));
        });
        add(FORMAT, "a plain dump with NUL in it", ARRIVES, none, () -> files().text(HEAD + "\0"));
        add(FORMAT, "nothing", ARRIVES, "The file is empty", () -> files().text(""));
    }

    // ----- pg_dump's custom format

    private void customs() {
        add(CUSTOM, "of a newer PostgreSQL", ARRIVES, "comes from PostgreSQL 99.", () -> {
            return files().comingFrom(files().custom(small()), "99");
        });
        add(CUSTOM, "made by a newer pg_dump", ARRIVES, "is newer than the platform's", () -> header(6, 99));
        add(CUSTOM, "a header with numbers of -1 bytes", ARRIVES, "The dump is damaged", () -> header(8, -1));
        add(CUSTOM, "a header with numbers of 127 bytes", ARRIVES, "its header cannot be read", () -> header(8, 127));
        add(CUSTOM, "cut in its list", ARRIVES, "damaged or incomplete", () -> files().cut(
                        files().custom(small()), 0.3));
        add(CUSTOM, "cut in its data", RESTORED, "cannot be restored", () -> files().cut(
                        files().custom(small()), 0.99));
        add(CUSTOM, "a name said to have 2 GB", ARRIVES, "damaged or incomplete", () -> traps(0x7ffffff0, 0));
        add(CUSTOM, "a name of 20 MB", RESTORED, "cannot be restored", () -> traps(20 << 20, 20 << 20));
        brings("an event trigger", "EVENT TRIGGER - x_evil", """
                create function x_fire() returns event_trigger language plpgsql as 'begin end';
                create event trigger x_evil on ddl_command_end execute function x_fire()""");
        brings("the extension dblink", "needs the extension dblink", "create extension dblink");
        brings("the extension file_fdw", "needs the extension file_fdw", "create extension file_fdw");
        brings("a foreign table", "FOREIGN DATA WRAPPER - x_w", """
                create foreign data wrapper x_w; create server x_s foreign data wrapper x_w;
                create foreign table x_foreign (a int) server x_s""");
        brings("a publication", "PUBLICATION - x_p", "create publication x_p for all tables");
        brings("a subscription", "SUBSCRIPTION - x_s", """
                create subscription x_s connection 'host=192.0.2.1' publication x_p with (connect = false)""");
        brings("a language", "PROCEDURAL LANGUAGE - x_l", "create language x_l handler plpgsql_call_handler");
        brings("a cast", "CAST - CAST", "create cast (text as int) with inout as implicit");
        add(
                CUSTOM,
                "a statement that its list does not tell: `ALTER ROLE … SUPERUSER`",
                RESTORED,
                "must be superuser||permission denied",
                () -> forged("alter role current_user superuser"));
        add(
                CUSTOM,
                "a statement that its list does not tell: the limits of its role switched off",
                HARMLESS,
                "current_setting('statement_timeout') = '6h'",
                () -> forged("alter role current_user set statement_timeout = 0"));
    }

    private Path header(int at, int value) {
        var content = DumpFixture.bytes(files().custom(small()));
        content[at] = (byte) value;
        return DumpFixture.written(files().file("header"), content);
    }

    private void brings(String what, String says, String sql) {
        add(CUSTOM, what, ARRIVES, says, () -> files().custom(changed(sql)));
    }

    private DatabaseAddress changed(String sql) {
        return files().changed(sql.split(";\\s+"));
    }

    /** Makes the name of a table in the list that long, or says so. */
    private Path traps(int told, int length) {
        var content = DumpFixture.bytes(files().custom(small()));
        var name = "x_traps".getBytes(StandardCharsets.US_ASCII);
        int at = indexOf(content, name);
        var number = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        number.putInt(told);
        var written = new byte[length == 0 ? name.length : length];
        Arrays.fill(written, (byte) 'a');
        return joined(
                "name",
                Arrays.copyOf(content, at - 4),
                number.array(),
                written,
                Arrays.copyOfRange(content, at + name.length, content.length));
    }

    /** Puts another statement in the place of a comment's. */
    private Path forged(String sql) {
        var comment = "COMMENT ON TABLE public.x_traps IS '%s';\n".formatted("x".repeat(80));
        var content = DumpFixture.bytes(files().custom(changed(comment)));
        var statement = sql + ";" + " ".repeat(comment.length() - sql.length() - 2) + "\n";
        System.arraycopy(
                statement.getBytes(StandardCharsets.US_ASCII),
                0,
                content,
                indexOf(content, comment.getBytes(StandardCharsets.US_ASCII)),
                statement.length());
        return DumpFixture.written(files().file("forged"), content);
    }

    private static int indexOf(byte[] content, byte[] part) {
        for (int i = 0; i <= content.length - part.length; i++) {
            if (Arrays.equals(content, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new IllegalStateException("It is not in the dump");
    }

    // ----- plain dumps

    private Path plain(String more) {
        return files().text(HEAD + TABLES + BASE + more + END);
    }

    private void plain(String kind, String what, End end, String says, String more) {
        add(kind, what, end, says, () -> plain(more));
    }

    private void psql() {
        for (String command : List.of(
                "\\! touch /tmp/x",
                "\\copy x_traps from program 'id'",
                "\\connect postgres",
                "\\o |id",
                "\\i /etc/passwd",
                "\\g |id",
                "\\gexec",
                "\\lo_import /etc/passwd",
                "\\setenv PATH /tmp",
                "\\unrestrict x")) {
            plain(
                    PSQL,
                    "`%s`".formatted(command.replace("|", "\\|")),
                    RESTORED,
                    "psql command '" + command,
                    command + "\n");
        }
        plain(
                PSQL,
                "`\\g` after a statement",
                RESTORED,
                "no dump of a database needs: select 1 \\g",
                "select 1 \\g |id\n;\n");
    }

    private void statements() {
        for (String sql : List.of(
                "copy public.ir_model from program 'id'",
                "copy public.ir_model from '/etc/passwd'",
                "copy public.ir_model to '/tmp/x'",
                "copy (select 1) to program 'id'",
                "select pg_sleep(3600)",
                "do $$ begin loop end loop; end $$",
                "alter system set archive_command = 'id'",
                "create role x superuser",
                "alter role current_user superuser",
                "create tablespace x location '/tmp'",
                "create event trigger x on ddl_command_end execute function y()",
                "create subscription x connection '' publication y",
                "create publication x for all tables",
                "create server x foreign data wrapper y",
                "create cast (text as int) with inout",
                "create language x handler plpgsql_call_handler",
                "load 'x'",
                "listen x",
                "notify x",
                "prepare transaction 'x'",
                "lock table public.ir_model",
                "set session_replication_role = replica",
                "update pg_catalog.pg_class set relname = 'x'",
                "drop schema public cascade",
                "vacuum full")) {
            plain(STATEMENT, "`%s`".formatted(sql), RESTORED, "no dump of a database needs: " + sql, sql + ";\n");
        }
        plain(STATEMENT, "two on a line", RESTORED, "several statements", "begin; drop table public.ir_model;\n");
        plain(STATEMENT, "a second one after a comment", RESTORED, "several statements", "begin; /* */ set role x;\n");
        for (String extension : List.of("dblink", "file_fdw", "plpython3u", "pg_cron", "adminpack")) {
            plain(
                    STATEMENT,
                    "`create extension %s`".formatted(extension),
                    RESTORED,
                    "needs the extension " + extension,
                    "create extension %s;\n".formatted(extension));
        }
        plain(
                STATEMENT,
                "a function in C",
                RESTORED,
                "permission denied for language c",
                "create function public.f() returns int language c as '/tmp/x.so', 'f';\n");
        plain(
                STATEMENT,
                "a function in PostgreSQL's own schema",
                RESTORED,
                "permission denied for schema pg_catalog",
                "create function pg_catalog.lower(int) returns int language sql as 'select 1';\n");
        for (String call : List.of(
                "pg_read_file('/etc/passwd')", "lo_import('/etc/passwd')::text", "lo_export(1, '/tmp/x')::text")) {
            plain(
                    STATEMENT,
                    "`insert … select %s`".formatted(call),
                    RESTORED,
                    "permission denied for function",
                    "insert into public.ir_config_parameter select 1, 'x', %s;\n".formatted(call));
        }
        plain(
                STATEMENT,
                "rights for others, `grant … to public`, and another owner",
                HARMLESS,
                "not has_table_privilege('public', 'public.ir_model', 'select')",
                "grant all on public.ir_model to public;\nalter table public.ir_model owner to postgres;\n");
        plain(
                STATEMENT,
                "another database, `create database x; drop database postgres`",
                HARMLESS,
                "(select count(*) = 0 from pg_database where datname = 'x')",
                "create database x;\ndrop database postgres;\n");
    }

    private void texts() {
        add(TEXT, "of a newer PostgreSQL", ARRIVES, "comes from PostgreSQL 99.", () -> version("99.1"));
        add(
                TEXT,
                "of PostgreSQL 99999999999999999999",
                ARRIVES,
                "restores nothing newer",
                () -> version("9".repeat(20)));
        add(TEXT, "its end is missing", ARRIVES, "incomplete: its last line", () -> files().text(HEAD + TABLES));
        plain(TEXT, "its end, and then more", RESTORED, "no dump of a database needs", END + "select 1;\n");
        plain(
                TEXT,
                "a statement that does not end",
                RESTORED,
                "in the middle of a statement",
                "create table x (a text default '\n");
        plain(
                TEXT,
                "data that do not end",
                RESTORED,
                "in the middle of a table's data",
                "COPY public.ir_model (id) FROM stdin;\n1\n");
        plain(
                TEXT,
                "a line of 17 MB",
                RESTORED,
                "a line of more than 16,777,216 bytes",
                "create table x" + "x".repeat(17 << 20));
        plain(
                TEXT,
                "a name of 1 MB, in quotes",
                RESTORED,
                "does not exist",
                "COPY public.\"%s\" (id) FROM stdin;\n\\.\n".formatted("a\"\"".repeat(350_000)));
        plain(
                TEXT,
                "a million columns",
                RESTORED,
                "column \"a\"",
                "COPY public.ir_model (a%s) FROM stdin;\n\\.\n".formatted(", a".repeat(1_000_000)));
        plain(
                TEXT,
                "a statement that looks for hours like another",
                RESTORED,
                "no dump of a database needs",
                "alter " + " owner to ".repeat(400_000) + "';\n';\n");
        plain(
                TEXT,
                "a sequence of 4 MB",
                RESTORED,
                "does not exist||invalid name||too long",
                "select pg_catalog.setval('%s', 1, true);\n".formatted("''a".repeat(1_300_000)));
        plain(TEXT, "in the encoding LATIN1", RESTORED, "pg_dump --encoding=UTF8", "set client_encoding = 'LATIN1';\n");
        plain(
                TEXT,
                "in SJIS, in which a backslash is half a letter",
                RESTORED,
                "--encoding=UTF8",
                "SET client_encoding TO SJIS;\n");
        plain(
                TEXT,
                "strings in which a backslash escapes",
                RESTORED,
                "standard_conforming_strings off",
                "set standard_conforming_strings = off;\n");
        add(TEXT, "bytes that are no UTF-8", RESTORED, "invalid byte sequence", () -> {
            var content = (HEAD + TABLES + BASE + "COPY public.ir_config_parameter (id, value) FROM stdin;\n1\tÿ\n\\.\n"
                    + END);
            return DumpFixture.written(files().file("latin"), content.getBytes(StandardCharsets.ISO_8859_1));
        });
        plain(
                TEXT,
                "NUL in the data",
                RESTORED,
                "invalid byte sequence",
                " ".repeat(1100) + "\nCOPY public.ir_config_parameter (id, value) FROM stdin;\n1\t\0\n\\.\n");
        add(TEXT, "400 MB of blanks in 400 kB, with gzip", RESTORED, "more than 200 times its size", () -> {
            var target = files().file("gz");
            var line = (" ".repeat(1 << 20) + "\n").getBytes(StandardCharsets.US_ASCII);
            try (OutputStream output = new GZIPOutputStream(Files.newOutputStream(target))) {
                output.write(HEAD.getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < 400; i++) {
                    output.write(line);
                }
            }
            return target;
        });
    }

    private Path version(String version) {
        return files().text(HEAD + "-- Dumped from database version %s\n".formatted(version) + TABLES + BASE + END);
    }

    // ----- what runs

    private void code() {
        runs("a loop without an end, its time limit switched off", SHORT, RESTORED, "it takes longer than 1 s", """
                perform set_config('statement_timeout', '0', false); loop begin perform 1; exception when others then null; end; end loop;""");
        runs("a sleep of a day", SHORT, RESTORED, "it takes longer than 1 s", "perform pg_sleep(86400);");
        runs("itself, without an end", USUAL, RESTORED, "stack depth limit exceeded", "perform public.x_f();");
        runs(
                "its own session ended",
                USUAL,
                RESTORED,
                "The dump cannot be restored",
                "perform pg_terminate_backend(pg_backend_pid());");
        runs(
                "a command of the system",
                USUAL,
                RESTORED,
                "permission denied||must be superuser",
                "execute 'copy public.ir_model from program ''id''';");
        runs("another role", USUAL, RESTORED, "permission denied", "execute 'set role pg_write_all_data';");
        runs(
                "its role made a superuser",
                USUAL,
                RESTORED,
                "must be superuser||permission denied",
                "execute 'alter role current_user superuser';");
        runs("a role", USUAL, RESTORED, "permission denied", "execute 'create role x';");
        runs(
                "a table of its own for everybody's",
                USUAL,
                RESTORED,
                "permission denied",
                "execute 'create table pg_catalog.x (a int)';");
        harmless(
                "its role's time limit, for good",
                "current_setting('statement_timeout') = '6h'",
                "execute 'alter role current_user set statement_timeout = 0';");
        harmless(
                "its role's search path",
                "current_setting('search_path') = '\"$user\", public'",
                "execute 'create schema x; alter role current_user set search_path = x, pg_catalog';");
        harmless(
                "its role's password",
                "current_user like 'hostile%'",
                "execute 'alter role current_user password ''x''';");
        harmless(
                "nobody may connect",
                "true",
                "execute format('alter database %I connection limit 0', current_database());");
        harmless(
                "everybody may connect",
                "not has_database_privilege('public', current_database(), 'connect')",
                "execute format('grant all on database %I to public', current_database());");
        harmless(
                "its database is a template, which is never dropped",
                "(select not datistemplate from pg_database where datname = current_database())",
                "execute format('alter database %I is_template true', current_database());");
        harmless(
                "locks that others wait for",
                "(select count(*) = 0 from pg_locks where locktype = 'advisory')",
                "perform pg_advisory_lock(i) from generate_series(1, 100) i;");
        harmless(
                "2,000 notices of 1 MB",
                "true",
                "for i in 1..2000 loop raise notice '%', repeat('x', 1000000); end loop;");
        runs("an error of 200 MB", USUAL, RESTORED, "reports an error of", "raise '%', repeat('x', 200000000);");
        runs("an error of 500 kB", USUAL, RESTORED, "xxxx", "raise '%', repeat('x', 500000);");
        harmless("notes to listeners", "true", "perform pg_notify('x', 'y');");
        runs(
                "a setting of its database",
                USUAL,
                RESTORED,
                "brings what a database that is upgraded must not bring: setting of the database",
                "execute format('alter database %I set search_path = x', current_database());");
        harmless(
                "its own right to connect to its database taken away",
                "has_database_privilege(current_database(), 'connect')",
                "execute format('revoke connect on database %I from public, %I', current_database(), current_user);");
        bounded("a materialized view of 500 GB", SMALL, "has more than 67,108,864 bytes", """
                CREATE MATERIALIZED VIEW public.x_fill AS SELECT repeat(md5(generate_series(1, 300000000)::text), 50) AS a WITH NO DATA;
                REFRESH MATERIALIZED VIEW public.x_fill;
                """);
        bounded(
                "the same, in a database to which nobody may connect",
                SMALL,
                "has more than 67,108,864 bytes||nobody can see how large",
                function(
                                "execute format('revoke connect on database %I from public, %I', current_database(), current_user);")
                        + """
                CREATE MATERIALIZED VIEW public.x_fill AS SELECT repeat(md5(generate_series(1, 300000000)::text), 50) AS a WITH NO DATA;
                REFRESH MATERIALIZED VIEW public.x_fill;
                """);
        bounded("a sort that fills the disk with temporary files", SHORT, "it takes longer than 1 s", """
                CREATE MATERIALIZED VIEW public.x_fill AS SELECT max(a) FROM (SELECT md5(i::text) AS a FROM generate_series(1, 30000000000) i ORDER BY 1) b WITH NO DATA;
                REFRESH MATERIALIZED VIEW public.x_fill;
                """);
        bounded("a query that asks itself without an end", SHORT, "it takes longer than 1 s", """
                CREATE MATERIALIZED VIEW public.x_fill AS WITH RECURSIVE r AS (SELECT 1 AS a UNION ALL SELECT 1 - a FROM r) SELECT max(a) FROM r WITH NO DATA;
                REFRESH MATERIALIZED VIEW public.x_fill;
                """);
        bounded("an index that computes a loop", SHORT, "it takes longer than 1 s", """
                CREATE FUNCTION public.x_i(a int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN LOOP END LOOP; END $$;
                CREATE INDEX x_index ON public.ir_module_module (public.x_i(id));
                """);
        bounded("a generated column that computes a loop", SHORT, "it takes longer than 1 s", """
                CREATE FUNCTION public.x_i(a int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN LOOP END LOOP; END $$;
                ALTER TABLE public.ir_module_module ADD COLUMN x_i int GENERATED ALWAYS AS (public.x_i(id)) STORED;
                """);
    }

    /** A function that a domain's check calls for each row of data. */
    private static String function(String body) {
        return """
                CREATE FUNCTION public.x_f() RETURNS boolean LANGUAGE plpgsql AS $x$ BEGIN %s RETURN true; END $x$;
                CREATE DOMAIN public.x_domain AS integer CHECK (public.x_f());
                CREATE TABLE public.x_t (a public.x_domain);
                COPY public.x_t (a) FROM stdin;
                1
                \\.
                """.formatted(body);
    }

    private void runs(String what, Bounds bounds, End end, String says, String body) {
        all.add(new Hostile(CODE, what, end, says, bounds, () -> plain(function(body))));
    }

    private void harmless(String what, String holds, String body) {
        runs(what, USUAL, HARMLESS, holds, body);
    }

    private void bounded(String what, Bounds bounds, String says, String sql) {
        all.add(new Hostile(CODE, what, RESTORED, says, bounds, () -> plain(sql)));
    }

    // ----- what is in it

    private void contents() {
        add(CONTENT, "another application's database", RESTORED, "it has no table ir_module_module", () -> {
            return files().text(HEAD + "CREATE TABLE public.a (b int);\n" + END);
        });
        add(CONTENT, "`ir_module_module` is a view", RESTORED, "it has no table ir_module_module", () -> files().text(
                        HEAD
                                + TABLES.replace("ir_module_module", "x_module")
                                + "CREATE VIEW public.ir_module_module AS SELECT * FROM public.x_module;\n" + END));
        add(
                CONTENT,
                "`ir_module_module` of other columns",
                RESTORED,
                "column \"latest_version\" does not exist",
                () -> files().text(HEAD + TABLES.replace("latest_version", "x") + END));
        add(CONTENT, "no version", RESTORED, "its module 'base' is not installed", () -> files().text(
                        HEAD + TABLES + END));
        version("a version that is a script", "<script>alert(1)</script>", "has version '<script>alert(1)</script>'");
        version("a version of 1,000 digits", "1".repeat(1000), "has version '%s'".formatted("1".repeat(60)));
        plain(
                CONTENT,
                "more modules than there are",
                RESTORED,
                "more than 10,000 installed modules",
                "INSERT INTO public.ir_module_module SELECT i, 'x' || i, 'installed', '1' FROM generate_series(2, 20000) i;\n");
        plain(CONTENT, "rows hidden by a policy", RESTORED, "forced row security of the table ir_module_module", """
                CREATE POLICY x_policy ON public.ir_module_module USING (false);
                ALTER TABLE ONLY public.ir_module_module ENABLE ROW LEVEL SECURITY;
                ALTER TABLE ONLY public.ir_module_module FORCE ROW LEVEL SECURITY;
                """);
        plain(CONTENT, "`ir_config_parameter` is a view that fails", RESTORED, "division by zero", """
                ALTER TABLE public.ir_config_parameter RENAME TO x_parameter;
                CREATE VIEW public.ir_config_parameter AS SELECT id, key, (1 / (id - id))::text AS value FROM public.ir_module_module, LATERAL (SELECT 'database.release_line' AS key) k;
                """);
        plain(
                CONTENT,
                "operators and functions that shadow PostgreSQL's",
                HARMLESS,
                "(select count(*) = 1 from pg_proc where proname = 'x_equal')",
                """
                CREATE FUNCTION public.x_equal(character varying, character varying) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'shadowed'; END $$;
                CREATE OPERATOR public.= (FUNCTION = public.x_equal, LEFTARG = character varying, RIGHTARG = character varying);
                CREATE FUNCTION public.left(character varying, integer) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'shadowed'; END $$;
                """);
        plain(
                CONTENT,
                "tables and schemas that shadow PostgreSQL's and our own",
                HARMLESS,
                "to_regnamespace('juniper_upgrade') is null",
                """
                CREATE TABLE public.pg_class (a int);
                CREATE TABLE public.pg_tables (schemaname text, tablename text);
                CREATE SCHEMA juniper_upgrade;
                CREATE TABLE juniper_upgrade.upgrade (a int);
                """);
        plain(
                CONTENT,
                "names that are SQL: `a'; drop table`, `select`, 63 characters, quotes",
                HARMLESS,
                "(select count(*) = 4 from pg_class where relname in ('a''; drop table ir_model; --', 'select', repeat('ä', 31), '\"'))",
                """
                CREATE TABLE public."a'; drop table ir_model; --" ("select" int, "b"";'" text);
                CREATE TABLE public."select" ("from" int);
                CREATE TABLE public."%s" (a int);
                CREATE TABLE public.\"\"\"\" (\"\"\"\" int);
                """.formatted("ä".repeat(31)));
        plain(
                CONTENT,
                "2,000 tables",
                HARMLESS,
                "(select count(*) = 2000 from pg_class where relname like 'x\\_many%')",
                many());
        plain(
                CONTENT,
                "modules with slashes and dots in their names",
                HARMLESS,
                "(select count(*) = 2 from ir_module_module where name like '%/%')",
                """
                INSERT INTO public.ir_module_module VALUES (2, '../../etc/passwd', 'installed', '16.0.1.0');
                INSERT INTO public.ir_module_module VALUES (3, 'a/b', 'installed', '../1');
                """);
        plain(
                CONTENT,
                "triggers, rules and functions with the rights of their owner",
                HARMLESS,
                "not exists (select from pg_roles where rolname = current_user and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls))",
                """
                CREATE FUNCTION public.x_definer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN EXECUTE 'alter role current_user superuser'; RETURN new; END $$;
                CREATE TRIGGER x_trigger BEFORE UPDATE ON public.ir_module_module FOR EACH ROW EXECUTE FUNCTION public.x_definer();
                CREATE RULE x_rule AS ON DELETE TO public.ir_module_module DO INSTEAD NOTHING;
                """);
        plain(
                CONTENT,
                "tables in parts, without a log, large objects",
                HARMLESS,
                "(select count(*) = 1 from pg_largeobject_metadata)",
                """
                CREATE TABLE public.x_parts (a int) PARTITION BY RANGE (a);
                CREATE TABLE public.x_part PARTITION OF public.x_parts FOR VALUES FROM (1) TO (2);
                CREATE UNLOGGED TABLE public.x_unlogged (a int);
                SELECT pg_catalog.lo_create('12345');
                """);
    }

    private void version(String what, String version, String says) {
        add(CONTENT, what, RESTORED, says, () -> files().text(HEAD + TABLES + BASE.replace("16.0.1.3", version) + END));
    }

    private static String many() {
        var tables = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            tables.append("CREATE TABLE public.x_many_%d (a int);\n".formatted(i));
        }
        return tables.toString();
    }
}
