package com.juniper.upgrade.golive;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.golive.ExpectedLength.Run;
import com.juniper.upgrade.notifications.ZonedTimes;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import com.juniper.upgrade.upgrades.RequestStep;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which starts are possible and good: how long they take, when analysts are there, what a cluster can do at a time. */
@Component
class GoLiveSlots {

    private static final Set<String> OF_TESTS_ALONE = Set.of("neutralize", "verify");
    private static final Duration LONGEST_AHEAD = Duration.ofDays(366);
    private static final Duration BETWEEN = Duration.ofHours(1);

    private final UpgradeRequests requests;
    private final Readiness readiness;
    private final PlanStore store;
    private final Clusters clusters;
    private final AnalystHours hours;
    private final InstantSource clock;
    private final JuniperProperties properties;

    GoLiveSlots(
            UpgradeRequests requests,
            Readiness readiness,
            PlanStore store,
            Clusters clusters,
            AnalystHours hours,
            InstantSource clock,
            JuniperProperties properties) {
        this.requests = requests;
        this.readiness = readiness;
        this.store = store;
        this.clusters = clusters;
        this.hours = hours;
        this.clock = clock;
        this.properties = properties;
    }

    /** {@return how long production will take; empty where nothing was tested} */
    Optional<ExpectedLength> expected(String number) {
        var tests = readiness.tests(number);
        if (tests.isEmpty()) {
            return Optional.empty();
        }
        long bytes = readiness.hosted(tests.get(0)).map(HostedDatabase::bytes).orElse(0L);
        return Optional.of(ExpectedLength.of(
                tests.stream()
                        .map(test -> new Run(millis(test), test.uploadBytes()))
                        .toList(),
                bytes));
    }

    private long millis(UpgradeRequest test) {
        return requests.steps(test.id()).stream()
                .filter(step -> !OF_TESTS_ALONE.contains(step.name()))
                .map(RequestStep::millis)
                .mapToLong(millis -> millis == null ? 0 : millis)
                .sum();
    }

    /** {@return for how long a start reserves its cluster} */
    Duration reserved(String number) {
        var minute = Duration.ofMinutes(1);
        return expected(number)
                .map(ExpectedLength::high)
                .filter(high -> high.compareTo(minute) > 0)
                .orElse(minute);
    }

    /** {@return where a case is upgraded} */
    String cluster(String number) {
        return readiness.tests(number).stream()
                .findFirst()
                .flatMap(readiness::hosted)
                .map(HostedDatabase::cluster)
                .orElse(Clusters.LOCAL);
    }

    /** {@return the quietest starts; where the use is not known, nights and weekends} */
    List<Suggestion> suggestions(String number, @Nullable HeatMap map, ZoneId zone, @Nullable GoLivePlan plan) {
        var now = clock.instant();
        var cluster = cluster(number);
        return Suggestions.of(
                map == null ? HeatMap.ofOffices(zone) : map,
                now.plus(properties.golive().notice()),
                now,
                reserved(number),
                (start, end) -> hours.cover(start, end)
                        && store.agreed(cluster, start, end, plan == null ? null : plan.id())
                                < clusters.require(cluster).slots());
    }

    /**
     * Checks a start that somebody proposes.
     *
     * @throws RequestRefusedException if it is too soon or too late, analysts are away whom a customer needs, or the cluster
     *     has as much to do then as it can
     */
    void check(GoLivePlan plan, LocalSlot slot, boolean rehearsal, Duration reserved, Side side) {
        var now = clock.instant();
        if (!slot.start().isAfter(now)) {
            throw refused("%s is over. Choose a later start.".formatted(ZonedTimes.words(slot.start(), slot.zone())));
        }
        if (slot.start().isAfter(now.plus(LONGEST_AHEAD))) {
            throw refused("%s is more than a year ahead. Choose an earlier start."
                    .formatted(ZonedTimes.words(slot.start(), slot.zone())));
        }
        if (rehearsal && slot.start().isBefore(now.plus(reserved).plus(BETWEEN))) {
            throw refused("The rehearsal needs time before %s. Choose a start after %s, or switch the rehearsal off."
                    .formatted(
                            ZonedTimes.words(slot.start(), slot.zone()),
                            ZonedTimes.words(now.plus(reserved).plus(BETWEEN), slot.zone())));
        }
        if (side == Side.CUSTOMER && !hours.cover(slot.start(), slot.start().plus(reserved))) {
            throw refused(
                    "At %s no analyst would be there to help: they are there %s, and the upgrade must end before they leave. Choose another start, or ask the analysts to propose this one."
                            .formatted(ZonedTimes.words(slot.start(), slot.zone()), hours));
        }
        checkCapacity(plan, slot, reserved);
    }

    /** Checks that the cluster has a slot left, and lets nobody else take it until the transaction ends. */
    void checkCapacity(GoLivePlan plan, LocalSlot slot, Duration reserved) {
        store.lockCluster(plan.cluster());
        if (store.agreed(plan.cluster(), slot.start(), slot.start().plus(reserved), plan.id())
                >= clusters.require(plan.cluster()).slots()) {
            throw refused("At %s as many go-lives are agreed on as can run at the same time. Choose another start."
                    .formatted(ZonedTimes.words(slot.start(), slot.zone())));
        }
    }

    private static RequestRefusedException refused(String message) {
        return new RequestRefusedException(List.of(new Reason("start", message)));
    }
}
