package com.juniper.upgrade.artifacts;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Looks at a zip's list of entries before it is opened: whoever opens it takes all of the list into memory. What the zip's
 * end tells of its size is a stranger's word, so the entries are counted too.
 */
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
    private static final int ENTRY = 0x02014b50;
    /** Of an entry, after its mark; the lengths of its name, further fields and comment begin at the index below. */
    private static final int ENTRY_BYTES = 42;

    private static final int ENTRY_LENGTHS = 24;

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
            long size = tail.getInt(end + 12) & 0xffffffffL;
            require(tail.getShort(end + 10) & 0xffffL, size);
            long at = zip.length() - tail.limit() + end;
            long offset = tail.getInt(end + 16) & 0xffffffffL;
            long large = at < LOCATOR_BYTES ? -1 : checkLargeZip(zip, read(zip, at - LOCATOR_BYTES, LOCATOR_BYTES));
            // what stands before the zip moves its list
            count(zip, large < 0 ? Math.max(at - size - offset, 0) + offset : large);
        }
    }

    /** Counts the entries that really stand there, as whoever opens the zip reads them. */
    private static void count(RandomAccessFile zip, long begin) throws IOException {
        if (begin < 0 || begin >= zip.length()) {
            throw new DumpRefusedException(
                    "The zip is damaged: its list of entries is not where it says. Please make it and upload it again");
        }
        zip.seek(begin);
        // the stream is the file's own, and closed with it
        var list = new DataInputStream(new BufferedInputStream(new FileInputStream(zip.getFD())));
        byte[] header = new byte[ENTRY_BYTES];
        long bytes = 0;
        try {
            for (long entries = 0; Integer.reverseBytes(list.readInt()) == ENTRY; entries++) {
                list.readFully(header);
                var lengths = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
                int rest = 0;
                for (int at = ENTRY_LENGTHS; at < ENTRY_LENGTHS + 6; at += 2) {
                    rest += lengths.getShort(at) & 0xffff;
                }
                list.skipNBytes(rest);
                bytes += Integer.BYTES + ENTRY_BYTES + rest;
                requireLarge(entries, bytes);
            }
        } catch (EOFException e) {
            throw new DumpRefusedException(
                    "The zip is damaged: its list of entries has no end. Please make it and upload it again", e);
        }
    }

    /**
     * A zip of more than 65,534 entries, or of more than 4 GB, tells it in a further record.
     *
     * @return where the list begins, or -1 if there is no such record
     */
    private static long checkLargeZip(RandomAccessFile zip, ByteBuffer locator) throws IOException {
        if (locator.limit() < LOCATOR_BYTES || locator.getInt(0) != LOCATOR) {
            return -1;
        }
        long at = locator.getLong(8);
        if (at >= 0 && at < zip.length()) {
            var end = read(zip, at, END_64_BYTES);
            if (end.limit() == END_64_BYTES && end.getInt(0) == END_64) {
                requireLarge(end.getLong(32), end.getLong(40));
                return end.getLong(48);
            }
        }
        throw new DumpRefusedException(
                "The zip is damaged: its end is not where it says. Please make it and upload it again");
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
