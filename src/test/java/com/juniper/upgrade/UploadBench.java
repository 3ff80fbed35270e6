package com.juniper.upgrade;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.postgresql.PGConnection;

/**
 * Uploads a dump to the platform, resumably, until it is accepted with its checksum, and to a server that streams a plain PUT
 * into a file, in turns ({@code bin/bench upload}).
 */
final class UploadBench {

    private static final int ROUNDS = 4;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private UploadBench() {}

    /** Takes the dump's size in MB. */
    static void run(List<String> arguments) throws Exception {
        int megabytes = Integer.parseInt(arguments.isEmpty() ? "2000" : arguments.get(0));
        var platform = new ChildPlatform(
                Path.of("target", "bench-upload-" + ProcessHandle.current().pid()), ChildPlatform.AS_OPERATED);
        platform.start();
        try (var bare = new BareChild(platform)) {
            platform.furnish(Files.createTempDirectory("bench"));
            var dump = dump(megabytes);
            long size = Files.size(dump);
            var ada = TestClient.as("ada", platform.port());
            System.out.printf("%-6s %8s %12s %12s %8s%n", "round", "MB", "ours MB/s", "PUT MB/s", "ratio");
            for (int round = 0; round < ROUNDS; round++) {
                double ours = perSecond(size, () -> resumable(ada, platform.port(), dump));
                double plain = perSecond(
                        size,
                        () -> send(HttpRequest.newBuilder(URI.create("http://localhost:%d/put".formatted(bare.port())))
                                .PUT(BodyPublishers.ofFile(dump))));
                System.out.printf("%-6d %8d %12.0f %12.0f %8.2f%n", round, size / 1_000_000, ours, plain, ours / plain);
            }
            Files.delete(dump);
        } finally {
            platform.stop();
        }
    }

    private static void resumable(TestClient ada, int port, Path dump) throws IOException, InterruptedException {
        var id = ada.announce(dump);
        send(HttpRequest.newBuilder(URI.create("http://localhost:%d/api/uploads/%s".formatted(port, id)))
                .header("Authorization", ada.authorization())
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", "0")
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", BodyPublishers.ofFile(dump)));
    }

    private static void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = HTTP.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 204) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    /** Of a database that cannot be compressed, in the format that is handed in most. */
    private static Path dump(int megabytes) throws IOException, SQLException {
        var database = TestPostgres.createDatabase("bench_upload");
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("create table ir_module_module (name text, state text, latest_version text)");
            statement.execute("insert into ir_module_module values ('base', 'installed', '15.0.1.3')");
            statement.execute("create unlogged table filler (noise bytea)");
            var random = new Random(7);
            var noise = new byte[1 << 20];
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy filler from stdin");
            for (int i = 0; i < megabytes; i++) {
                random.nextBytes(noise);
                var line = ("\\\\x" + HexFormat.of().formatHex(noise) + "\n").getBytes(StandardCharsets.US_ASCII);
                copy.writeToCopy(line, 0, line.length);
            }
            copy.endCopy();
        }
        return TestPostgres.dump(database, Files.createTempDirectory("bench").resolve("big.dump"));
    }

    /** Something that sends so many bytes. */
    private interface Sending {
        void run() throws IOException, InterruptedException;
    }

    private static double perSecond(long bytes, Sending sending) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        sending.run();
        return bytes / 1000.0 / Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
