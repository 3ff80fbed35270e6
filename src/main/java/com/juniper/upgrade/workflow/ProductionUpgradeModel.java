package com.juniper.upgrade.workflow;

/** Mirrors {@code bpmn/ProductionUpgrade.bpmn}: one request for production, all or nothing. */
public final class ProductionUpgradeModel {

    public static final String PROCESS_ID = "ProductionUpgrade";

    public static final String TASK_REPORT_FAILURE = "Task_ReportFailure";

    /** Reverts a run that nothing drives any more. */
    public static final String MESSAGE_GIVEN_UP = "Msg_GivenUp";

    /** Whether the request ended with production on the new version, which people look after then. */
    public static final TypedVariable<Boolean> PRODUCTION_DELIVERED =
            new TypedVariable<>("productionDelivered", Boolean.class);

    private ProductionUpgradeModel() {}
}
