package com.juniper.upgrade.workflow;

/** Mirrors {@code bpmn/UpgradeLifecycle.bpmn}: the case, from its first request to the day on which nobody asks any more. */
public final class UpgradeLifecycleModel {

    public static final String PROCESS_ID = "UpgradeLifecycle";

    /** Starts one more upgrade in a case that is open. */
    public static final String MESSAGE_FURTHER_REQUEST = "Msg_FurtherRequest";

    /** Starts the resolution of an issue. */
    public static final String MESSAGE_ISSUE_REPORTED = "Msg_IssueReported";

    /** Starts the planning of the go-live. */
    public static final String MESSAGE_PLANNING_POSSIBLE = "Msg_PlanningPossible";

    /** Ends the case: the customer does not want the upgrade any more. */
    public static final String MESSAGE_CASE_CANCELLED = "Msg_CaseCancelled";

    /** Ends the case: one to a newer version takes its place. */
    public static final String MESSAGE_NEWER_CASE_OPENED = "Msg_NewerCaseOpened";

    private UpgradeLifecycleModel() {}
}
