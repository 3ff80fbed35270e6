package com.juniper.upgrade.golive;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Gathers what people need to plan a go-live. */
@Service
public class GoLiveOverviews {

    private static final String NO_USAGE =
            "The platform does not host this database, so it does not know when it is used. Nights and weekends are suggested.";

    private final UpgradeRequests requests;
    private final Readiness readiness;
    private final PlanStore store;
    private final GoLiveSlots slots;
    private final Usages usages;
    private final AnalystHours hours;
    private final InstantSource clock;
    private final JuniperProperties properties;

    GoLiveOverviews(
            UpgradeRequests requests,
            Readiness readiness,
            PlanStore store,
            GoLiveSlots slots,
            Usages usages,
            AnalystHours hours,
            InstantSource clock,
            JuniperProperties properties) {
        this.requests = requests;
        this.readiness = readiness;
        this.store = store;
        this.slots = slots;
        this.usages = usages;
        this.hours = hours;
        this.clock = clock;
        this.properties = properties;
    }

    /**
     * {@return what is known of the go-live of a case that the caller may see}
     *
     * @param chosen the zone that somebody chose to see it in; null or blank for that of the database's people; where nobody knows
     *     it, the plan's
     */
    public GoLiveOverview of(String number, @Nullable String chosen) {
        var request = requests.ofCase(number).get(0);
        var plan = store.newest(number).orElse(null);
        var missing = readiness.missing(number);
        var hosted = readiness.hosted(request);
        var usage = hosted.flatMap(usages::of);
        ZoneId customers = usage.map(Usage::zone).orElse(LocalSlot.UTC);
        var zone = GoLivePlans.zone(
                chosen, usage.isEmpty() && plan != null && plan.start() != null ? plan.zone() : customers);
        var map = usage.filter(known -> !known.hours().isEmpty())
                .map(known -> HeatMap.of(known, zone))
                .orElse(null);
        return new GoLiveOverview(
                number,
                request.databaseName(),
                request.targetVersion(),
                !request.isHosted(),
                missing,
                plan,
                slots.expected(number).orElse(null),
                zone,
                customers,
                map,
                note(hosted, usage),
                suggestions(number, map, zone, plan, missing),
                lastTest(number),
                properties.golive().fresh().toHours(),
                hours.toString());
    }

    /** {@return whether a customer is asked for the last go or no-go now} */
    public boolean asksDecision(GoLivePlan plan) {
        return plan.state() == GoLivePlan.State.AGREED
                && plan.go() == null
                && (!plan.rehearsal() || plan.rehearsed() != null)
                && !clock.instant().isBefore(plan.dayBefore());
    }

    private List<Suggestion> suggestions(
            String number, @Nullable HeatMap map, ZoneId zone, @Nullable GoLivePlan plan, List<String> missing) {
        return missing.isEmpty() ? slots.suggestions(number, map, zone, plan) : List.of();
    }

    private static @Nullable String note(Optional<HostedDatabase> hosted, Optional<Usage> usage) {
        if (hosted.isEmpty()) {
            return NO_USAGE;
        }
        if (usage.isEmpty()) {
            return "The use of the database could not be counted; it is tried again after a day. Nights and weekends are suggested.";
        }
        return usage.get().hours().isEmpty()
                ? "Nothing was written in the database in the last 8 weeks. Nights and weekends are suggested."
                : usage.get().problem();
    }

    private @Nullable Long lastTest(String number) {
        return readiness.tests(number).stream()
                .findFirst()
                .map((UpgradeRequest test) ->
                        Duration.between(Readiness.end(test), clock.instant()).toDays())
                .orElse(null);
    }
}
