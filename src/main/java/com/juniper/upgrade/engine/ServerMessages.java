package com.juniper.upgrade.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a PostgreSQL server sends, without notices and notifications, and with errors of a bounded length. A stranger's
 * function can write any number of them, and the driver keeps all of them in memory until it is asked.
 *
 * <p>It reads the messages of the protocol (version 3), a letter and the length before each. A connection that is
 * encrypted passes as it is.
 */
final class ServerMessages extends InputStream {

    private static final int HEADER = 5;
    private static final int LONGEST_ERROR = 1 << 20;

    private final InputStream input;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    /** So many bytes of the message pass, or are left out. */
    private long passing;

    private long skipped;
    private ByteBuffer made = ByteBuffer.allocate(0);
    private boolean begun;
    private boolean encrypted;

    ServerMessages(InputStream input) {
        this.input = input;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Waits only where it has nothing to hand over, so that a wait that is cut short loses nothing. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int wanted = wanted();
            if (made.hasRemaining()) {
                int now = Math.min(length - count, made.remaining());
                made.get(target, offset + count, now);
                count += now;
            } else if (limit - position < wanted) {
                if (count > 0) {
                    break;
                }
                if (!fill()) {
                    return end();
                }
            } else if (skipped > 0) {
                int now = (int) Math.min(skipped, limit - position);
                position += now;
                skipped -= now;
            } else if (passing > 0 || encrypted) {
                int now = Math.min(length - count, limit - position);
                now = encrypted ? now : (int) Math.min(now, passing);
                System.arraycopy(buffer, position, target, offset + count, now);
                position += now;
                passing -= now;
                count += now;
            } else {
                message();
            }
        }
        return count;
    }

    /** A message's head is looked at when it is whole; before the first one, the server says yes or no with a letter. */
    private int wanted() {
        return skipped > 0 || passing > 0 || encrypted || !begun ? 1 : HEADER;
    }

    private int end() throws IOException {
        if (position < limit) {
            throw new EOFException("The server closed the connection in the middle of a message");
        }
        return -1;
    }

    private boolean fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        int count = input.read(buffer, limit, buffer.length - limit);
        limit += Math.max(count, 0);
        return count >= 0;
    }

    private void message() {
        byte kind = buffer[position];
        if (!begun) {
            begun = kind == 'R' || kind == 'E' || kind == 'v';
            encrypted = !begun && kind != 'N';
            passing = begun ? 0 : 1;
            return;
        }
        int length = ByteBuffer.wrap(buffer, position + 1, Integer.BYTES).getInt();
        if (kind == 'N' || kind == 'A') {
            skipped = 1L + length;
        } else if (kind == 'E' && length > LONGEST_ERROR) {
            made = ByteBuffer.wrap(shortError(length));
            skipped = 1L + length;
        } else {
            passing = 1L + length;
        }
    }

    private static byte[] shortError(int length) {
        var fields = "SERROR\0VERROR\0C54000\0MThe server reports an error of %,d bytes\0\0"
                .formatted(length)
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(HEADER + fields.length)
                .put((byte) 'E')
                .putInt(Integer.BYTES + fields.length)
                .put(fields)
                .array();
    }

    @Override
    public int available() throws IOException {
        int here = limit - position;
        if (made.hasRemaining()) {
            return made.remaining();
        }
        if (encrypted) {
            return here + input.available();
        }
        return skipped > 0 ? 0 : (int) Math.min(passing, here);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
