package com.juniper.upgrade.workflow;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How long the models' timers wait, as ISO 8601 durations; expressions in the models ask this bean. */
@Component
public class Waits {

    private final String turn;
    private final String modules;
    private final String testing;
    private final String afterCare;
    private final String caseIdle;
    private final String invitation;

    Waits(
            @Value("${juniper.waits.turn}") String turn,
            @Value("${juniper.waits.modules}") String modules,
            @Value("${juniper.waits.testing}") String testing,
            @Value("${juniper.waits.after-care}") String afterCare,
            @Value("${juniper.waits.case-idle}") String caseIdle,
            @Value("${juniper.waits.invitation}") String invitation) {
        this.turn = turn;
        this.modules = modules;
        this.testing = testing;
        this.afterCare = afterCare;
        this.caseIdle = caseIdle;
        this.invitation = invitation;
    }

    /** {@return until a request asks for its turn again, where nobody wakes it} */
    public String turn() {
        return turn;
    }

    /** {@return until a request is withdrawn for whose custom modules nobody answers} */
    public String modules() {
        return modules;
    }

    /** {@return until the testing of a delivered copy ends without a decision} */
    public String testing() {
        return testing;
    }

    /** {@return until an upgraded production database is looked after no more} */
    public String afterCare() {
        return afterCare;
    }

    /** {@return until a case is closed in which nothing is asked for} */
    public String caseIdle() {
        return caseIdle;
    }

    /** {@return until an invitation to a rolling release expires that nobody answers} */
    public String invitation() {
        return invitation;
    }
}
