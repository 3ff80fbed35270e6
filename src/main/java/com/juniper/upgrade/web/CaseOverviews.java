package com.juniper.upgrade.web;

import com.juniper.upgrade.checklists.Checklist;
import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Releases;
import com.juniper.upgrade.support.Issue;
import com.juniper.upgrade.support.Issues;
import com.juniper.upgrade.tasks.HumanTask;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.Timeline;
import com.juniper.upgrade.upgrades.UpgradeCases;
import com.juniper.upgrade.upgrades.UpgradeCases.UpgradeCase;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.web.CaseOverview.Progress;
import com.juniper.upgrade.web.CaseOverview.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together where a case stands as a whole. */
@Component
class CaseOverviews {

    private static final String AFTER_CARE = "Task_LookAfterProduction";

    private final UpgradeCases cases;
    private final Checklists checklists;
    private final Issues issues;
    private final Timeline timeline;
    private final Releases releases;

    CaseOverviews(UpgradeCases cases, Checklists checklists, Issues issues, Timeline timeline, Releases releases) {
        this.cases = cases;
        this.checklists = checklists;
        this.issues = issues;
        this.timeline = timeline;
        this.releases = releases;
    }

    /** {@return where a case stands; its requests come newest first} */
    CaseOverview of(List<UpgradeRequest> requests, List<HumanTask> turns) {
        var upgrade = cases.require(requests.get(0).number());
        var reported = issues.ofCase(upgrade.number());
        return new CaseOverview(
                upgrade,
                stages(upgrade, requests, reported, turns),
                reported,
                timeline.of(upgrade.number()),
                newer(requests));
    }

    private List<Stage> stages(
            UpgradeCase upgrade, List<UpgradeRequest> requests, List<Issue> reported, List<HumanTask> turns) {
        var page = "/upgrades/" + upgrade.number();
        var tests =
                requests.stream().filter(request -> !request.isForProduction()).toList();
        var production =
                requests.stream().filter(UpgradeRequest::isForProduction).toList();
        var test = tests.stream().filter(CaseOverviews::isDelivered).findFirst();
        var checklist = test.flatMap(request -> checklists.find(request.id()));
        boolean confident = checklist
                .map(Checklist::decision)
                .map(decision -> decision.answer())
                .orElse(false);
        long open = reported.stream()
                .filter(issue -> issue.isOpen() && issue.blocking())
                .count();
        boolean produced = has(production, CaseOverviews::isDelivered);
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage(
                "Test upgrade", stage(test.isPresent() || produced, has(tests, CaseOverviews::isRunning)), null, null));
        if (has(requests, request -> !request.customModules().isEmpty())) {
            boolean waiting = has(requests, request -> request.state() == RequestState.WAITING_FOR_MODULES);
            stages.add(new Stage(
                    "Custom modules",
                    stage(has(requests, UpgradeRequest::modulesDeclared), waiting),
                    waiting ? "to be declared ported" : null,
                    waiting ? page + "#modules" : null));
        }
        stages.add(new Stage(
                "Testing",
                stage(confident || produced, test.isPresent()),
                checklist
                        .filter(list -> !confident && list.isOpen())
                        .map(list -> "%d of %d items".formatted(list.size() - list.open(), list.size()))
                        .orElse(null),
                test.map(request -> page + "/testing").orElse(null)));
        stages.add(new Stage(
                "Issues",
                stage(open == 0 && (confident || produced), open > 0),
                open > 0 ? "%d open".formatted(open) : null,
                open > 0 ? page + "#issues" : null));
        boolean producing = has(production, CaseOverviews::isRunning);
        boolean planned = upgrade.goLive() != null || produced || producing;
        stages.add(new Stage(
                "Go-live planned", stage(planned, confident && open == 0), null, confident ? page + "/golive" : null));
        stages.add(new Stage("Production", stage(produced, producing), null, null));
        stages.add(new Stage(
                "After-care",
                stage(produced && turns.stream().noneMatch(task -> task.key().equals(AFTER_CARE)), produced),
                null,
                produced ? "/support/new?upgrade=" + upgrade.number() : null));
        return List.copyOf(stages);
    }

    private static Progress stage(boolean done, boolean now) {
        return done ? Progress.DONE : now ? Progress.NOW : Progress.LATER;
    }

    private static boolean has(List<UpgradeRequest> requests, Predicate<UpgradeRequest> what) {
        return requests.stream().anyMatch(what);
    }

    private static boolean isDelivered(UpgradeRequest request) {
        return request.state() == RequestState.DELIVERED;
    }

    private static boolean isRunning(UpgradeRequest request) {
        return !request.state().isEnd();
    }

    private @Nullable String newer(List<UpgradeRequest> requests) {
        var request = requests.get(0);
        var target = Version.parse(request.targetVersion());
        return Optional.ofNullable(request.line())
                .flatMap(line -> releases.all().stream()
                        .map(release -> release.summary())
                        .filter(summary -> summary.line().equals(line))
                        .map(summary -> summary.version())
                        .max(Comparator.naturalOrder()))
                .filter(newest -> newest.compareTo(target) > 0)
                .map(Version::toString)
                .orElse(null);
    }
}
