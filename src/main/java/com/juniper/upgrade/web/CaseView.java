package com.juniper.upgrade.web;

import com.juniper.upgrade.artifacts.Artifact;
import com.juniper.upgrade.checklists.Checklist;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.ProductionSwitch;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestStep;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests.LogLine;
import com.juniper.upgrade.upgrades.UpgradeWorkflow.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the live part of the case page shows to one person.
 *
 * @param percent how far it is, 0 to 100
 * @param rest how long it still takes, in words
 * @param log its last lines
 * @param positions where it stands in the models, outermost first
 * @param downloads the database's files, where this person may have them (R56)
 * @param uploadKept how long the upload is kept, where it still is
 * @param test the test database that it made on its cluster
 * @param open the address that opens the test database
 * @param checklist of what is tested in it
 * @param production how far its production database is closed or open
 * @param withheld whether there are files that only the submitter gets
 */
record CaseView(
        UpgradeRequest request,
        int percent,
        @Nullable String rest,
        List<RequestStep> steps,
        List<Reason> reasons,
        List<LogLine> log,
        List<Position> positions,
        List<Artifact> downloads,
        @Nullable Instant uploadKept,
        boolean withheld,
        boolean reported,
        @Nullable HostedDatabase test,
        @Nullable String open,
        @Nullable Checklist checklist,
        ProductionSwitch.@Nullable State production) {}
