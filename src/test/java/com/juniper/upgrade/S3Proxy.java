package com.juniper.upgrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** An S3-compatible store with one bucket, a process of its own; its objects are files of a folder. */
public final class S3Proxy implements AutoCloseable {

    public static final String BUCKET = "results";
    public static final String ACCESS_KEY = "juniper";
    public static final String SECRET_KEY = "s3cret";

    /** Else it logs each byte. */
    private static final String LOGGING = """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %level %logger{0}: %msg%n</pattern></encoder>
              </appender>
              <root level="warn"><appender-ref ref="out"/></root>
            </configuration>
            """;

    private final Path folder;
    private final int port;
    private @Nullable Process process;

    private S3Proxy(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath();
        try (var socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
    }

    /** Starts a store with an empty bucket. */
    public static S3Proxy start(Path folder) throws IOException {
        var store = new S3Proxy(folder);
        Files.createDirectories(store.bucket());
        var settings = new Properties();
        settings.putAll(Map.of(
                "s3proxy.endpoint",
                store.endpoint(),
                "s3proxy.authorization",
                "aws-v2-or-v4",
                "s3proxy.identity",
                ACCESS_KEY,
                "s3proxy.credential",
                SECRET_KEY,
                "jclouds.provider",
                "filesystem-nio2",
                "jclouds.identity",
                "unused",
                "jclouds.credential",
                "unused",
                "jclouds.filesystem.basedir",
                store.folder.resolve("data").toString()));
        try (var file = Files.newBufferedWriter(store.settings())) {
            settings.store(file, null);
        }
        Files.writeString(store.logging(), LOGGING);
        store.start();
        return store;
    }

    private Path settings() {
        return folder.resolve("s3proxy.properties");
    }

    private Path logging() {
        return folder.resolve("logback.xml");
    }

    /** {@return where its objects are} */
    public Path bucket() {
        return folder.resolve("data").resolve(BUCKET);
    }

    public int port() {
        return port;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** {@return the keys of its objects, those of unfinished uploads, too} */
    public List<String> objects() {
        try (Stream<Path> files = Files.walk(bucket())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket().relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again, on the same port, with what is in it. */
    public void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlogback.configurationFile=" + logging(),
                        "-cp",
                        Files.readString(Path.of("target", "s3proxy.classpath")),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3proxy.log").toFile())
                .start();
        Awaitility.await("the start of S3Proxy, see " + folder)
                .atMost(Duration.ofMinutes(1))
                .failFast("S3Proxy ended, see " + folder, () -> !process().isAlive())
                .until(this::listens);
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private Process process() {
        return Objects.requireNonNull(process);
    }

    /** Ends it; what is in it stays. */
    public void stop() {
        process().destroy();
        process().onExit().join();
    }

    @Override
    public void close() {
        stop();
    }
}
