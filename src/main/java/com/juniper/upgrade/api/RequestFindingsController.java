package com.juniper.upgrade.api;

import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.FindingFilter;
import com.juniper.upgrade.upgrades.FindingPage;
import com.juniper.upgrade.upgrades.Findings;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a request's upgrade found, page by page. */
@RestController
class RequestFindingsController {

    private final UpgradeDesk desk;
    private final Findings findings;
    private final CurrentCaller callers;

    RequestFindingsController(UpgradeDesk desk, Findings findings, CurrentCaller callers) {
        this.desk = desk;
        this.findings = findings;
        this.callers = callers;
    }

    /** A page, the worst first, of those that match the filter; all of them are the artifact {@code findings.csv}. */
    @GetMapping("/api/requests/{id}/findings")
    FindingPage findings(
            @PathVariable UUID id, @ParameterObject FindingFilter filter, @RequestParam(defaultValue = "1") int page) {
        return findings.page(desk.visible(id, callers.require()).id(), filter, page);
    }
}
