package com.juniper.upgrade.golive;

import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.NotAllowedException;

/** The two who agree on a go-live (R111). */
public enum Side {
    CUSTOMER("the customer"),
    ANALYST("the upgrade support analysts");

    private final String label;

    Side(String label) {
        this.label = label;
    }

    /** {@return who it is, in words} */
    public String label() {
        return label;
    }

    /** {@return who answers} */
    public Side other() {
        return this == CUSTOMER ? ANALYST : CUSTOMER;
    }

    /**
     * {@return on which side somebody is}
     *
     * @throws NotAllowedException if on neither
     */
    public static Side of(Caller caller) {
        if (!plans(caller)) {
            throw new NotAllowedException("A go-live is planned by the company's customers and the analysts.");
        }
        return caller.isStaff() ? ANALYST : CUSTOMER;
    }

    /** {@return whether somebody plans go-lives, of those who see the case} */
    public static boolean plans(Caller caller) {
        return caller.isStaff() || caller.isCustomer();
    }
}
