package com.juniper.upgrade.artifacts;

/** Counts what really comes out of an archive, and stops one that is made to fill the disk. */
final class ArchiveLimits {

    private static final long MAX_ENTRIES = 2_000_000;
    private static final long MAX_RATIO = 200;
    private static final long ALWAYS_ALLOWED = 256L << 20;

    private final long compressedBytes;
    private final long maxBytes;
    private long bytes;
    private long entries;

    ArchiveLimits(long compressedBytes, long maxBytes) {
        this.compressedBytes = compressedBytes;
        this.maxBytes = maxBytes;
    }

    void entry() {
        if (++entries > MAX_ENTRIES) {
            throw new DumpRefusedException("The archive has more than %,d entries".formatted(MAX_ENTRIES));
        }
    }

    void read(long count) {
        bytes += count;
        if (bytes > maxBytes) {
            throw new DumpRefusedException(
                    "The archive holds more than the %,d bytes that are allowed".formatted(maxBytes));
        }
        if (bytes > ALWAYS_ALLOWED && bytes > compressedBytes * MAX_RATIO) {
            throw new DumpRefusedException(
                    "The archive is refused: it unpacks to more than %d times its size, as only archives made to do harm do"
                            .formatted(MAX_RATIO));
        }
    }
}
