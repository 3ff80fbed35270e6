package com.juniper.upgrade;

import com.juniper.upgrade.databases.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Several platforms in processes of their own, on one PostgreSQL server and in one home folder, as operators run them. */
final class ChildCluster implements AutoCloseable {

    /** The password with which the nodes log in to the server. */
    static final String PASSWORD = "secret";

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
            statement.execute("create role juniper login createdb createrole password '%s'".formatted(PASSWORD));
            statement.execute("grant set on parameter temp_file_limit to juniper");
            statement.execute("grant pg_signal_backend, pg_read_all_stats to juniper");
            statement.execute("create database juniper owner juniper");
            statement.execute("revoke connect on database juniper, postgres, template1 from public");
            statement.execute("grant connect on database postgres to juniper");
        }
        for (int i = 0; i < size; i++) {
            nodes.add(node(home, String.valueOf((char) ('a' + i))));
        }
        try {
            for (var node : nodes) {
                node.begin();
            }
            nodes.forEach(ChildPlatform::awaitStart);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** {@return a platform on the same database that is not started} */
    ChildPlatform node(Path home, String name) throws IOException {
        return node(home, name, Map.of());
    }

    /** {@return a platform on the same database, with settings of its own, that is not started} */
    ChildPlatform node(Path home, String name, Map<String, String> settings) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "JUNIPER_NODE",
                name,
                "JUNIPER_DATABASE_URL",
                "jdbc:postgresql://localhost:%d/juniper".formatted(server.port()),
                "JUNIPER_DATABASE_PASSWORD",
                PASSWORD));
        environment.putAll(settings);
        return new ChildPlatform(home, environment, server);
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

    /** {@return what upgrades that have ended should have taken away} */
    List<String> leftovers() throws IOException, SQLException {
        return nodes.get(0).strings("""
                select 'database ' || datname from pg_database where datname like 'req%'
                union all select 'role ' || rolname from pg_roles where rolname like 'req%'
                union all select 'working database ' || name from upgrade.workshop_database
                union all select 'slot of ' || request_id from upgrade.slot
                union all select 'incident ' || id_ from camunda.act_ru_incident""");
    }

    /** Stops the nodes that are begun, then the server. */
    @Override
    public void close() {
        nodes.forEach(ChildPlatform::end);
        nodes.forEach(ChildPlatform::awaitEnd);
        server.close();
    }
}
