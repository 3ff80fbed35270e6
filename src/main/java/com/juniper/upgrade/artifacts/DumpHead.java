package com.juniper.upgrade.artifacts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What a dump's first bytes tell: its format, and the PostgreSQL that it comes from, which must not be newer than ours. */
final class DumpHead {

    /** So many bytes tell it all. */
    static final int BYTES = 1024;

    static final String BEGIN = "-- PostgreSQL database dump";
    static final String END = "-- PostgreSQL database dump complete";

    private static final Pattern DUMPED_FROM = Pattern.compile("^-- Dumped from database version (\\d+)(\\S*).*\\s*$");

    /** The newest archive version (1.x) that each major version's pg_restore reads. */
    private static final Map<Integer, Integer> NEWEST_ARCHIVE = Map.of(15, 14, 16, 15, 17, 16, 18, 16);

    private static final int PARTS_OF_DATE = 7;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_VERSION = 40;
    private static final Pattern NUMBER = Pattern.compile("0*+(\\d+).*");
    private static final int LONGEST_NUMBER = 6;

    private DumpHead() {}

    /**
     * Checks a dump's first bytes.
     *
     * @throws DumpRefusedException if it is no dump, or one of a newer PostgreSQL
     */
    static void check(byte[] head, int serverMajor) {
        switch (DumpFormat.of(head)) {
            case CUSTOM -> custom(ByteBuffer.wrap(head), serverMajor);
            case PLAIN_SQL -> plain(head, serverMajor);
            case GZIPPED_SQL -> plain(unpacked(head), serverMajor);
            case TAR, GZIPPED_TAR, ZIP -> {} // they tell it further inside
        }
    }

    private static void plain(byte[] head, int serverMajor) {
        new String(head, StandardCharsets.UTF_8).lines().forEach(line -> checkRemark(line, serverMajor));
    }

    /** Checks a comment of a plain dump that tells the server's version. */
    static void checkRemark(String line, int serverMajor) {
        var server = DUMPED_FROM.matcher(line);
        if (server.matches()) {
            checkServer(server.group(1) + server.group(2), serverMajor);
        }
    }

    /** Checks the version of the server that a dump comes from. */
    static void checkServer(String version, int serverMajor) {
        var number = NUMBER.matcher(version);
        if (number.matches()
                && (number.group(1).length() > LONGEST_NUMBER || Integer.parseInt(number.group(1)) > serverMajor)) {
            throw new DumpRefusedException(
                    "The dump comes from PostgreSQL %s; the platform's is %d and restores nothing newer. Please ask its operator for a newer workshop"
                            .formatted(shortened(printable(version)), serverMajor));
        }
    }

    /** The part of a gzip that is there, unpacked as far as it goes. */
    static byte[] unpacked(byte[] head) {
        byte[] bytes = new byte[BYTES];
        int length = 0;
        try (InputStream input = new GZIPInputStream(new ByteArrayInputStream(head))) {
            for (int count = 0; count >= 0 && length < BYTES; length += Math.max(count, 0)) {
                count = input.read(bytes, length, BYTES - length);
            }
        } catch (IOException e) {
            return java.util.Arrays.copyOf(bytes, length); // it is only the beginning
        }
        return java.util.Arrays.copyOf(bytes, length);
    }

    /** {@code PGDMP}, the archive's version, sizes, compression, date, database, versions of server and pg_dump. */
    private static void custom(ByteBuffer head, int serverMajor) {
        try {
            head.position("PGDMP".length());
            int major = head.get();
            int minor = head.get();
            head.get(); // revision
            int integer = head.get();
            head.position(head.position() + 2); // size of offsets, format
            boolean namesCompression = major > 1 || minor >= 15;
            head.position(head.position() + (namesCompression ? 1 : 1 + integer));
            head.position(head.position() + PARTS_OF_DATE * (1 + integer));
            text(head, integer); // the database
            var server = text(head, integer);
            var program = text(head, integer);
            checkServer(server, serverMajor);
            if (major > 1 || minor > NEWEST_ARCHIVE.getOrDefault(serverMajor, Integer.MAX_VALUE)) {
                throw new DumpRefusedException(
                        "The dump was made by pg_dump %s, which is newer than the platform's PostgreSQL %d can read. Make it with pg_dump %d or older, or as plain SQL"
                                .formatted(shortened(printable(program)), serverMajor, serverMajor));
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new DumpRefusedException(
                    "The dump is damaged: its header cannot be read. Please make it and upload it again", e);
        }
    }

    private static String text(ByteBuffer head, int integer) {
        boolean negative = head.get() != 0;
        long length = 0;
        for (int i = 0; i < integer; i++) {
            length |= (head.get() & 0xffL) << (8 * i);
        }
        if (negative || length == 0) {
            return "";
        }
        if (length < 0 || length > LONGEST_NAME) {
            throw new IllegalArgumentException();
        }
        byte[] bytes = new byte[(int) length];
        head.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String shortened(String version) {
        return version.length() > LONGEST_VERSION ? version.substring(0, LONGEST_VERSION) + "…" : version;
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
