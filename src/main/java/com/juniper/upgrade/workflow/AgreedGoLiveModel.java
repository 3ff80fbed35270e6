package com.juniper.upgrade.workflow;

/** Mirrors {@code bpmn/AgreedGoLive.bpmn}: rehearsal, last decision and start of an agreed go-live (R114, R115). */
public final class AgreedGoLiveModel {

    public static final String PROCESS_ID = "AgreedGoLive";

    public static final String TASK_DECIDE_GO_OR_NO_GO = "Task_DecideGoOrNoGo";
    public static final String TASK_START_ON_PREMISE = "Task_StartOnPremise";

    /** The rehearsal was delivered, or not. */
    public static final String MESSAGE_REHEARSAL_ENDED = "Msg_RehearsalEnded";

    public static final TypedVariable<Boolean> REHEARSING = new TypedVariable<>("rehearsing", Boolean.class);
    public static final TypedVariable<Boolean> REHEARSAL_DELIVERED =
            new TypedVariable<>("rehearsalDelivered", Boolean.class);

    /** What a task's form shows. */
    public static final TypedVariable<String> GO_LIVE_TEXT = GoLivePlanningModel.GO_LIVE_TEXT;

    public static final TypedVariable<String> GO_LIVE_PAGE = GoLivePlanningModel.GO_LIVE_PAGE;
    public static final TypedVariable<String> GO_LIVE_COMMAND = new TypedVariable<>("goLiveCommand", String.class);

    /** What a customer says. */
    public static final TypedVariable<Boolean> GO = new TypedVariable<>("go", Boolean.class);

    public static final TypedVariable<String> GO_LIVE_COMMENT = new TypedVariable<>("goLiveComment", String.class);

    private AgreedGoLiveModel() {}
}
