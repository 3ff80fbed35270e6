package com.juniper.upgrade.privacy;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.audit.AuditLog;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives a company or a person everything that the platform keeps of them, as a zip of JSON and files (R31). */
@Service
public class DataExport {

    private static final int ROWS = 500;
    private static final String README = """
            Everything that Juniper Upgrade keeps of %s "%s", as of %s.
            Reason: %s

            NAME.json    rows of JSON, a line each; the files of docs/privacy.md, in the order in which they are read
            files/       screenshots and other small files of issues and checklists, by their id in files.json

            Not in here: the uploads and results themselves. They are listed in uploads.json and artifacts.json with their
            checksums; only who submitted a request downloads its result, on the page of the case, until its date.
            Passwords are kept as hashes and are not exported.
            """;

    private final JdbcTemplate jdbc;
    private final Subjects subjects;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final NamedStatements files = NamedStatements.read("export.sql");
    private final Semaphore turn = new Semaphore(1);
    private final Path temporary;

    DataExport(
            JdbcTemplate jdbc,
            Subjects subjects,
            AuditLog audit,
            JuniperProperties properties,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.temporary = properties.temporary();
        this.subjects = subjects;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * Refuses who may not have the export: operators may have any, a company's customers that of their own.
     *
     * @throws NotAllowedException if it is not the caller's to have
     */
    public void check(DataSubject subject, Caller caller) {
        boolean own = caller.isCustomer()
                && subject.company() != null
                && subject.company().equals(caller.company());
        if (!caller.isOperator() && !own) {
            throw new NotAllowedException("Customers export the data of their own company, and operators that of all.");
        }
        subjects.require(subject);
    }

    /** {@return the companies that there are, by id} */
    public List<String> companies() {
        return jdbc.queryForList("select id from upgrade.company order by id limit 1000", String.class);
    }

    /**
     * Writes the zip; it is in the audit log before its first byte is. It is whole before it is sent: who reads slowly holds
     * up no one.
     *
     * @throws RequestRefusedException if another one is being made on this node
     */
    public void write(DataSubject subject, PrivacyReason reason, Caller caller, OutputStream target) {
        check(subject, caller);
        audit.write("EXPORTED", "PRIVACY", UUID.randomUUID().toString(), subject.scope() + ":" + reason.name());
        if (!turn.tryAcquire()) {
            throw new RequestRefusedException(
                    List.of(new Reason("export", "Another export is being made. Try again in a minute.")));
        }
        Path whole = null;
        try {
            whole = Files.createTempFile(temporary, "export", ".zip");
            make(subject, reason, whole);
        } catch (IOException e) {
            delete(whole);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            delete(whole);
            throw e;
        } finally {
            turn.release();
        }
        try {
            Files.copy(whole, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(whole);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make(DataSubject subject, PrivacyReason reason, Path whole) {
        transaction.executeWithoutResult(status -> {
            subjects.open(subject);
            try (var zip = new ZipOutputStream(Files.newOutputStream(whole), StandardCharsets.UTF_8)) {
                zip.putNextEntry(new ZipEntry("README.txt"));
                zip.write(README.formatted(
                                subject.company() == null ? "the person" : "the company",
                                subject.name(),
                                Instant.now(),
                                reason.label())
                        .getBytes(StandardCharsets.UTF_8));
                for (var file : files.all()) {
                    write(zip, file);
                }
                smallFiles(zip);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void write(ZipOutputStream zip, NamedStatements.Statement file) throws IOException {
        zip.putNextEntry(new ZipEntry(file.name() + ".json"));
        stream("select row_to_json(kept)::text from (%s) kept".formatted(file.sql()), row -> {
            zip.write(row.getBytes(StandardCharsets.UTF_8));
            zip.write('\n');
        });
    }

    private interface Line {
        void write(String text) throws IOException;
    }

    private void stream(String sql, Line line) {
        jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(sql);
                    statement.setFetchSize(ROWS);
                    return statement;
                },
                row -> {
                    try {
                        line.write(row.getString(1));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private void smallFiles(ZipOutputStream zip) throws IOException {
        List<Long> ids = new ArrayList<>();
        files.all().stream()
                .filter(statement -> statement.name().equals("files"))
                .forEach(statement -> stream(
                        "select id::text from (%s) kept".formatted(statement.sql()), id -> ids.add(Long.valueOf(id))));
        for (long id : ids) {
            zip.putNextEntry(new ZipEntry("files/" + id));
            zip.write(Objects.requireNonNull(
                    jdbc.queryForObject("select content from upgrade.small_file where id = ?", byte[].class, id)));
        }
    }
}
