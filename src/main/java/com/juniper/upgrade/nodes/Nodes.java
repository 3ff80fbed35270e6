package com.juniper.upgrade.nodes;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.StartRefusedException;
import com.juniper.upgrade.databases.PlatformHold;
import com.juniper.upgrade.databases.Workshop;
import com.juniper.upgrade.nodes.Node.State;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.util.FileSystemUtils;

/**
 * The nodes of the platform. They share one database and one home folder; any of them serves any page and takes any job, and
 * none leads. A node that dies is missed by nobody: its jobs are another's when their locks end (30 s).
 */
@Service
@DependsOn("homeLock")
public class Nodes implements InitializingBean {

    /** A node that has been silent for so long is taken for dead: four beats are missing. */
    static final Duration SILENCE = Duration.ofSeconds(20);

    /** What a dead node left is cleared away then: it may only be away for a while. */
    private static final Duration GONE = Duration.ofMinutes(10);

    private static final Duration STEADY = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final NodeJobs jobs;
    private final Workshop workshop;
    private final PlatformHold hold;
    private final JuniperProperties properties;
    private final Environment environment;
    private volatile @Nullable Instant beaten;
    private volatile @Nullable Instant steadySince;

    Nodes(
            JdbcClient jdbc,
            NodeJobs jobs,
            Workshop workshop,
            PlatformHold hold,
            JuniperProperties properties,
            Environment environment) {
        this.jdbc = jdbc;
        this.hold = hold;
        this.jobs = jobs;
        this.workshop = workshop;
        this.properties = properties;
        this.environment = environment;
    }

    /**
     * Clears away what this node's last run has left, if it was killed: nobody else has its name in this home folder.
     *
     * @throws StartRefusedException if others live that work in another one: what one keeps, the others must find
     */
    @Override
    public void afterPropertiesSet() throws IOException {
        requireOneHome();
        hold.begin();
        workshop.dropLeftovers(properties.node());
        FileSystemUtils.deleteRecursively(properties.temporary());
        Files.createDirectories(properties.temporary());
    }

    /** {@return whether nodes take steps at all: not after a restore, until an operator lets them} */
    public boolean areWorking() {
        return !hold.isHeld();
    }

    private void requireOneHome() {
        jdbc.sql("""
                        select name from upgrade.node
                        where home <> ? and stopped is null and seen > now() - make_interval(secs => ?)""").params(homeId(), SILENCE.toSeconds()).query(String.class).list().stream()
                .findFirst()
                .ifPresent(other -> {
                    throw new StartRefusedException(
                            "The node '%s' works on the same database in another home folder. All nodes need the same one, on a file system that they share: JUNIPER_HOME"
                                    .formatted(other));
                });
    }

    /** Says that this node is there. */
    void begin() {
        jdbc.sql("""
                        insert into upgrade.node (name, lock_owner, home, address, process, version)
                        values (:name, :owner, :home, :address, :process, :version)
                        on conflict (name) do update set lock_owner = excluded.lock_owner, home = excluded.home,
                          address = excluded.address, process = excluded.process, version = excluded.version,
                          started = now(), seen = now(), stopped = null, draining = false""")
                .param("name", properties.node())
                .param("owner", jobs.owner())
                .param("home", homeId())
                .param("address", host() + ":" + environment.getProperty("local.server.port", ""))
                .param("process", ProcessHandle.current().pid())
                .param("version", version())
                .update();
    }

    /** Says that this node lives, and does what operators want of it. */
    void beat() {
        var draining = jdbc.sql("""
                        update upgrade.node set seen = now(), free_bytes = ? where name = ? and lock_owner = ? returning draining""")
                .params(properties.home().toFile().getUsableSpace(), properties.node(), jobs.owner())
                .query(Boolean.class)
                .optional();
        if (draining.isEmpty()) {
            begin(); // it was away for long, and was forgotten
        }
        hold.beat();
        jobs.take(!draining.orElse(false) && areWorking());
        var now = Instant.now();
        if (!isSince(beaten, now.minus(SILENCE))) {
            steadySince = now;
        }
        beaten = now;
    }

    private static boolean isSince(@Nullable Instant time, Instant limit) {
        return time != null && time.isAfter(limit);
    }

    /** Says that this node ends. */
    void end() {
        jdbc.sql("update upgrade.node set seen = now(), stopped = now() where name = ? and lock_owner = ?")
                .params(properties.node(), jobs.owner())
                .update();
    }

    /**
     * Drops the databases and files that dead nodes left of what nobody takes over, and forgets the nodes. Not where this node
     * itself could not say that it lives within the last minute: the others cannot either when the database is away.
     */
    void clear() {
        var now = Instant.now();
        if (!isSince(beaten, now.minus(SILENCE)) || isSince(steadySince, now.minus(STEADY))) {
            return;
        }
        jdbc.sql("""
                        select name from upgrade.node where name <> ? and seen < now() - make_interval(secs => ?)
                        union select node from upgrade.workshop_database where node not in (select name from upgrade.node)""")
                .params(properties.node(), GONE.toSeconds())
                .query(String.class)
                .list()
                .forEach(name -> {
                    workshop.dropLeftovers(name);
                    delete(properties.temporary(name));
                    jdbc.sql("delete from upgrade.node where name = ? and seen < now() - make_interval(secs => ?)")
                            .params(name, GONE.toSeconds())
                            .update();
                });
    }

    /** {@return all nodes that were seen lately, by name} */
    public List<Node> all() {
        var running = jobs.running();
        return jdbc.sql("select *, seen > now() - make_interval(secs => ?) as lives from upgrade.node order by name")
                .param(SILENCE.toSeconds())
                .query((row, number) -> {
                    var stopped = row.getTimestamp("stopped");
                    return new Node(
                            row.getString("name"),
                            stopped != null
                                    ? State.STOPPED
                                    : !row.getBoolean("lives")
                                            ? State.SILENT
                                            : row.getBoolean("draining") ? State.DRAINING : State.WORKING,
                            row.getString("address"),
                            row.getLong("process"),
                            row.getString("version"),
                            row.getObject("free_bytes", Long.class),
                            Objects.requireNonNullElse(running.get(row.getString("lock_owner")), 0L),
                            row.getTimestamp("started").toInstant(),
                            row.getTimestamp("seen").toInstant(),
                            stopped == null ? null : stopped.toInstant());
                })
                .list();
    }

    /**
     * Lets a node take no new jobs, or take them again; it does so within seconds.
     *
     * @throws NotAllowedException if the caller is no operator
     * @throws RequestNotFoundException if there is no such node
     */
    public void drain(String name, boolean draining, Caller caller) {
        if (!caller.isOperator()) {
            throw new NotAllowedException("Only operators say which nodes work.");
        }
        int found = jdbc.sql("update upgrade.node set draining = ? where name = ?")
                .params(draining, name)
                .update();
        if (found == 0) {
            throw new RequestNotFoundException("Node " + name);
        }
    }

    /** {@return by what the nodes know that their home folder is the same} */
    private UUID homeId() {
        var file = properties.home().resolve("home.id");
        try {
            if (!Files.exists(file)) {
                // written beside it first: two nodes that start at once read one and the same
                var own = Files.writeString(
                        Files.createTempFile(properties.home(), "home", ".id"),
                        UUID.randomUUID().toString());
                try {
                    Files.createLink(file, own);
                } catch (java.nio.file.FileAlreadyExistsException e) {
                    // the other node's
                } finally {
                    Files.delete(own);
                }
            }
            return UUID.fromString(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static String version() {
        return Objects.requireNonNullElse(Nodes.class.getPackage().getImplementationVersion(), "in development");
    }
}
