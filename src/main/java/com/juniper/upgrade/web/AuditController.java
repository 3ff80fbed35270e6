package com.juniper.upgrade.web;

import com.juniper.upgrade.audit.AuditFilter;
import com.juniper.upgrade.audit.AuditLog;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit log for operators: who saw, downloaded and changed what (R30, R31). */
@Controller
class AuditController {

    private static final int ROWS = 100;

    /** What can be asked for. */
    private static final List<String> KINDS = List.of(
            "ARTIFACT",
            "AUDIT",
            "BACKUP",
            "CAMPAIGN",
            "CASE",
            "CHECKLIST_FILE",
            "CONTRACT",
            "DATABASE",
            "GO_LIVE",
            "INVITATION",
            "ISSUE",
            "ISSUE_FILE",
            "PERSON",
            "PRIVACY",
            "PROJECT",
            "RELEASE",
            "REQUEST",
            "REQUEST_TOKEN",
            "RETENTION",
            "TASK",
            "UPLOAD");

    private final AuditLog log;

    AuditController(AuditLog log) {
        this.log = log;
    }

    @GetMapping("/admin/audit")
    String audit(
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String upgrade,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String verify,
            Model model) {
        var filter = new AuditFilter(person, upgrade, kind, day(day), after);
        var rows = log.page(filter, ROWS + 1);
        model.addAttribute("filter", filter);
        model.addAttribute("kinds", KINDS);
        model.addAttribute("rows", rows.subList(0, Math.min(ROWS, rows.size())));
        model.addAttribute("next", rows.size() > ROWS ? rows.get(ROWS - 1).cursor() : null);
        model.addAttribute("verification", verify == null ? null : log.verify());
        return "audit";
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'%s' is no day like 2026-01-31".formatted(text), e);
        }
    }
}
