package com.juniper.upgrade.nodes;

import java.util.Map;

/** This node's part in the process engine's jobs. */
public interface NodeJobs {

    /** {@return as whom this node locks jobs; another one with each start} */
    String owner();

    /** Takes new jobs, or no more: the steps that run here go on, and those that follow them elsewhere. */
    void take(boolean more);

    /** {@return how many jobs each owner has locked now; nothing for who has none} */
    Map<String, Long> running();
}
