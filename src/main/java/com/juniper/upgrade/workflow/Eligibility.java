package com.juniper.upgrade.workflow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.juniper.upgrade.upgrades.DatabaseFacts;
import com.juniper.upgrade.upgrades.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** Decides as {@code bpmn/Eligibility.dmn} says, and reads what a process decided by it. */
public final class Eligibility {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private static final DmnDecision TABLE = table();
    private static final int REMEMBERED = 100;

    /** By the facts, on which alone it depends; reading the table's expressions is a third of a start's time. */
    private static final Cache<Map<String, @Nullable Object>, List<Reason>> DECIDED =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private Eligibility() {}

    private static DmnDecision table() {
        try (var table = new ClassPathResource("bpmn/Eligibility.dmn").getInputStream()) {
            return ENGINE.parseDecision(DatabaseUpgradeModel.DECISION_ELIGIBILITY, table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Decides outside of any process, and without a history: what is refused at the desk leaves nothing behind.
     *
     * @param facts by name, as {@link DatabaseFacts#asVariables()} gives them
     * @return every reason against a request; none means that it is eligible
     */
    static List<Reason> reasons(Map<String, @Nullable Object> facts) {
        return DECIDED.get(new HashMap<>(facts), asked -> reasons(ENGINE.evaluateDecision(TABLE, asked)));
    }

    /** {@return every reason that a process's decision gave} */
    public static List<Reason> reasons(DmnDecisionResult result) {
        return result.stream()
                .map(rule -> new Reason(rule.<String>getEntry("code"), rule.<String>getEntry("message")))
                .toList();
    }
}
