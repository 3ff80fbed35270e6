package com.juniper.upgrade.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.artifacts.FileStoreAwayException;
import com.juniper.upgrade.artifacts.Uploads;
import com.juniper.upgrade.audit.AuditLog;
import com.juniper.upgrade.databases.Backups;
import com.juniper.upgrade.projects.ProjectFiles;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases what the platform keeps of a company or a person (R31): rows in one transaction, then files; what a crash leaves is
 * deleted later. Numbers and times stay under a pseudonym, and so do figures.
 */
@Service
public class Erasures {

    private static final String ARTIFACTS = "ARTIFACTS";
    private static final Logger log = LoggerFactory.getLogger(Erasures.class);

    /** Columns that hold logins, in the platform's tables and in the process engine's. */
    private static final List<String> LOGINS = List.of(
            "login",
            "owner",
            "submitter",
            "reporter",
            "author",
            "decided_by",
            "answered_by",
            "created_by",
            "pushed_by",
            "asked_by",
            "published_by",
            "customer",
            "person",
            "user_id_",
            "assignee_",
            "owner_",
            "start_user_id_",
            "create_user_id_",
            "delete_user_id_",
            "last_updated_by_");

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Subjects subjects;
    private final AuditLog audit;
    private final Uploads uploads;
    private final Artifacts artifacts;
    private final Backups backups;
    private final ProjectFiles projects;
    private final ObjectMapper json;
    private final TransactionTemplate transaction;
    private final NamedStatements statements = NamedStatements.read("erase.sql");

