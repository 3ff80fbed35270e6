package com.juniper.upgrade.api;

import com.juniper.upgrade.rolling.Campaign;
import com.juniper.upgrade.rolling.CampaignSettings;
import com.juniper.upgrade.rolling.CampaignView;
import com.juniper.upgrade.rolling.CampaignView.TargetFilter;
import com.juniper.upgrade.rolling.Campaigns;
import com.juniper.upgrade.rolling.Campaigns.Act;
import com.juniper.upgrade.rolling.TrialOutcome;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Campaigns of rolling releases: staff reads them, operators start and steer them. */
@RestController
class CampaignController {

    private final Campaigns campaigns;
    private final CurrentCaller callers;

    CampaignController(Campaigns campaigns, CurrentCaller callers) {
        this.campaigns = campaigns;
        this.callers = callers;
    }

    /** The newest 100 campaigns, newest first. */
    @GetMapping("/api/campaigns")
    List<Campaign> all() {
        return campaigns.newest(callers.require());
    }

    /** Which databases take part; what is not given is no limit. */
    record FilterBody(
            @Nullable List<String> versions,
            @Nullable String edition,
            @Nullable Long maxMegabytes,
            @Nullable List<String> modules,
            @Nullable List<String> countries) {

        CampaignSettings.Filter filter() {
            return new CampaignSettings.Filter(
                    words(versions),
                    edition == null || edition.isBlank() ? null : edition,
                    maxMegabytes,
                    words(modules),
                    words(countries));
        }

        private static List<String> words(@Nullable List<String> given) {
            return given == null
                    ? List.of()
                    : given.stream().filter(Objects::nonNull).toList();
        }
    }

    /**
     * A campaign to start; what is not given is as the configuration says.
     *
     * @param line the release line, like community
     * @param targetVersion its newest version, like 18.0
     * @param waves sizes in their order, each a number of databases or a part of them like 10%
     * @param successThreshold percent of an open wave's trials that must be clean for the next one to open
     * @param errorThreshold a number of databases or a part of the wave like 20%: with so many issues it pauses
     * @param trialsPerCluster how many trials run on a cluster at the same time
     * @param hours when trials run, like 22:00-06:00 Europe/Brussels; empty for always
     * @param longestMinutes how long a trial may take for its database to be invited
     * @param approval whether an operator must approve it first
     */
    record StartBody(
            @Nullable String line,
            @Nullable String targetVersion,
            @Nullable List<String> waves,
            @Nullable Integer successThreshold,
            @Nullable String errorThreshold,
            @Nullable Integer trialsPerCluster,
            @Nullable String hours,
            @Nullable Integer longestMinutes,
            @Nullable Boolean approval,
            @Nullable FilterBody filter) {

        CampaignSettings settings(CampaignSettings defaults) {
            return new CampaignSettings(
                    waves == null
                            ? defaults.waves()
                            : waves.stream().map(String::valueOf).toList(),
                    Objects.requireNonNullElse(successThreshold, defaults.successThreshold()),
                    Objects.requireNonNullElse(errorThreshold, defaults.errorThreshold()),
                    Objects.requireNonNullElse(trialsPerCluster, defaults.trialsPerCluster()),
                    hours == null ? defaults.hours() : hours,
                    Objects.requireNonNullElse(longestMinutes, defaults.longestMinutes()),
                    Objects.requireNonNullElse(approval, defaults.approval()),
                    filter == null ? CampaignSettings.Filter.NONE : filter.filter());
        }
    }

    /** Starts a campaign; for operators. */
    @PostMapping("/api/campaigns")
    @ResponseStatus(HttpStatus.CREATED)
    Campaign start(@RequestBody StartBody body) {
        return campaigns.start(
                Objects.requireNonNullElse(body.line(), ""),
                Objects.requireNonNullElse(body.targetVersion(), ""),
                body.settings(campaigns.defaults()),
                callers.require());
    }

    /** A campaign with its waves, the causes that its trials met, what was done with it, and its invitations. */
    @GetMapping("/api/campaigns/{number}")
    CampaignView find(@PathVariable String number) {
        return campaigns.view(number, callers.require());
    }

    /**
     * A page of a campaign's databases, wave by wave.
     *
     * @param signature of a cause
     * @param text a part of the name
     */
    @GetMapping("/api/campaigns/{number}/targets")
    Campaigns.Page targets(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable TrialOutcome state,
            @RequestParam(required = false) @Nullable String signature,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(defaultValue = "1") int page) {
        return campaigns.targets(number, new TargetFilter(state, signature, text, page), callers.require());
    }

    /** All of a campaign's databases that match the filter, as CSV; here for programs, and there for the page. */
    @GetMapping({"/api/campaigns/{number}/targets.csv", "/campaigns/{number}/targets.csv"})
    void export(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable TrialOutcome state,
            @RequestParam(required = false) @Nullable String signature,
            @RequestParam(required = false) @Nullable String text,
            HttpServletResponse response)
            throws IOException {
        var caller = callers.require();
        var filter = new TargetFilter(state, signature, text, 1);
        campaigns.targets(number, filter, caller); // refused before anything is written
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(number + "-targets.csv")
                        .build()
                        .toString());
        var writer = response.getWriter();
        TargetsCsv.writeHeader(writer);
        campaigns.export(number, filter, caller, target -> TargetsCsv.write(writer, target));
    }

    /** Why somebody does it. */
    record RemarkBody(@Nullable String remark) {}

    /**
     * Does something with a campaign; for operators.
     *
     * @param act approve, pause, resume, stop, retry or next-wave
     */
    @PostMapping("/api/campaigns/{number}/{act}")
    Campaign act(@PathVariable String number, @PathVariable String act, @RequestBody RemarkBody body) {
        campaigns.act(number, parsed(act), body.remark(), callers.require());
        return campaigns.require(number);
    }

    private static Act parsed(String name) {
        return Stream.of(Act.values())
                .filter(act ->
                        act.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
                .findFirst()
                .orElseThrow(() -> new RequestNotFoundException("Act " + name));
    }
}
