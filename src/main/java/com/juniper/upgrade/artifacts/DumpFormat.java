package com.juniper.upgrade.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a dump's first bytes say that it is; its name says nothing (security.md). */
public enum DumpFormat {
    CUSTOM,
    TAR,
    PLAIN_SQL,
    GZIPPED_SQL,
    GZIPPED_TAR,
    ZIP;

    private static final int TAR_MAGIC = 257;

    /**
     * Tells a file's format.
     *
     * @throws DumpRefusedException if it is none of those that are accepted
     */
    public static DumpFormat detect(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return of(input.readNBytes(DumpHead.BYTES));
        }
    }

    /** Tells the format of which these are the first bytes. */
    static DumpFormat of(byte[] head) {
        if (head.length > 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
            return gzipped(DumpHead.unpacked(head));
        }
        if (startsWith(head, "PGDMP")) {
            return CUSTOM;
        }
        if (startsWith(head, "PK\003\004")) {
            return ZIP;
        }
        if (isTar(head)) {
            return TAR;
        }
        if (isText(head)) {
            return PLAIN_SQL;
        }
        throw refused("The file is not a database dump");
    }

    private static DumpFormat gzipped(byte[] head) {
        if (isTar(head)) {
            return GZIPPED_TAR;
        }
        if (isText(head)) {
            return GZIPPED_SQL;
        }
        throw refused("What is in the file, which is compressed with gzip, is not a database dump");
    }

    private static DumpRefusedException refused(String what) {
        return new DumpRefusedException(
                what
                        + ". Accepted are pg_dump's custom format, its directory format in a tar, plain SQL (both also with gzip), and the ERP's own zip");
    }

    private static boolean startsWith(byte[] head, String magic) {
        byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= bytes.length && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
    }

    private static boolean isTar(byte[] head) {
        return head.length > TAR_MAGIC + 5
                && new String(head, TAR_MAGIC, 5, StandardCharsets.ISO_8859_1).equals("ustar");
    }

    /** Plain dumps begin with a comment or with a setting. */
    private static boolean isText(byte[] head) {
        for (byte character : head) {
            if (character == 0) {
                return false;
            }
        }
        var text = new String(head, StandardCharsets.UTF_8).stripLeading();
        return text.startsWith("--") || text.startsWith("SET ") || text.startsWith("\\restrict ");
    }
}
