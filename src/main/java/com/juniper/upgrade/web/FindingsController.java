package com.juniper.upgrade.web;

import com.juniper.upgrade.reports.UpgradeReports;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.FindingFilter;
import com.juniper.upgrade.upgrades.FindingGroup;
import com.juniper.upgrade.upgrades.FindingPage;
import com.juniper.upgrade.upgrades.Findings;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Everything that an upgrade found, to filter, search and page in. */
@Controller
class FindingsController {

    private final UpgradeDesk desk;
    private final Findings findings;
    private final CurrentCaller callers;

    FindingsController(UpgradeDesk desk, Findings findings, CurrentCaller callers) {
        this.desk = desk;
        this.findings = findings;
        this.callers = callers;
    }

    @GetMapping("/upgrades/{number}/findings")
    String show(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable UUID request,
            @ModelAttribute("filter") FindingFilter filter,
            @RequestParam(defaultValue = "1") int page,
            Model model,
            HttpServletResponse response) {
        var shown = desk.visible(number, request, callers.require());
        var groups = findings.groups(shown.id());
        model.addAttribute("request", shown);
        model.addAttribute("titles", UpgradeReports.categories());
        model.addAttribute("hops", values(groups, FindingGroup::hop));
        model.addAttribute("categories", values(groups, FindingGroup::category));
        model.addAttribute("severities", values(groups, FindingGroup::severity));
        model.addAttribute("apps", values(groups, FindingGroup::app));
        try {
            model.addAttribute("page", findings.page(shown.id(), filter, page));
        } catch (RequestRefusedException refusal) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("reasons", refusal.reasons());
            model.addAttribute("page", new FindingPage(1, 1, 0, false, List.of()));
        }
        return "findings";
    }

    private static List<String> values(List<FindingGroup> groups, Function<FindingGroup, String> of) {
        return groups.stream().map(of).distinct().sorted().toList();
    }
}
