package com.juniper.upgrade.golive;

import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.upgrades.Purpose;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestGate;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.UpgradeCases;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whether the go-live of a case can be planned: nothing blocks, and the customer is confident (R24). */
@Component
class Readiness {

    private final UpgradeRequests requests;
    private final UpgradeCases cases;
    private final Checklists checklists;
    private final HostedDatabases databases;
    private final ObjectProvider<RequestGate> gates;

    Readiness(
            UpgradeRequests requests,
            UpgradeCases cases,
            Checklists checklists,
            HostedDatabases databases,
            ObjectProvider<RequestGate> gates) {
        this.requests = requests;
        this.cases = cases;
        this.checklists = checklists;
        this.databases = databases;
        this.gates = gates;
    }

    /** {@return the tests and rehearsals of a case that were delivered, newest first} */
    List<UpgradeRequest> tests(String number) {
        return requests.ofCase(number).stream()
                .filter(request -> request.state() == RequestState.DELIVERED && !request.isForProduction())
                .sorted(Comparator.comparing(Readiness::end).reversed())
                .toList();
    }

    /** {@return when a delivered request was delivered} */
    static Instant end(UpgradeRequest request) {
        return Objects.requireNonNullElse(request.ended(), request.created());
    }

    /** {@return the production database of a case; empty for uploads, and where it is gone} */
    Optional<HostedDatabase> hosted(UpgradeRequest request) {
        return Optional.ofNullable(request.databaseId()).flatMap(databases::find);
    }

    /** {@return every sentence that says what is missing before the go-live can be planned; none where nothing is} */
    List<String> missing(String number) {
        List<String> missing = new ArrayList<>();
        if (!cases.require(number).isOpen()) {
            missing.add("The case has ended. Ask for a test to open it again.");
        }
        for (var request : requests.ofCase(number)) {
            if (request.isForProduction() && request.state() == RequestState.DELIVERED) {
                missing.add("Production is upgraded already.");
            } else if (request.isForProduction() && !request.state().isEnd()) {
                missing.add("A production upgrade is under way.");
            }
        }
        var tests = tests(number);
        var newest = tests.stream()
                .filter(request -> request.purpose() == Purpose.TEST)
                .findFirst()
                .orElse(null);
        if (newest == null) {
            missing.add("No upgraded test database was delivered yet. Ask for one, and test it.");
            return missing;
        }
        addDoubts(newest, tests, missing);
        gates(newest).stream().map(Reason::message).forEach(missing::add);
        return missing;
    }

    /** A rehearsal repeats the newest test, and needs no decision of its own; one against it counts. */
    private void addDoubts(UpgradeRequest newest, List<UpgradeRequest> tests, List<String> missing) {
        var confident = confident(newest);
        if (confident == null) {
            missing.add(
                    "Nobody of the customer said yet \"I am confident\" of the newest test. Answer its checklist, then say so.");
        } else if (!confident) {
            missing.add("The customer is not confident of the newest test. A further test is needed.");
        } else if (tests.stream()
                .filter(request -> end(request).isAfter(end(newest)))
                .anyMatch(request -> Boolean.FALSE.equals(confident(request)))) {
            missing.add("The customer is not confident of the newest rehearsal. A further test is needed.");
        }
    }

    private @Nullable Boolean confident(UpgradeRequest test) {
        return checklists
                .find(test.id())
                .map(checklist -> checklist.decision())
                .map(given -> given.answer())
                .orElse(null);
    }

    private List<Reason> gates(UpgradeRequest newest) {
        var asked = new RequestGate.Asked(
                Purpose.PRODUCTION,
                newest.databaseName(),
                newest.number(),
                hosted(newest).orElse(null),
                newest.targetVersion(),
                null);
        return gates.orderedStream()
                .flatMap(gate -> gate.obstacles(asked).stream())
                .toList();
    }
}
