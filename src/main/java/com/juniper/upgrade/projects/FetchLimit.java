package com.juniper.upgrade.projects;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** Breaks off what an outside host sends when it is too much, or takes too long. */
final class FetchLimit extends FilterInputStream {

    private final long most;
    private final Instant until;
    private long bytes;

    FetchLimit(InputStream input, long most, Instant until) {
        super(input);
        this.most = most;
        this.until = until;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    private void count(int more) throws IOException {
        bytes += more;
        if (bytes > most) {
            throw new IOException("it sends more than the %,d bytes that a push may have".formatted(most));
        }
        if (Instant.now().isAfter(until)) {
            throw new IOException("it takes too long to send");
        }
    }
}
