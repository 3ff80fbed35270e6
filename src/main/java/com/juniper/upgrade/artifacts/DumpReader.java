package com.juniper.upgrade.artifacts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads a plain dump: its statements line by line, its tables' data in blocks, so that no line of data is too long. */
final class DumpReader {

    private static final int LONGEST_MARKER = 4;

    private final InputStream input;
    private final byte[] buffer;
    private int position;
    private int limit;
    private boolean ended;
    private long lineNumber;

    DumpReader(InputStream input, int bufferSize) {
        this.input = input;
        this.buffer = new byte[bufferSize];
    }

    /** Takes a piece of a table's data. */
    interface Block {
        void write(byte[] bytes, int offset, int length) throws SQLException;
    }

    /** {@return the number of the line that was read last, from 1} */
    long lineNumber() {
        return lineNumber;
    }

    /**
     * {@return the next line with its line feed, or null at the end}
     *
     * @throws DumpRefusedException if it is longer than so many bytes
     */
    byte @Nullable [] line(int longest) throws IOException {
        var line = new ByteArrayOutputStream(256);
        while (fill(1) > 0) {
            int end = endOfLine(position);
            int length = (end < 0 ? limit : end) - position;
            if (line.size() + length > longest) {
                throw new DumpRefusedException(
                        "The dump has a line of more than %,d bytes outside of a table's data, after line %,d. Please make it without --inserts"
                                .formatted(longest, lineNumber));
            }
            line.write(buffer, position, length);
            position += length;
            if (end >= 0) {
                break;
            }
        }
        if (line.size() == 0) {
            return null;
        }
        lineNumber++;
        return line.toByteArray();
    }

    /** Passes a table's data on, up to the line {@code \.}, which is read too; says whether that line came. */
    boolean data(Block block) throws IOException, SQLException {
        boolean lineBegins = true;
        while (fill(LONGEST_MARKER) > 0) {
            int at = position;
            int marker = 0;
            while (at < limit && marker == 0 && !(lineBegins && isCutOff(at))) {
                marker = lineBegins ? marker(at) : 0;
                if (marker == 0) {
                    int end = endOfLine(at);
                    lineBegins = end >= 0;
                    lineNumber += lineBegins ? 1 : 0;
                    at = lineBegins ? end : limit;
                }
            }
            if (at > position) {
                block.write(buffer, position, at - position);
            }
            position = at + marker;
            if (marker > 0) {
                lineNumber++;
                return true;
            }
        }
        return false;
    }

    /** Whether a line's first bytes are too few yet to tell if it is the marker. */
    private boolean isCutOff(int at) {
        return !ended && limit - at < LONGEST_MARKER;
    }

    /** {@return how many bytes the end of the data has here, 0 if it is none} */
    private int marker(int at) {
        if (at + 1 >= limit || buffer[at] != '\\' || buffer[at + 1] != '.') {
            return 0;
        }
        int next = at + 2 < limit && buffer[at + 2] == '\r' ? at + 3 : at + 2;
        if (next >= limit) {
            return next - at;
        }
        return buffer[next] == '\n' ? next + 1 - at : 0;
    }

    /** {@return the index after the next line feed, negative if there is none in the buffer} */
    private int endOfLine(int from) {
        for (int i = from; i < limit; i++) {
            if (buffer[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Makes that many bytes available where there are so many; {@return how many there are} */
    private int fill(int wanted) throws IOException {
        if (limit - position >= wanted || ended) {
            return limit - position;
        }
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        while (limit < wanted && !ended) {
            int count = input.read(buffer, limit, buffer.length - limit);
            ended = count < 0;
            limit += Math.max(count, 0);
        }
        return limit;
    }
}
