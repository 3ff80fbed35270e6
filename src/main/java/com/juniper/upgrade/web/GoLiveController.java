package com.juniper.upgrade.web;

import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.golive.GoLiveCalendar;
import com.juniper.upgrade.golive.GoLiveOverview;
import com.juniper.upgrade.golive.GoLiveOverviews;
import com.juniper.upgrade.golive.GoLivePlan;
import com.juniper.upgrade.golive.GoLivePlan.State;
import com.juniper.upgrade.golive.GoLivePlans;
import com.juniper.upgrade.golive.GoLivePlans.Wish;
import com.juniper.upgrade.golive.GoLiveRun;
import com.juniper.upgrade.golive.LocalSlot;
import com.juniper.upgrade.golive.Side;
import com.juniper.upgrade.notifications.ZonedTimes;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The planning of a go-live (R110-R116): heat map, suggestions, proposals, the plan, the last decision. */
@Controller
class GoLiveController {

    private final UpgradeDesk desk;
    private final GoLivePlans plans;
    private final GoLiveOverviews overviews;
    private final GoLiveRun run;
    private final GoLiveCalendar calendar;
    private final CurrentCaller callers;

    GoLiveController(
            UpgradeDesk desk,
            GoLivePlans plans,
            GoLiveOverviews overviews,
            GoLiveRun run,
            GoLiveCalendar calendar,
            CurrentCaller callers) {
        this.desk = desk;
        this.plans = plans;
        this.overviews = overviews;
        this.run = run;
        this.calendar = calendar;
        this.callers = callers;
    }

    /** A suggested start as the page shows it. */
    record Choice(String text, Instant start, String activity) {}

    @GetMapping("/upgrades/{number}/golive")
    String show(@PathVariable String number, @RequestParam(required = false) @Nullable String zone, Model model) {
        var caller = callers.require();
        requireVisible(number);
        var overview = overviews.of(number, zone);
        var plan = overview.plan();
        model.addAttribute("golive", overview);
        model.addAttribute("plan", plan);
        model.addAttribute("mayPlan", Side.plans(caller));
        model.addAttribute("mine", Side.plans(caller) && plan != null && plan.waitsFor(Side.of(caller)));
        model.addAttribute("mayDecide", Checklists.mayDecide(caller));
        model.addAttribute("asked", plan != null && overviews.asksDecision(plan));
        model.addAttribute("choices", choices(overview));
        model.addAttribute("days", DayOfWeek.values());
        model.addAttribute("zones", zones());
        model.addAttribute(
                "command",
                plan != null && plan.onPremise() && plan.state() == State.STARTED ? run.command(plan.id()) : null);
        return "golive";
    }

    private static List<Choice> choices(GoLiveOverview overview) {
        return overview.suggestions().stream()
                .map(suggestion -> new Choice(
                        ZonedTimes.words(suggestion.start(), overview.zone()),
                        suggestion.start(),
                        overview.heatMap() == null
                                ? "not counted"
                                : String.format(Locale.ENGLISH, "%.1f", suggestion.activity())))
                .toList();
    }

    private static List<String> zones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.equals("UTC")
                        || zone.matches("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*"))
                .sorted()
                .toList();
    }

    @PostMapping("/upgrades/{number}/golive")
    String begin(@PathVariable String number) {
        requireVisible(number);
        plans.begin(number, callers.require());
        return shown(number);
    }

    /** A start is given as an instant, as suggestions are, or as a local date and time. */
    @PostMapping("/upgrades/{number}/golive/proposal")
    String propose(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable Instant start,
            @RequestParam(required = false) @Nullable String date,
            @RequestParam(required = false) @Nullable String time,
            @RequestParam(required = false) @Nullable String zone,
            @RequestParam(defaultValue = "false") boolean rehearsal,
            RedirectAttributes later) {
        requireVisible(number);
        var slot = start == null ? LocalSlot.of(date, time, zone) : new LocalSlot(start, LocalSlot.zone(zone), null);
        plans.propose(number, new Wish(slot, rehearsal), callers.require());
        later.addFlashAttribute("note", slot.note());
        return shown(number);
    }

    @PostMapping("/upgrades/{number}/golive/acceptance")
    String accept(@PathVariable String number) {
        requireVisible(number);
        plans.accept(number, callers.require());
        return shown(number);
    }

    @PostMapping("/upgrades/{number}/golive/decision")
    String decide(
            @PathVariable String number,
            @RequestParam boolean go,
            @RequestParam(required = false) @Nullable String comment) {
        requireVisible(number);
        plans.decide(number, go, comment, callers.require());
        return shown(number);
    }

    @PostMapping("/upgrades/{number}/golive/cancellation")
    String cancel(@PathVariable String number, @RequestParam(required = false) @Nullable String why) {
        requireVisible(number);
        plans.cancel(number, why, callers.require());
        return shown(number);
    }

    @GetMapping("/upgrades/{number}/golive/golive.ics")
    ResponseEntity<byte[]> calendar(@PathVariable String number) {
        var request = desk.visible(number, null, callers.require());
        var plan = plans.newest(number)
                .filter(found -> found.start() != null && found.state() != State.CANCELLED)
                .orElseThrow(() -> new RequestNotFoundException("A go-live of " + number));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/calendar; charset=utf-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.ics\"".formatted(number))
                .body(published(plan, request.databaseName(), request.targetVersion()));
    }

    private byte[] published(GoLivePlan plan, String database, String version) {
        return calendar.published(plan, database, version).getBytes(StandardCharsets.UTF_8);
    }

    private void requireVisible(String number) {
        desk.visible(number, null, callers.require());
    }

    private static String shown(String number) {
        return "redirect:/upgrades/%s/golive".formatted(number);
    }
}
