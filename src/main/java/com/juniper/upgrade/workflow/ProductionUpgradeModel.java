package com.juniper.upgrade.workflow;

/** Mirrors {@code bpmn/ProductionUpgrade.bpmn}: one request for production, all or nothing. */
public final class ProductionUpgradeModel {

    public static final String PROCESS_ID = "ProductionUpgrade";

    /** Reverts a run that nothing drives any more. */
    public static final String MESSAGE_GIVEN_UP = "Msg_GivenUp";

    private ProductionUpgradeModel() {}
}
