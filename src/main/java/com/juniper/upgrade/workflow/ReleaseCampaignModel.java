package com.juniper.upgrade.workflow;

/** Mirrors {@code bpmn/ReleaseCampaign.bpmn}: the campaign of one published version, wave by wave (R11, R18). */
public final class ReleaseCampaignModel {

    public static final String PROCESS_ID = "ReleaseCampaign";

    public static final String TASK_APPROVE_CAMPAIGN = "Task_ApproveCampaign";
    public static final String TASK_DECIDE_ON_CAMPAIGN = "Task_DecideOnCampaign";

    /** Opens the next wave. */
    public static final String MESSAGE_WAVE_ENDED = "Msg_WaveEnded";

    /** Asks an operator how to go on. */
    public static final String MESSAGE_CAMPAIGN_PAUSED = "Msg_CampaignPaused";

    /** Ends the campaign, wherever it is. */
    public static final String MESSAGE_CAMPAIGN_STOPPED = "Msg_CampaignStopped";

    public static final TypedVariable<Boolean> APPROVAL_NEEDED = new TypedVariable<>("approvalNeeded", Boolean.class);
    public static final TypedVariable<Boolean> CAMPAIGN_APPROVED =
            new TypedVariable<>("campaignApproved", Boolean.class);
    public static final TypedVariable<Boolean> WAVE_OPENED = new TypedVariable<>("waveOpened", Boolean.class);
    public static final TypedVariable<Boolean> CAMPAIGN_RESUMED = new TypedVariable<>("campaignResumed", Boolean.class);

    /** What a task's form shows. */
    public static final TypedVariable<String> CAMPAIGN_TEXT = new TypedVariable<>("campaignText", String.class);

    public static final TypedVariable<String> CAMPAIGN_PAGE = new TypedVariable<>("campaignPage", String.class);

    /** Why somebody decides as he does. */
    public static final TypedVariable<String> CAMPAIGN_REMARK = new TypedVariable<>("campaignRemark", String.class);

    private ReleaseCampaignModel() {}
}
