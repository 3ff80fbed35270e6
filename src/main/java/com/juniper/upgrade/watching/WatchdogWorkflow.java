package com.juniper.upgrade.watching;

/** What the watchdog needs of the process engine; both take part in the caller's transaction. */
public interface WatchdogWorkflow {

    /** Asks an operator to look at a standstill. */
    void standsStill(Standstill standstill);

    /** Takes the task back; {@return whether it is gone, else the caller says it again later} */
    boolean movedOn(long standstill);
}
