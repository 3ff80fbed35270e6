package com.juniper.upgrade.api;

import com.juniper.upgrade.upgrades.UpgradeRequests;
import com.juniper.upgrade.upgrades.UpgradeRequests.LogLine;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.io.AbstractResource;

/** A request's whole log as text, of a known length and read page by page: it may be long. */
final class RequestLog extends AbstractResource {

    private static final int PAGE = 1000;

    private final UpgradeRequests requests;
    private final UUID request;
    private final long bytes;

    RequestLog(UpgradeRequests requests, UUID request) {
        this.requests = requests;
        this.request = request;
        this.bytes = requests.logBytes(request);
    }

    @Override
    public String getDescription() {
        return "log of " + request;
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public long contentLength() {
        return bytes;
    }

    @Override
    public InputStream getInputStream() {
        return new Pages();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Gives as many bytes as were announced, though lines may have come since. */
    private final class Pages extends InputStream {

        private long after;
        private long left = bytes;
        private byte[] page = {};
        private int position;

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (position == page.length && !turn()) {
                return -1;
            }
            int count = Math.min(length, page.length - position);
            System.arraycopy(page, position, buffer, offset, count);
            position += count;
            return count;
        }

        private boolean turn() {
            var lines = left > 0 ? requests.log(request, after, PAGE) : List.<LogLine>of();
            if (lines.isEmpty()) {
                return false;
            }
            after = lines.get(lines.size() - 1).id();
            var text = lines.stream().map(LogLine::toString).collect(Collectors.joining("\n", "", "\n"));
            page = text.getBytes(StandardCharsets.UTF_8);
            page = left < page.length ? Arrays.copyOf(page, (int) left) : page;
            left -= page.length;
            position = 0;
            return true;
        }
    }
}
