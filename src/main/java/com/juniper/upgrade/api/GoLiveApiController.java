package com.juniper.upgrade.api;

import com.juniper.upgrade.golive.GoLiveOverview;
import com.juniper.upgrade.golive.GoLiveOverviews;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** When a case goes live, and when it could. */
@RestController
class GoLiveApiController {

    private final UpgradeDesk desk;
    private final GoLiveOverviews overviews;
    private final CurrentCaller callers;

    GoLiveApiController(UpgradeDesk desk, GoLiveOverviews overviews, CurrentCaller callers) {
        this.desk = desk;
        this.overviews = overviews;
        this.callers = callers;
    }

    /** The newest plan, what is missing for one, suggested starts, the use of the database by hour of the week in a zone. */
    @GetMapping("/api/upgrades/{number}/golive")
    GoLiveOverview golive(@PathVariable String number, @RequestParam(required = false) @Nullable String zone) {
        return overviews.of(desk.visible(number, null, callers.require()).number(), zone);
    }
}
