package com.juniper.upgrade.workflow;

import com.juniper.upgrade.upgrades.Reason;
import java.util.List;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;

/** Reads what {@code bpmn/Eligibility.dmn} decides. */
public final class Eligibility {

    private Eligibility() {}

    /** {@return every reason against a request; none means that it is eligible} */
    public static List<Reason> reasons(DmnDecisionResult result) {
        return result.stream()
                .map(rule -> new Reason(rule.<String>getEntry("code"), rule.<String>getEntry("message")))
                .toList();
    }
}
