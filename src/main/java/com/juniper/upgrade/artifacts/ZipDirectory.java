package com.juniper.upgrade.artifacts;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Looks at the end of a zip, which tells how large its list of entries is: whoever opens it takes all of it into memory. */
final class ZipDirectory {

    private static final int MAX_ENTRIES = 200_000;
    private static final long MAX_BYTES = 32 << 20;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_BYTES = 56;

    private ZipDirectory() {}

    /**
     * Checks that the list is small enough.
     *
     * @throws DumpRefusedException if it is not, or the file has no such end
     */
    static void check(Path file) throws IOException {
        try (var zip = new RandomAccessFile(file.toFile(), "r")) {
            var tail = read(zip, Math.max(0, zip.length() - END_BYTES - LONGEST_COMMENT), END_BYTES + LONGEST_COMMENT);
            int end = tail.limit() - END_BYTES;
            while (end >= 0 && tail.getInt(end) != END) {
                end--;
            }
            if (end < 0) {
                throw new DumpRefusedException(
                        "The zip is incomplete: its end is missing. Please make it and upload it again");
            }
            require(tail.getShort(end + 10) & 0xffffL, tail.getInt(end + 12) & 0xffffffffL);
            long at = zip.length() - tail.limit() + end - LOCATOR_BYTES;
            if (at >= 0) {
                checkLargeZip(zip, read(zip, at, LOCATOR_BYTES));
            }
        }
    }

    /** A zip of more than 65,534 entries, or of more than 4 GB, tells it in a further record. */
    private static void checkLargeZip(RandomAccessFile zip, ByteBuffer locator) throws IOException {
        if (locator.limit() < LOCATOR_BYTES || locator.getInt(0) != LOCATOR) {
            return;
        }
        long at = locator.getLong(8);
        if (at >= 0 && at < zip.length()) {
            var end = read(zip, at, END_64_BYTES);
            if (end.limit() == END_64_BYTES && end.getInt(0) == END_64) {
                requireLarge(end.getLong(32), end.getLong(40));
            }
        }
    }

    /** The largest values stand for "see the further record". */
    private static void require(long entries, long bytes) {
        requireLarge(entries, bytes == 0xffffffffL ? 0 : bytes);
    }

    private static void requireLarge(long entries, long bytes) {
        if (entries < 0 || entries > MAX_ENTRIES || bytes < 0 || bytes > MAX_BYTES) {
            throw new DumpRefusedException(
                    "The zip has more than %,d entries. Please make it without the filestore, which is not kept anyway"
                            .formatted(MAX_ENTRIES));
        }
    }

    private static ByteBuffer read(RandomAccessFile zip, long at, int bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.min(bytes, zip.length() - at)];
        zip.seek(at);
        zip.readFully(buffer);
        return ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
    }
}
