package com.juniper.upgrade.workflow;

/** Mirrors {@code bpmn/UpgradeLifecycle.bpmn}: the case, from its first request to the day on which nobody asks any more. */
public final class UpgradeLifecycleModel {

    public static final String PROCESS_ID = "UpgradeLifecycle";

    /** Starts one more upgrade in a case that is open. */
    public static final String MESSAGE_FURTHER_REQUEST = "Msg_FurtherRequest";

    private UpgradeLifecycleModel() {}
}
