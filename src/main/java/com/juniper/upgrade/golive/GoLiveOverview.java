package com.juniper.upgrade.golive;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that people need to plan the go-live of a case (R110-R116).
 *
 * @param databaseName how the customer calls the database
 * @param targetVersion to which it is upgraded
 * @param onPremise whether the customer's own server hosts it
 * @param missing what stands in the way, in sentences (R24)
 * @param plan the newest plan
 * @param expected how long it will take; null before the first test
 * @param zone in which the map and the suggestions are
 * @param customersZone that of most of the database's people
 * @param heatMap how much the database is used by hour of the week; null where that is not known
 * @param usageNote why it is not known, or what is not counted in it
 * @param suggestions the quietest starts (R112)
 * @param lastTest how many days ago the last test was delivered (R114)
 * @param freshHours how old it may be at the start
 * @param analystHours when analysts are there
 */
public record GoLiveOverview(
        String number,
        String databaseName,
        String targetVersion,
        boolean onPremise,
        List<String> missing,
        @Nullable GoLivePlan plan,
        @Nullable ExpectedLength expected,
        ZoneId zone,
        ZoneId customersZone,
        @Nullable HeatMap heatMap,
        @Nullable String usageNote,
        List<Suggestion> suggestions,
        @Nullable Long lastTest,
        long freshHours,
        String analystHours) {}
