package com.juniper.upgrade.web;

import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Releases;
import com.juniper.upgrade.rolling.Campaigns;
import com.juniper.upgrade.security.CurrentCaller;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The published versions; operators publish on this page too, through the API, and take a version back. */
@Controller
class ReleasesController {

    private final Releases releases;
    private final Campaigns campaigns;
    private final CurrentCaller callers;

    ReleasesController(Releases releases, Campaigns campaigns, CurrentCaller callers) {
        this.releases = releases;
        this.campaigns = campaigns;
        this.callers = callers;
    }

    @GetMapping("/releases")
    String releases(Model model) {
        var caller = callers.require();
        Map<String, String> newest = new HashMap<>();
        if (caller.isStaff()) {
            campaigns
                    .newest(caller)
                    .forEach(campaign ->
                            newest.putIfAbsent(campaign.line() + " " + campaign.version(), campaign.number()));
        }
        model.addAttribute("releases", releases.all());
        model.addAttribute("campaigns", newest);
        return "releases";
    }

    /** Takes a version back: it is no target any more, and its campaign stops. */
    @PostMapping("/releases/{line}/{version}/withdraw")
    String withdraw(@PathVariable String line, @PathVariable String version) {
        releases.withdraw(line, Version.parse(version), callers.require().fullName());
        return "redirect:/releases";
    }
}
