package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.databases.ProgramFailedException;
import com.juniper.upgrade.databases.ProgramRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Reads what an archive of pg_dump announces, and refuses what a customer's database must not bring (security.md). */
final class DumpContents {

    static final Set<String> EXTENSIONS =
            Set.of("plpgsql", "unaccent", "pg_trgm", "btree_gin", "btree_gist", "fuzzystrmatch", "hstore", "citext");

    /** What databases of the ERP, and their customers' additions, are made of; the longer name first. */
    private static final List<String> ALLOWED = List.of(
            "SCHEMA",
            "EXTENSION",
            "COMMENT",
            "TABLE DATA",
            "TABLE ATTACH",
            "TABLE",
            "SEQUENCE OWNED BY",
            "SEQUENCE SET",
            "SEQUENCE",
            "DEFAULT",
            "CONSTRAINT",
            "CHECK CONSTRAINT",
            "FK CONSTRAINT",
            "INDEX ATTACH",
            "INDEX",
            "VIEW",
            "MATERIALIZED VIEW DATA",
            "MATERIALIZED VIEW",
            "FUNCTION",
            "PROCEDURE",
            "AGGREGATE",
            "TYPE",
            "SHELL TYPE",
            "DOMAIN",
            "OPERATOR",
            "OPERATOR CLASS",
            "OPERATOR FAMILY",
            "COLLATION",
            "TRIGGER",
            "RULE",
            "POLICY",
            "ROW SECURITY",
            "STATISTICS",
            "TEXT SEARCH",
            "BLOB",
            "BLOB METADATA",
            "BLOBS",
            "ACL",
            "DEFAULT ACL",
            "ENCODING",
            "STDSTRINGS",
            "SEARCHPATH",
            "DATABASE",
            "DATABASE PROPERTIES",
            "SECURITY LABEL");

    /** Some thousands of tables have some ten thousands; what reads the list holds all of it. */
    private static final long MAX_ENTRIES = 1_000_000;

    private static final Pattern ENTRY = Pattern.compile("^\\d+; \\d+ \\d+ (.+)$");
    private static final Pattern SERVER = Pattern.compile("^;\\s+Dumped from database version: (\\d+)(\\S*).*$");

    private DumpContents() {}

    /** Checks an archive in custom or directory format. */
    static void check(ProgramRunner programs, Path archive, int serverMajor) {
        var entries = new AtomicLong();
        try {
            programs.run("pg_restore", List.of("--list", archive.toString()), null, archive, null, line -> {
                check(line, serverMajor);
                if (entries.incrementAndGet() > MAX_ENTRIES) {
                    throw new DumpRefusedException(
                            "The dump is refused: it has more than %,d entries".formatted(MAX_ENTRIES));
                }
            });
        } catch (ProgramFailedException e) {
            throw new DumpRefusedException(
                    "The dump is damaged or incomplete: %s. Please make it and upload it again"
                            .formatted(String.join(" ", e.lastLines())),
                    e);
        }
    }

    /** Checks a line of an archive's list. */
    static void check(String line, int serverMajor) {
        var server = SERVER.matcher(line);
        if (server.matches()) {
            DumpHead.checkServer(server.group(1) + server.group(2), serverMajor);
        }
        var entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            return;
        }
        var text = entry.group(1);
        if (ALLOWED.stream().noneMatch(kind -> text.startsWith(kind + " "))) {
            throw new DumpRefusedException(
                    "The dump is refused: its entry '%s' is of a kind that a database that is upgraded must not bring. Please remove it from the database, or from a copy, before the dump is made"
                            .formatted(text));
        }
        if (text.startsWith("EXTENSION ")) {
            requireAllowed(text.substring(text.lastIndexOf("- ") + 2).strip());
        }
    }

    static void requireAllowed(String extension) {
        if (!EXTENSIONS.contains(extension)) {
            throw new DumpRefusedException(
                    "The dump is refused: it needs the extension %s; allowed are %s. Please drop the extension from the database, or from a copy, before the dump is made"
                            .formatted(
                                    extension,
                                    String.join(
                                            ", ", EXTENSIONS.stream().sorted().toList())));
        }
    }
}
