package com.juniper.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;

/** Writes requests byte by byte, also those that a decent client would correct. */
public final class RawHttp {

    private RawHttp() {}

    /** {@return the whole answer: status line, headers and body} */
    public static String send(int port, String method, String address, String body, String... headers)
            throws IOException {
        try (var socket = new Socket("localhost", port)) {
            var request =
                    new StringBuilder("%s %s HTTP/1.1\r\nHost: localhost:%d\r\n".formatted(method, address, port));
            for (var header : headers) {
                request.append(header).append("\r\n");
            }
            if (!method.equals("GET")) {
                request.append("Content-Type: application/json\r\nContent-Length: %d\r\n"
                        .formatted(body.getBytes(UTF_8).length));
            }
            request.append("Connection: close\r\n\r\n").append(method.equals("GET") ? "" : body);
            socket.getOutputStream().write(request.toString().getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
