package com.juniper.upgrade.artifacts;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/** A plain dump of any size that stands nowhere: its bytes are made when they are sent. */
final class LargeDump {

    private static final byte[] BEGIN = "--\n-- PostgreSQL database dump\n--\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n-- PostgreSQL database dump complete\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK = 1 << 16;

    private final long bytes;

    LargeDump(long bytes) {
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }

    String sha256() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var output = new DigestOutputStream(java.io.OutputStream.nullOutputStream(), digest)) {
            for (long at = 0; at < bytes; at += BLOCK) {
                output.write(block(at));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The bytes from a place on, a block at most; each place has its own. */
    private byte[] block(long from) {
        var block = new byte[(int) Math.min(BLOCK, bytes - from)];
        for (int i = 0; i < block.length; i++) {
            block[i] = at(from + i);
        }
        return block;
    }

    private byte at(long place) {
        if (place < BEGIN.length) {
            return BEGIN[(int) place];
        }
        long fromEnd = place - (bytes - END.length);
        return fromEnd >= 0 ? END[(int) fromEnd] : (byte) ('a' + (place * 31 + place / 997) % 26);
    }

    /** Sends it from a place on over one connection, until it is all there or the connection breaks. */
    void send(int port, String address, long from) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                var output = new BufferedOutputStream(socket.getOutputStream(), BLOCK);
                InputStream input = socket.getInputStream()) {
            output.write(head(address, from).getBytes(StandardCharsets.US_ASCII));
            for (long at = from; at < bytes; at += BLOCK) {
                output.write(block(at));
            }
            output.flush();
            input.read();
        } catch (IOException e) {
            // the network is broken: the server is asked how far it came
        }
    }

    private String head(String address, long from) {
        return String.join(
                "\r\n",
                "PATCH " + address + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Basic "
                        + Base64.getEncoder().encodeToString("demo:demo".getBytes(StandardCharsets.UTF_8)),
                "Tus-Resumable: 1.0.0",
                "Content-Type: application/offset+octet-stream",
                "Upload-Offset: " + from,
                "Content-Length: " + (bytes - from),
                "Connection: close",
                "",
                "");
    }
}
