package com.juniper.upgrade.support;

import com.juniper.upgrade.artifacts.SmallFile;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody reports.
 *
 * @param upgrade the number of the case
 * @param request the request whose database shows it; null for the case's newest
 * @param item the item of its checklist; null for none
 * @param module a module's technical name; null or blank for none
 * @param text what happens, and what was expected
 */
public record ReportIssue(
        String upgrade,
        @Nullable UUID request,
        @Nullable String item,
        Category category,
        Concern concern,
        @Nullable String module,
        String title,
        String text,
        List<SmallFile> files) {}
