package com.juniper.upgrade.workflow;

/** Mirrors {@code bpmn/RequestedUpgrade.bpmn}: one request, with what people do after its upgrade. */
public final class RequestedUpgradeModel {

    public static final String PROCESS_ID = "RequestedUpgrade";

    public static final String TASK_LOOK_AFTER_PRODUCTION = "Task_LookAfterProduction";

    /** The address of the support page, which the task's form shows. */
    public static final TypedVariable<String> SUPPORT_PAGE = new TypedVariable<>("supportPage", String.class);

    public static final TypedVariable<String> AFTER_CARE_COMMENT =
            new TypedVariable<>("afterCareComment", String.class);

    private RequestedUpgradeModel() {}
}
