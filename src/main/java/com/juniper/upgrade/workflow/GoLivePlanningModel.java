package com.juniper.upgrade.workflow;

import com.juniper.upgrade.golive.GoLivePlan;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.VariableScope;

/** Mirrors {@code bpmn/GoLivePlanning.bpmn}: customer and analysts agree when production goes live (R110-R112). */
public final class GoLivePlanningModel {

    public static final String PROCESS_ID = "GoLivePlanning";

    public static final String TASK_PROPOSE_SLOT = "Task_ProposeSlot";
    public static final String TASK_ANSWER_PROPOSAL = "Task_AnswerProposal";

    /** Takes an agreed plan back to the answer of a new proposal. */
    public static final String MESSAGE_SLOT_MOVED = "Msg_SlotMoved";

    /** Ends the planning. */
    public static final String MESSAGE_PLAN_CANCELLED = "Msg_PlanCancelled";

    public static final TypedVariable<String> PLAN_ID = new TypedVariable<>("planId", String.class);

    /** When production goes live; until when a proposal can be answered. */
    public static final TypedVariable<Date> GO_LIVE_START = new TypedVariable<>("goLiveStart", Date.class);

    /** When people are reminded; on the day before the rehearsal runs, too. */
    public static final TypedVariable<Date> WEEK_BEFORE = new TypedVariable<>("weekBefore", Date.class);

    public static final TypedVariable<Date> DAY_BEFORE = new TypedVariable<>("dayBefore", Date.class);

    public static final TypedVariable<Boolean> REHEARSE = new TypedVariable<>("rehearse", Boolean.class);
    public static final TypedVariable<Boolean> ON_PREMISE = new TypedVariable<>("onPremise", Boolean.class);
    public static final TypedVariable<Boolean> ACCEPTED = new TypedVariable<>("accepted", Boolean.class);
    public static final TypedVariable<Boolean> GO_LIVE_BEGUN = new TypedVariable<>("goLiveBegun", Boolean.class);

    /** What a task's form shows. */
    public static final TypedVariable<String> GO_LIVE_TEXT = new TypedVariable<>("goLiveText", String.class);

    public static final TypedVariable<String> GO_LIVE_PAGE = new TypedVariable<>("goLivePage", String.class);

    /** What somebody answers in a task's form; absent where the task is completed by the page. */
    public static final TypedVariable<String> GO_LIVE_ANSWER = new TypedVariable<>("goLiveAnswer", String.class);

    public static final TypedVariable<String> GO_LIVE_DATE = new TypedVariable<>("goLiveDate", String.class);
    public static final TypedVariable<String> GO_LIVE_TIME = new TypedVariable<>("goLiveTime", String.class);
    public static final TypedVariable<String> GO_LIVE_ZONE = new TypedVariable<>("goLiveZone", String.class);

    private GoLivePlanningModel() {}

    /** {@return the plan that a process carries} */
    public static UUID planOf(VariableScope scope) {
        return UUID.fromString(PLAN_ID.in(scope));
    }

    /** {@return when the timers fire, and what comes with the slot} */
    public static Map<String, Object> variablesOf(GoLivePlan plan) {
        return Map.of(
                GO_LIVE_START.name(), Date.from(plan.requireStart()),
                WEEK_BEFORE.name(), Date.from(plan.weekBefore()),
                DAY_BEFORE.name(), Date.from(plan.dayBefore()),
                REHEARSE.name(), plan.rehearsal(),
                ON_PREMISE.name(), plan.onPremise(),
                GO_LIVE_BEGUN.name(), false);
    }
}
