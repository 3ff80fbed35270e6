package com.juniper.upgrade.workflow;

import com.juniper.upgrade.projects.BranchUpgrade;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** Mirrors {@code bpmn/ProjectUpgrade.bpmn}: a project's branch in upgrade mode, commit by commit (R45-R50, R122). */
public final class ProjectUpgradeModel {

    public static final String PROCESS_ID = "ProjectUpgrade";

    /** Lets a waiting branch take its newest commit. */
    public static final String MESSAGE_COMMIT_PUSHED = "Msg_CommitPushed";

    /** Ends the mode of a waiting branch. */
    public static final String MESSAGE_MODE_LEFT = "Msg_ModeLeft";

    public static final TypedVariable<Boolean> MODE_GOES_ON = new TypedVariable<>("modeGoesOn", Boolean.class);
    public static final TypedVariable<Boolean> COMMIT_TAKEN = new TypedVariable<>("commitTaken", Boolean.class);
    public static final TypedVariable<Boolean> PRODUCTION_STARTED =
            new TypedVariable<>("productionStarted", Boolean.class);
    public static final TypedVariable<Boolean> FOR_PRODUCTION = new TypedVariable<>("forProduction", Boolean.class);

    /** When the mode ends by itself. */
    public static final TypedVariable<Date> MODE_ENDS = new TypedVariable<>("modeEnds", Date.class);

    private static final String KEY = "branch-upgrade-";

    private ProjectUpgradeModel() {}

    /** {@return the business key of a branch upgrade's process} */
    static String keyOf(long upgrade) {
        return KEY + upgrade;
    }

    /** {@return the id of the branch upgrade that a process carries} */
    public static long upgradeOf(DelegateExecution execution) {
        return upgradeOf(execution.getProcessBusinessKey()).orElseThrow();
    }

    /** {@return the id of the branch upgrade whose process has that business key, if it is one} */
    static OptionalLong upgradeOf(@Nullable String key) {
        return key != null && key.startsWith(KEY)
                ? OptionalLong.of(Long.parseLong(key.substring(KEY.length())))
                : OptionalLong.empty();
    }

    static Map<String, Object> variablesOf(BranchUpgrade upgrade) {
        return Map.of(
                FOR_PRODUCTION.name(), upgrade.isForProduction(),
                MODE_ENDS.name(), Date.from(Objects.requireNonNull(upgrade.ends())));
    }
}
