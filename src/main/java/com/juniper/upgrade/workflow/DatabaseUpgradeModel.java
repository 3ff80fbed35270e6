package com.juniper.upgrade.workflow;

/** Mirrors {@code bpmn/DatabaseUpgrade.bpmn}: the upgrade of one copy, called for every purpose. */
public final class DatabaseUpgradeModel {

    public static final String PROCESS_ID = "DatabaseUpgrade";

    public static final String TASK_RESTORE_COPY = "Task_RestoreCopy";

    /** The decision table of {@code bpmn/Eligibility.dmn}. */
    public static final String DECISION_ELIGIBILITY = "Eligibility";

    /** Thrown by a step for what the customer can change; the reasons are with the request. */
    public static final String ERROR_REQUEST_REFUSED = "Err_RequestRefused";

    /** Thrown by a step that fails however often it is tried. */
    public static final String ERROR_UPGRADE_FAILED = "Err_UpgradeFailed";

    public static final TypedVariable<Boolean> ELIGIBLE = new TypedVariable<>("eligible", Boolean.class);
    public static final TypedVariable<Boolean> FURTHER_HOP = new TypedVariable<>("furtherHop", Boolean.class);
    public static final TypedVariable<Boolean> FOR_PRODUCTION = new TypedVariable<>("forProduction", Boolean.class);

    private DatabaseUpgradeModel() {}
}
