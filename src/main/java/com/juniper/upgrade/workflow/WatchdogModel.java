package com.juniper.upgrade.workflow;

/** Mirrors {@code bpmn/Watchdog.bpmn}: something is in a state for longer than the state's limit, and an operator looks at it. */
public final class WatchdogModel {

    public static final String PROCESS_ID = "Watchdog";

    /** Takes the task back: what stood still goes on. */
    public static final String MESSAGE_STATE_MOVED_ON = "Msg_StateMovedOn";

    /** What stands still, like UPG-00042. */
    public static final TypedVariable<String> STANDSTILL_TITLE = new TypedVariable<>("standstillTitle", String.class);

    /** In which state, since when, and what to do. */
    public static final TypedVariable<String> STANDSTILL_TEXT = new TypedVariable<>("standstillText", String.class);

    public static final TypedVariable<String> STANDSTILL_PAGE = new TypedVariable<>("standstillPage", String.class);

    private static final String KEY = "standstill-";

    private WatchdogModel() {}

    /** {@return the business key of a standstill's process} */
    static String keyOf(long standstill) {
        return KEY + standstill;
    }
}
