package com.juniper.upgrade;

import com.juniper.upgrade.databases.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several platforms in processes of their own, on one PostgreSQL server and in one home folder, as operators run them. */
final class ChildCluster {

    private final Path home;
    private final LocalPostgres server;
    private final List<ChildPlatform> nodes = new ArrayList<>();

    /** Starts the server and the nodes, named a, b, c and so on. */
    ChildCluster(Path folder, int size, String... settings) throws IOException, SQLException {
        this.home = Files.createDirectories(folder.resolve("home")).toAbsolutePath();
        List<String> all = new ArrayList<>(List.of("max_connections=300", "max_locks_per_transaction=1024"));
        all.addAll(List.of(settings));
        server = new LocalPostgres(TestPostgres.programs(), folder.resolve("postgres"), all);
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        try (var connection = server.superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute("create role juniper login createdb createrole password 'secret'");
            statement.execute("grant set on parameter temp_file_limit to juniper");
            statement.execute("grant pg_signal_backend, pg_read_all_stats to juniper");
            statement.execute("create database juniper owner juniper");
            statement.execute("revoke connect on database juniper, postgres, template1 from public");
            statement.execute("grant connect on database postgres to juniper");
        }
        for (int i = 0; i < size; i++) {
            nodes.add(node(home, String.valueOf((char) ('a' + i))));
        }
        for (var node : nodes) {
            node.begin();
        }
        nodes.forEach(ChildPlatform::awaitStart);
    }

    /** {@return a platform on the same database that is not started} */
    ChildPlatform node(Path home, String name) throws IOException {
        return new ChildPlatform(
                home,
                Map.of(
                        "JUNIPER_NODE",
                        name,
                        "JUNIPER_DATABASE_URL",
                        "jdbc:postgresql://localhost:%d/juniper".formatted(server.port()),
                        "JUNIPER_DATABASE_PASSWORD",
                        "secret"),
                server);
    }

    List<ChildPlatform> nodes() {
        return nodes;
    }

    Path home() {
        return home;
    }

    LocalPostgres server() {
        return server;
    }

    void stop() throws InterruptedException {
        for (var node : nodes) {
            node.process().destroy();
        }
        for (var node : nodes) {
            node.process().waitFor();
        }
        server.close();
    }
}
