package com.juniper.upgrade.databases;

import com.juniper.upgrade.JuniperProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * The daily backups of hosted production databases: a dump in PostgreSQL's directory format, taken while the database is
 * in use, and links to its files. One at a time on each node; a database that is being upgraded is left alone.
 */
@Component
public class Backups implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Backups.class);
    private static final String UNENDED = "b.ended is null and b.problem is null";
    private static final List<String> OPTIONS =
            List.of("--format", "directory", "--jobs", "2", "--compress", "4", "--no-owner", "--no-privileges");

    private final JdbcClient jdbc;
    private final HostedDatabases databases;
    private final Clusters clusters;
    private final Filestores filestores;
    private final ProgramRunner programs;
    private final JuniperProperties properties;
    private final TransactionTemplate transactions;

    /** One takes hours, and nothing else waits for it. */
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "backups");
        thread.setDaemon(true);
        return thread;
    });

    private final AtomicBoolean working = new AtomicBoolean();

    Backups(
            JdbcClient jdbc,
            HostedDatabases databases,
            Clusters clusters,
            Filestores filestores,
            ProgramRunner programs,
            JuniperProperties properties,
            PlatformTransactionManager manager) {
        this.jdbc = jdbc;
        this.databases = databases;
        this.clusters = clusters;
        this.filestores = filestores;
        this.programs = programs;
        this.properties = properties;
        this.transactions = new TransactionTemplate(manager);
    }

    /**
     * A backup.
     *
     * @param ended when it was whole; null while it is taken
     * @param bytes the size of its dump
     * @param problem why it failed
     */
    public record Backup(
            long id,
            long database,
            Instant begun,
            @Nullable Instant ended,
            @Nullable Long bytes,
            @Nullable String problem) {}

    /** {@return a database's backups, newest first} */
    public List<Backup> of(long database) {
        return jdbc.sql("select * from upgrade.backup where database_id = ? order by begun desc")
                .param(database)
                .query((row, number) -> new Backup(
                        row.getLong("id"),
                        row.getLong("database_id"),
                        row.getTimestamp("begun").toInstant(),
                        row.getTimestamp("ended") == null
                                ? null
                                : row.getTimestamp("ended").toInstant(),
                        row.getObject("bytes", Long.class),
                        row.getString("problem")))
                .list();
    }

    /** {@return a backup} */
    public Optional<Backup> find(long id) {
        return jdbc.sql("select database_id from upgrade.backup where id = ?")
                .param(id)
                .query(Long.class)
                .optional()
                .flatMap(database -> of(database).stream()
                        .filter(backup -> backup.id() == id)
                        .findFirst());
    }

    /** {@return the folder of a backup's dump, in PostgreSQL's directory format} */
    public Path dump(Backup backup) {
        return folder(backup.id());
    }

    /** {@return whether one is being taken of a database: its production upgrade waits for that} */
    public boolean isRunning(long database) {
        return !jdbc.sql("select pg_try_advisory_xact_lock(hashtext('backup'), ?)")
                .param((int) database)
                .query(Boolean.class)
                .single();
    }

    /** Takes the backup that is due longest, if any is. */
    @Scheduled(initialDelay = 60, fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void takeNext() {
        failAbandoned();
        if (!properties.backups().every().isZero() && working.compareAndSet(false, true)) {
            worker.execute(() -> {
                try {
                    begin().ifPresent(this::take);
                } catch (RuntimeException e) {
                    log.error("A backup failed, and is tried again", e);
                } finally {
                    working.set(false);
                }
            });
        }
    }

    @Override
    public void destroy() {
        worker.shutdownNow();
    }

    /** Takes a backup now. */
    public Backup take(HostedDatabase database) {
        long id = jdbc.sql("insert into upgrade.backup (database_id) values (?) returning id")
                .param(database.id())
                .query(Long.class)
                .single();
        take(id);
        return of(database.id()).stream()
                .filter(backup -> backup.id() == id)
                .findFirst()
                .orElseThrow();
    }

    /** Fails the backups that nobody takes any more. */
    private void failAbandoned() {
        for (long id : jdbc.sql(
                        "select id from upgrade.backup b where begun < now() - interval '1 minute' and " + UNENDED)
                .query(Long.class)
                .list()) {
            try {
                transactions.executeWithoutResult(status -> failIfAbandoned(id));
            } catch (RuntimeException e) { // its cluster or its disk is away, which does not hinder the others
                log.warn("The backup {} is not whole, and is deleted later: {}", id, e.toString());
            }
        }
    }

    /** Whoever takes one holds its database's lock: where that is free, and the backup has no end, its platform died over it. */
    private void failIfAbandoned(long id) {
        long database = databaseOf(id);
        boolean isAbandoned = !isRunning(database)
                && jdbc.sql("select %s from upgrade.backup b where id = ?".formatted(UNENDED))
                        .param(id)
                        .query(Boolean.class)
                        .single();
        if (isAbandoned) {
            fail(database, id, "The platform ended while it was taken.");
        }
    }

    private long databaseOf(long id) {
        return jdbc.sql("select database_id from upgrade.backup where id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    /** One statement, so that no two nodes begin the same; a failed one is tried again after a sixth of the time. */
    private Optional<Long> begin() {
        return jdbc.sql("""
                        insert into upgrade.backup (database_id)
                        select d.id from upgrade.hosted_database d
                        left join lateral (select max(begun) filter (where ended is not null) as good, max(begun) as tried
                                           from upgrade.backup b where b.database_id = d.id) last on true
                        where d.kind = 'PRODUCTION' and d.gone is null and d.problem is null and d.looked is not null
                          and coalesce(last.good, '-infinity') < now() - :every * interval '1 second'
                          and coalesce(last.tried, '-infinity') < now() - :every * interval '1 second' / 6
                          and not exists (select from upgrade.backup b where b.database_id = d.id and %s)
                          and not exists (select from upgrade.request r where r.database_id = d.id and r.purpose = 'PRODUCTION'
                                          and r.state = 'RUNNING')
                        order by last.good nulls first, d.id limit 1 for update of d skip locked
                        returning id""".formatted(UNENDED))
                .param("every", properties.backups().every().toSeconds())
                .query(Long.class)
                .optional();
    }

    private void take(long id) {
        long database = databaseOf(id);
        // held while it is taken: a platform that dies over it lets go
        transactions.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('backup'), ?)")
                    .param((int) database)
                    .query((row, number) -> true)
                    .single();
            take(database, id);
        });
    }

    private void take(long database, long id) {
        try {
            var hosted = databases.require(database);
            dump(hosted, id);
            jdbc.sql("update upgrade.backup set ended = now(), bytes = ? where id = ?")
                    .params(size(folder(id)), id)
                    .update();
        } catch (ProgramFailedException | ClusterException | IOException e) {
            fail(database, id, String.valueOf(e.getMessage()));
        }
    }

    private void fail(long database, long id, String problem) {
        log.warn("The backup of database {} failed: {}", database, problem);
        delete(id);
        jdbc.sql("update upgrade.backup set problem = ? where id = ? and ended is null")
                .params(problem, id)
                .update();
    }

    private void dump(HostedDatabase database, long id) throws IOException {
        var folder = folder(id);
        var parent = Files.createDirectories(folder.getParent());
        FileSystemUtils.deleteRecursively(folder);
        List<String> arguments = new java.util.ArrayList<>(OPTIONS);
        arguments.addAll(List.of("--file", folder.toString()));
        programs.run(
                "pg_dump",
                arguments,
                new WorkshopDatabase(database.name(), databases.reader(database)),
                null,
                parent,
                line -> {});
        filestores.keep(clusters.require(database.cluster()), database.name(), files(id));
    }

    /** {@return the name of the folder of files that belongs to a backup, among its cluster's} */
    public static String files(long id) {
        return ".backup-" + id;
    }

    private Path folder(long id) {
        return properties.home().resolve("backups").resolve(Long.toString(id));
    }

    /** Deletes backups whose time is over, but never a database's newest whole one; says how many. */
    long purge() {
        var over = jdbc.sql("""
                        select id from upgrade.backup b where begun < now() - ? * interval '1 second'
                          and exists (select from upgrade.backup n where n.database_id = b.database_id and n.ended is not null and n.id > b.id)""")
                .param(properties.backups().keep().toSeconds())
                .query(Long.class)
                .list();
        over.forEach(id -> {
            delete(id);
            jdbc.sql("delete from upgrade.backup where id = ?").param(id).update();
        });
        return over.size();
    }

    /** Deletes the files of a backup on a cluster, whose row is deleted already. */
    public void deleteFiles(long id, String cluster) {
        deleteDump(id);
        filestores.delete(clusters.require(cluster), files(id));
    }

    private void deleteDump(long id) {
        try {
            FileSystemUtils.deleteRecursively(folder(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(long id) {
        deleteDump(id);
        jdbc.sql(
                        "select d.cluster from upgrade.backup b join upgrade.hosted_database d on d.id = b.database_id where b.id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .ifPresent(cluster -> filestores.delete(clusters.require(cluster), files(id)));
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
