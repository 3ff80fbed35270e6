package com.juniper.upgrade.workflow;

/** Mirrors {@code bpmn/RollingInvitation.bpmn}: the silent trial of one database, and the invitation after it (R12-R19). */
public final class RollingInvitationModel {

    public static final String PROCESS_ID = "RollingInvitation";

    /** The customer upgrades production at once (R15). */
    public static final String MESSAGE_UPGRADE_CHOSEN = "Msg_UpgradeChosen";

    /** The customer wants to test first (R16). */
    public static final String MESSAGE_TEST_CHOSEN = "Msg_TestChosen";

    public static final String MESSAGE_INVITATION_DECLINED = "Msg_InvitationDeclined";

    /** Rolling release is deactivated for this database, or its campaign (R18). */
    public static final String MESSAGE_INVITATION_WITHDRAWN = "Msg_InvitationWithdrawn";

    /** Whether the trial found nothing, so that the administrators are invited (R13). */
    public static final TypedVariable<Boolean> INVITED = new TypedVariable<>("invited", Boolean.class);

    private RollingInvitationModel() {}
}
