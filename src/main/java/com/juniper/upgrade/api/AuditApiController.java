package com.juniper.upgrade.api;

import com.juniper.upgrade.audit.AuditFilter;
import com.juniper.upgrade.audit.AuditLog;
import com.juniper.upgrade.audit.AuditLog.Verification;
import com.juniper.upgrade.audit.AuditRow;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log for programs, and as CSV; for operators (R30, R31). */
@RestController
class AuditApiController {

    private static final int MOST = 1000;

    private final AuditLog log;

    AuditApiController(AuditLog log) {
        this.log = log;
    }

    /**
     * A page of rows, newest first.
     *
     * @param next the {@code after} of the next page; null on the last
     */
    record AuditPage(List<AuditRow> rows, @Nullable String next) {}

    /**
     * Rows of the audit log, newest first.
     *
     * @param person a login
     * @param upgrade the number of a case
     * @param kind like ARTIFACT
     * @param day in UTC, like 2026-01-31
     * @param after the {@code next} of the page before
     * @param size how many, at most 1000
     */
    @GetMapping("/api/audit")
    AuditPage rows(
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String upgrade,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int size) {
        int most = Math.max(1, Math.min(size, MOST));
        var rows = log.page(filter(person, upgrade, kind, day, after), most);
        return new AuditPage(
                rows, rows.size() < most ? null : rows.get(most - 1).cursor());
    }

    private static AuditFilter filter(
            @Nullable String person,
            @Nullable String upgrade,
            @Nullable String kind,
            @Nullable LocalDate day,
            @Nullable String after) {
        try {
            return new AuditFilter(person, upgrade, kind, day, after);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException(String.valueOf(e.getMessage()));
        }
    }

    /** Looks through the chain of hashes: whether a row was removed or changed. */
    @GetMapping("/api/audit/verification")
    Verification verification() {
        return log.verify();
    }

    /** All rows asked for as CSV, a line after the other. */
    @GetMapping({"/api/audit.csv", "/admin/audit.csv"})
    void export(
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String upgrade,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable LocalDate day,
            HttpServletResponse response)
            throws IOException {
        var filter = filter(person, upgrade, kind, day, null);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename("audit.csv").build().toString());
        var writer = response.getWriter();
        TargetsCsv.write(
                writer,
                List.of(
                        "id", "at", "who", "company", "address", "means", "act", "kind", "object", "name", "case",
                        "detail"));
        log.export(
                filter,
                row -> TargetsCsv.write(
                        writer,
                        Stream.of(
                                        row.id(),
                                        row.at(),
                                        row.who(),
                                        row.company(),
                                        row.address(),
                                        row.means(),
                                        row.act(),
                                        row.kind(),
                                        row.object(),
                                        row.name(),
                                        row.upgrade(),
                                        row.detail())
                                .map(TargetsCsv::text)
                                .toList()));
    }
}
