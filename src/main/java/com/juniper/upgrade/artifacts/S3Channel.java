package com.juniper.upgrade.artifacts;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads an object from wherever it is told to: what is read on comes of one answer, a jump asks for the object from there on.
 */
final class S3Channel implements SeekableByteChannel {

    private static final int BUFFER = 1 << 16;

    private final LongFunction<ResponseInputStream<GetObjectResponse>> object;
    private final String key;
    private final long size;
    private long position;
    private boolean open = true;
    private @Nullable ResponseInputStream<GetObjectResponse> answer;
    /** Where the answer goes on. */
    private long next;

    /**
     * An object.
     *
     * @param object asks for it from a byte on
     * @param size in bytes
     */
    S3Channel(LongFunction<ResponseInputStream<GetObjectResponse>> object, String key, long size) {
        this.object = object;
        this.key = key;
        this.size = size;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        byte[] bytes = new byte[Math.min(target.remaining(), BUFFER)];
        try {
            int read = answer().read(bytes);
            if (read < 0) {
                throw new EOFException("%s ends at %d of %d bytes".formatted(key, next, size));
            }
            target.put(bytes, 0, read);
            next += read;
            position = next;
            return read;
        } catch (SdkException e) {
            throw new IOException("%s cannot be read at %d: %s".formatted(key, position, e.getMessage()), e);
        }
    }

    private ResponseInputStream<GetObjectResponse> answer() {
        if (answer == null || next != position) {
            drop();
            answer = object.apply(position);
            next = position;
        }
        return answer;
    }

    /** Does not wait for the rest, as closing would; where there is none, the connection goes on. */
    private void drop() {
        if (answer == null) {
            return;
        }
        if (next == size) {
            try {
                answer.close();
            } catch (IOException e) {
                answer.abort();
            }
        } else {
            answer.abort();
        }
        answer = null;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long position) {
        this.position = position;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        drop();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }
}
