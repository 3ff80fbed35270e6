package com.juniper.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Talks to the platform as one of the sample's people, over HTTP as everybody else does. */
public final class TestClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String base;
    private final @Nullable String authorization;

    private TestClient(int port, @Nullable String authorization) {
        this.base = "http://localhost:" + port;
        this.authorization = authorization;
    }

    /** Logs in with each request by HTTP Basic; the sample's passwords are the names. */
    public static TestClient as(String login, int port) {
        var secret = Base64.getEncoder().encodeToString((login + ":" + login).getBytes(StandardCharsets.UTF_8));
        return new TestClient(port, "Basic " + secret);
    }

    /** Sends a token with each request. */
    public static TestClient withToken(String token, int port) {
        return new TestClient(port, "Bearer " + token);
    }

    /** Has asked for a request's token, as anybody may, and sends it. */
    public static TestClient withRequestToken(int port) {
        var answer = nobody(port).post("/api/request-tokens", Map.of());
        return withToken(answer.json().path("token").asText(), port);
    }

    /** Is nobody. */
    public static TestClient nobody(int port) {
        return new TestClient(port, null);
    }

    /** {@return the value of the header with which it says who it is} */
    public String authorization() {
        return String.valueOf(authorization);
    }

    /** An answer: its status and its body. */
    public record Answer(int status, String body, java.net.http.HttpHeaders headers) {

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException("No JSON: " + body, e);
            }
        }
    }

    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public Answer post(String path, Object body) {
        return send(request(path, "Content-Type", "application/json").POST(BodyPublishers.ofString(json(body))));
    }

    /** Sends a request that this class has no method for. */
    public Answer send(String method, String path, byte[] body, String... headers) {
        return send(request(path, headers).method(method, BodyPublishers.ofByteArray(body)));
    }

    public byte[] download(String path, String... headers) {
        try {
            return HTTP.send(request(path, headers).GET().build(), BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Announces an upload, and returns its id. */
    public String announce(Path file) throws IOException {
        var created = send(
                "POST",
                "/api/uploads",
                new byte[0],
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                String.valueOf(Files.size(file)),
                "Upload-Metadata",
                "filename "
                        + Base64.getEncoder()
                                .encodeToString(file.getFileName().toString().getBytes(StandardCharsets.UTF_8)));
        return created.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
    }

    /** Uploads a file in one piece, and returns its id. */
    public String upload(Path file) {
        try {
            var content = Files.readAllBytes(file);
            var id = announce(file);
            send(
                    "PATCH",
                    "/api/uploads/" + id,
                    content,
                    "Tus-Resumable",
                    "1.0.0",
                    "Upload-Offset",
                    "0",
                    "Content-Type",
                    "application/offset+octet-stream");
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a test copy of an upload. */
    public Answer submit(String uploadId, String target, String contract, Map<String, String> more) {
        Map<String, String> command = new LinkedHashMap<>(Map.of(
                "uploadId", uploadId, "targetVersion", target, "contract", contract, "email", "test@juniper.example"));
        command.putAll(more);
        return post("/api/requests", command);
    }

    /** Waits until a request is in one of these states, and returns it. */
    public JsonNode awaitState(String requestId, String... states) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> get("/api/requests/" + requestId).json(), found -> java.util.List.of(states)
                        .contains(found.path("state").asText()));
    }

    /** Publishes a version of the real databases' line, as the operator, if it is not published yet. */
    public static void publishCommunity(int port, String... versions) {
        var operator = as("operator", port);
        for (String version : versions) {
            var dump = RealDatabases.dump("reference-" + version);
            boolean known = java.util.stream.StreamSupport.stream(
                            operator.get("/api/releases").json().spliterator(), false)
                    .anyMatch(release -> release.path("line").asText().equals("community")
                            && release.path("version").asText().equals(version));
            if (!known) {
                operator.publish(version, dump);
            }
        }
    }

    /** Publishes a version from a dump of its reference database. */
    public void publish(String version, Path dump) {
        try {
            var boundary = "----juniper";
            var body = new java.io.ByteArrayOutputStream();
            body.write(
                    "--%1$s\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n%2$s\r\n--%1$s\r\nContent-Disposition: form-data; name=\"dump\"; filename=\"reference.dump\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                            .formatted(boundary, version)
                            .getBytes(StandardCharsets.UTF_8));
            body.write(Files.readAllBytes(dump));
            body.write("\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
            var answer = send(
                    "POST",
                    "/api/releases",
                    body.toByteArray(),
                    "Content-Type",
                    "multipart/form-data; boundary=" + boundary);
            if (answer.status() != 201) {
                throw new IllegalStateException(answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofMinutes(5));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
