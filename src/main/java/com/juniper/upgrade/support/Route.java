package com.juniper.upgrade.support;

/**
 * Where an issue goes.
 *
 * @param forMaintainer whether to the maintainer of the customization, else to the analysts
 * @param hours in how many hours the next step is due
 */
public record Route(boolean forMaintainer, int hours) {}
