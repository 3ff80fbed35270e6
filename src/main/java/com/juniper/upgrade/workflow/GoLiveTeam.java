package com.juniper.upgrade.workflow;

import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.golive.GoLivePlans;
import com.juniper.upgrade.golive.Side;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Who plans a go-live; expressions in the models ask this bean. */
@Component
public class GoLiveTeam {

    private final GoLivePlans plans;
    private final UpgradeRequests requests;
    private final CaseTeam team;

    GoLiveTeam(GoLivePlans plans, UpgradeRequests requests, CaseTeam team) {
        this.plans = plans;
        this.requests = requests;
        this.team = team;
    }

    /** {@return the logins of the customers of a plan's case} */
    public List<String> customersOf(String planId) {
        var plan = plans.require(UUID.fromString(planId));
        return team.customersOf(requests.ofCase(plan.number()).get(0).id().toString());
    }

    /** {@return the logins of the customers, where they are to answer} */
    public List<String> usersToAnswer(String planId) {
        return answers(planId, Side.CUSTOMER) ? customersOf(planId) : List.of();
    }

    /** {@return the analysts' group, where they are to answer} */
    public List<String> groupsToAnswer(String planId) {
        return answers(planId, Side.ANALYST) ? List.of(Role.ANALYST.group()) : List.of();
    }

    private boolean answers(String planId, Side side) {
        return plans.require(UUID.fromString(planId)).waitsFor(side);
    }
}
