package com.juniper.upgrade.workflow;

import java.util.Date;

/** Mirrors {@code bpmn/IssueResolution.bpmn}: an issue, from its report to its end (R106-R109). */
public final class IssueResolutionModel {

    public static final String PROCESS_ID = "IssueResolution";

    public static final String TASK_TRIAGE_ISSUE = "Task_TriageIssue";
    public static final String TASK_FIX_ISSUE = "Task_FixIssue";
    public static final String TASK_REPAIR_MODULE = "Task_RepairModule";
    public static final String TASK_CONFIRM_RESOLUTION = "Task_ConfirmResolution";

    /** Ends the resolution: who reported the issue takes it back. */
    public static final String MESSAGE_ISSUE_WITHDRAWN = "Msg_IssueWithdrawn";

    public static final TypedVariable<String> ISSUE_NUMBER = new TypedVariable<>("issueNumber", String.class);

    /** Until when the next step is to be done; then somebody else is told. */
    public static final TypedVariable<Date> ISSUE_DUE = new TypedVariable<>("issueDue", Date.class);

    /** Where the issue goes. */
    public static final TypedVariable<Boolean> FOR_MAINTAINER = new TypedVariable<>("forMaintainer", Boolean.class);

    public static final TypedVariable<Boolean> TO_BE_FIXED = new TypedVariable<>("toBeFixed", Boolean.class);
    public static final TypedVariable<Boolean> ISSUE_CLOSED = new TypedVariable<>("issueClosed", Boolean.class);
    public static final TypedVariable<Boolean> ISSUE_RESOLVED = new TypedVariable<>("issueResolved", Boolean.class);

    /** What a task's form shows. */
    public static final TypedVariable<String> ISSUE_TITLE = new TypedVariable<>("issueTitle", String.class);

    public static final TypedVariable<String> ISSUE_TEXT = new TypedVariable<>("issueText", String.class);
    public static final TypedVariable<String> ISSUE_COVERAGE = new TypedVariable<>("issueCoverage", String.class);
    public static final TypedVariable<String> ISSUE_PAGE = new TypedVariable<>("issuePage", String.class);

    /** What somebody answers in a task's form. */
    public static final TypedVariable<String> TRIAGE = new TypedVariable<>("triage", String.class);

    public static final TypedVariable<String> CONCERN = new TypedVariable<>("concern", String.class);
    public static final TypedVariable<String> ISSUE_MODULE = new TypedVariable<>("issueModule", String.class);
    public static final TypedVariable<Boolean> KNOWN_CAUSE = new TypedVariable<>("knownCause", Boolean.class);
    public static final TypedVariable<String> FIXED_IN = new TypedVariable<>("fixedIn", String.class);
    public static final TypedVariable<String> ISSUE_MESSAGE = new TypedVariable<>("issueMessage", String.class);

    private IssueResolutionModel() {}
}
