package com.juniper.upgrade;

import com.juniper.upgrade.api.BrokenNetwork;
import com.juniper.upgrade.databases.LocalPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseChecksum;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.ErpBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A PostgreSQL server elsewhere with hosted databases, which the platform reaches over a network that can be lost, on a
 * small disk of its own where this machine lets us mount one.
 */
final class FarCluster implements AutoCloseable {

    /** What stays free on a full disk: a caching file of the server, which it may want to write at a connection. */
    private static final int LEFT = 1 << 19;

    private static final String DISK_SIZE = "700m";

    private final Path disk;
    private final boolean mounted;
    private final LocalPostgres server;
    private final BrokenNetwork network;

    FarCluster(Path folder) throws IOException, SQLException {
        this.disk = Files.createDirectories(folder.resolve("disk")).toAbsolutePath();
        this.mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_SIZE, "tmpfs", disk.toString());
        this.server = new LocalPostgres(
                TestPostgres.programs(),
                disk.resolve("postgres"),
                List.of("fsync=off", "max_wal_size=64MB", "min_wal_size=32MB", "max_connections=50"));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        execute("create role platform login createdb createrole password 'secret'");
        execute("grant pg_signal_backend, pg_read_all_stats to platform");
        execute("create role acme login password 'secret'");
        execute("grant acme to platform with admin option");
        this.network = BrokenNetwork.to(server.port());
    }

    /** What tells a platform of it. */
    Map<String, String> environment() {
        return Map.of(
                "JUNIPER_CLUSTERS_FAR_URL",
                "jdbc:postgresql://localhost:%d/postgres".formatted(network.port()),
                "JUNIPER_CLUSTERS_FAR_USER",
                "platform",
                "JUNIPER_CLUSTERS_FAR_PASSWORD",
                "secret",
                "JUNIPER_CLUSTERS_FAR_FILESTORE",
                disk.resolveSibling("filestore").toString());
    }

    BrokenNetwork network() {
        return network;
    }

    /** Makes a database of the company Acme. */
    void host(String name) throws SQLException {
        execute("create database %s owner acme template template0".formatted(name));
        ErpBuilder.build(
                new DatabaseAddress(server.url(name), "acme", "secret"),
                Version.parse("15.0"),
                Set.of("contacts", "payment"));
    }

    List<String> checksum(String name) throws SQLException {
        return DatabaseChecksum.settled(server.superuser(name));
    }

    boolean isOpen(String name) throws SQLException {
        return strings("select datallowconn::text from pg_database where datname = '%s'".formatted(name))
                .equals(List.of("true"));
    }

    /** {@return its databases but PostgreSQL's own} */
    List<String> databases() throws SQLException {
        return strings("select datname from pg_database where datname not in ('postgres', 'template0', 'template1')");
    }

    boolean isOnADiskOfItsOwn() {
        return mounted;
    }

    /** Leaves no byte free. */
    void fillDisk() throws IOException {
        try (var ballast = Files.newOutputStream(disk.resolve("ballast"))) {
            var block = new byte[1 << 16];
            while (true) {
                ballast.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
        try (var ballast = FileChannel.open(disk.resolve("ballast"), StandardOpenOption.WRITE)) {
            ballast.truncate(ballast.size() - LEFT); // else the server may be unable to let anybody connect
        }
    }

    void emptyDisk() throws IOException {
        Files.delete(disk.resolve("ballast"));
        server.revive();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = server.superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> strings(String sql) throws SQLException {
        try (var connection = server.superuser("postgres").connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    @Override
    public void close() throws IOException {
        network.close();
        end();
    }

    private void end() {
        server.close();
        if (mounted) {
            run("umount", "--lazy", disk.toString());
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
