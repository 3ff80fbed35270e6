package com.juniper.upgrade.artifacts;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that are read from an archive against its limits. */
final class LimitedStream extends FilterInputStream {

    private final ArchiveLimits limits;

    LimitedStream(InputStream input, ArchiveLimits limits) {
        super(input);
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        limits.read(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        limits.read(Math.max(count, 0));
        return count;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long count = super.skip(bytes);
        limits.read(count);
        return count;
    }
}