    Erasures(
            JdbcClient jdbc,
            JdbcTemplate template,
            Subjects subjects,
            AuditLog audit,
            Uploads uploads,
            Artifacts artifacts,
            Backups backups,
            ProjectFiles projects,
            ObjectMapper json,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.template = template;
        this.subjects = subjects;
        this.audit = audit;
        this.uploads = uploads;
        this.artifacts = artifacts;
        this.backups = backups;
        this.projects = projects;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Something in files that is deleted after the rows.
     *
     * @param kind UPLOAD, ARTIFACTS, BACKUP or PROJECT
     * @param name its id or name
     * @param cluster that of a backup
     */
    record Pending(String kind, String name, @Nullable String cluster) {}

    /**
     * Erases; for operators.
     *
     * @param confirmation the company's id or the person's login, typed again
     * @throws RequestRefusedException if there is no such customer, it is not confirmed, or something still runs, which is named
     */
    public Erasure erase(DataSubject subject, PrivacyReason reason, String confirmation, Caller caller) {
        if (!caller.isOperator()) {
            throw new NotAllowedException("Operators erase data.");
        }
        subjects.require(subject);
        if (!subject.name().equals(confirmation.strip())) {
            throw new RequestRefusedException(List.of(new Reason(
                    "confirmation",
                    "Type '%s' to confirm: what is erased cannot be had back.".formatted(subject.name()))));
        }
        var id = Objects.requireNonNull(transaction.execute(status -> eraseRows(subject, reason)));
        finish();
        return find(id).orElseThrow();
    }

    private UUID eraseRows(DataSubject subject, PrivacyReason reason) {
        subjects.open(subject);
        var running = subjects.running();
        if (!running.isEmpty()) {
            throw new RequestRefusedException(running);
        }
        var files = files();
        var pseudonym = jdbc.sql(
                        "select pseudonym from subject_company union all select pseudonym from subject_login limit 1")
                .query(String.class)
                .single();
        Map<String, Long> counts = new TreeMap<>();
        files.forEach(file -> counts.merge("files of " + file.kind().toLowerCase(Locale.ROOT), 1L, Long::sum));
        for (var statement : statements.all()) {
            counts.merge(statement.name(), (long) jdbc.sql(statement.sql()).update(), Long::sum);
        }
        counts.merge("names", names(), Long::sum);
        counts.values().removeIf(count -> count == 0);
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into upgrade.erasure (id, scope, pseudonym, reason, person, files, counts)
                        select ?, ?, ?, ?, person, ?::jsonb, ?::jsonb from upgrade.audit_origin_now()""")
                .params(id, subject.scope(), pseudonym, reason.name(), written(files), written(counts))
                .update();
        var hash = jdbc.sql("""
                        update upgrade.erasure set hash = encode(sha256(convert_to(concat_ws('|', id, scope, pseudonym, reason,
                          to_char(begun at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), counts), 'UTF8')), 'hex')
                        where id = ? returning hash""").param(id).query(String.class).single();
        audit.write("ERASED", "PRIVACY", id.toString(), hash);
        return id;
    }

    /** Replaces the logins wherever else they stand; says in how many rows. */
    private long names() {
        return jdbc.sql("""
                        select format('update %I.%I t set %I = l.pseudonym from subject_login l where t.%I = l.login',
                          c.table_schema, c.table_name, c.column_name, c.column_name)
                        from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
                        where c.table_schema in ('upgrade', 'camunda') and t.table_type = 'BASE TABLE'
                          and c.data_type in ('text', 'character varying') and c.column_name = any(?)
                          and c.table_name not in ('audit_person', 'person', 'membership', 'api_token', 'password_link', 'provider_login', 'hosted_database')
                        order by 1""").param(LOGINS.toArray(String[]::new)).query(String.class).list().stream()
                .mapToLong(template::update)
                .sum();
    }

    private List<Pending> files() {
        return jdbc.sql("""
                        select 'UPLOAD', id, null from subject_upload
                        union all select 'ARTIFACTS', id::text, null from subject_request
                        union all select 'PROJECT', name, null from subject_project
                        union all select 'BACKUP', b.id::text, d.cluster from upgrade.backup b
                          join upgrade.hosted_database d on d.id = b.database_id
                        where b.database_id in (select id from subject_database)""")
                .query((row, number) -> new Pending(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** Deletes the files of erasures whose rows are gone; again, where a platform died over it. */
    @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void finish() {
        jdbc.sql("select id, files from upgrade.erasure where ended is null order by begun")
                .query((row, number) -> Map.entry(row.getObject("id", UUID.class), row.getString("files")))
                .list()
                .forEach(entry -> {
                    var left = left(entry.getKey(), pending(entry.getValue()));
                    jdbc.sql(
                                    "update upgrade.erasure set ended = case when ? then now() end, files = ?::jsonb where id = ?")
                            .params(left.isEmpty(), written(left), entry.getKey())
                            .update();
                });
    }

    private List<Pending> pending(String files) {
        try {
            return json.readValue(files, new TypeReference<List<Pending>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes files; {@return those that cannot be deleted now} They do not keep the others. */
    private List<Pending> left(UUID erasure, List<Pending> files) {
        List<Pending> left = new ArrayList<>();
        boolean storeAway = false; // which is found out once, not for each
        for (var file : files) {
            if (storeAway && file.kind().equals(ARTIFACTS)) {
                left.add(file);
                continue;
            }
            try {
                delete(file);
            } catch (IOException | RuntimeException e) {
                storeAway |= e instanceof FileStoreAwayException;
                left.add(file);
                log.warn("{} {} of erasure {} is deleted later: {}", file.kind(), file.name(), erasure, e.toString());
            }
        }
        return left;
    }

    private void delete(Pending file) throws IOException {
        switch (file.kind()) {
            case "UPLOAD" -> uploads.delete(file.name());
            case ARTIFACTS -> artifacts.delete(UUID.fromString(file.name()));
            case "PROJECT" -> projects.delete(file.name());
            case "BACKUP" -> backups.deleteFiles(Long.parseLong(file.name()), String.valueOf(file.cluster()));
            default -> throw new IllegalStateException(file.kind());
        }
    }

    /** {@return the proofs, newest first} */
    public List<Erasure> newest() {
        return jdbc.sql("select * from upgrade.erasure order by begun desc limit 100")
                .query(this::erasure)
                .list();
    }

    /** {@return a proof} */
    public Optional<Erasure> find(UUID id) {
        return jdbc.sql("select * from upgrade.erasure where id = ?")
                .param(id)
                .query(this::erasure)
                .optional();
    }

    private Erasure erasure(ResultSet row, int number) throws SQLException {
        try {
            var ended = row.getTimestamp("ended");
            return new Erasure(
                    row.getObject("id", UUID.class),
                    row.getString("scope"),
                    row.getString("pseudonym"),
                    PrivacyReason.valueOf(row.getString("reason")),
                    row.getLong("person"),
                    row.getTimestamp("begun").toInstant(),
                    ended == null ? null : ended.toInstant(),
                    json.readValue(row.getString("counts"), new TypeReference<Map<String, Long>>() {}),
                    row.getString("hash"));
        } catch (JsonProcessingException e) {
            throw new SQLException("A proof that cannot be read", e);
        }
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
