package com.juniper.upgrade.api;

import com.juniper.upgrade.checklists.Answer;
import com.juniper.upgrade.checklists.Checklist;
import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What is checked in a request's upgraded test database, and what came of it. */
@RestController
class RequestTestingController {

    private final UpgradeDesk desk;
    private final Checklists checklists;
    private final CurrentCaller callers;

    RequestTestingController(UpgradeDesk desk, Checklists checklists, CurrentCaller callers) {
        this.desk = desk;
        this.checklists = checklists;
        this.callers = callers;
    }

    /**
     * A checklist and how far it is.
     *
     * @param items how many there are; the numbers after it are how many of them
     * @param unanswered have no answer yet
     * @param red have evidence against them
     */
    record Testing(
            long items, long unanswered, long fine, long problems, long notApplicable, long red, Checklist checklist) {}

    /** Areas, items with evidence and answers, progress and the decision; 404 where there is no checklist (yet). */
    @GetMapping("/api/requests/{id}/testing")
    Testing testing(@PathVariable UUID id) {
        var checklist = checklists.require(desk.visible(id, callers.require()).id());
        return new Testing(
                checklist.size(),
                checklist.open(),
                checklist.count(Answer.FINE),
                checklist.count(Answer.PROBLEM),
                checklist.count(Answer.NOT_APPLICABLE),
                checklist.red(),
                checklist);
    }
}
