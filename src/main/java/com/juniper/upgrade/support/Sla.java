package com.juniper.upgrade.support;

import com.juniper.upgrade.accounts.Contract;
import com.juniper.upgrade.accounts.Contracts;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a contract covers of a database's upgrade, now (R133-R145). */
@Component
public class Sla {

    private static final String STUDIO = "web_studio";

    private final UpgradeRequests requests;
    private final Contracts contracts;
    private final IssueWorkflow workflow;

    Sla(UpgradeRequests requests, Contracts contracts, IssueWorkflow workflow) {
        this.requests = requests;
        this.contracts = contracts;
        this.workflow = workflow;
    }

    /**
     * The coverage of one request's database.
     *
     * @param studioInstalled whether Studio is in it; null while nobody has looked
     * @param free whether the upgrade itself costs nothing (R133)
     * @param by the coverage of each concern
     */
    public record Overview(
            UpgradeRequest request,
            Optional<Contract> contract,
            @Nullable Boolean studioInstalled,
            boolean free,
            Map<Concern, Coverage> by) {}

    /** {@return what is covered of a request's database} */
    public Overview of(UpgradeRequest request) {
        var contract = contracts.find(request.contract());
        var studio = isStudioIn(request).orElse(null);
        Map<Concern, Coverage> by = new LinkedHashMap<>();
        for (Concern concern : Concern.values()) {
            by.put(concern, workflow.coverage(facts(concern, contract, studio == null || studio)));
        }
        return new Overview(request, contract, studio, request.chargeable() == null, by);
    }

    /** {@return whether something is covered, and by which clause} */
    Coverage of(UpgradeRequest request, Concern concern) {
        return workflow.coverage(facts(
                concern, contracts.find(request.contract()), isStudioIn(request).orElse(true)));
    }

    /** Whether Studio is in the database, by the newest look into it; where nobody has looked yet, it is assumed to be. */
    private Optional<Boolean> isStudioIn(UpgradeRequest request) {
        return requests.ofCase(request.number()).stream()
                .map(candidate -> requests.modules(candidate.id()))
                .filter(modules -> !modules.isEmpty())
                .findFirst()
                .map(modules -> modules.contains(STUDIO));
    }

    private static CoverageFacts facts(Concern concern, Optional<Contract> contract, boolean studioInstalled) {
        return new CoverageFacts(
                concern,
                contract.filter(found -> found.edition() == Contract.Edition.ENTERPRISE)
                        .isPresent(),
                studioInstalled,
                contract.filter(Contract::studioActive).isPresent(),
                contract.filter(Contract::maintenance).isPresent());
    }
}
