package com.juniper.upgrade.upgrades;

import java.util.List;
import java.util.Map;

/**
 * A page of what an upgrade found, the worst first.
 *
 * @param page its number, from 1
 * @param pages how many there are, at least 1
 * @param total how many findings the pages hold together
 * @param more whether more findings match than the pages hold: a search ends after {@value Findings#MOST_MATCHES}
 */
public record FindingPage(int page, int pages, long total, boolean more, List<Row> findings) {

    /**
     * One finding.
     *
     * @param hop like {@code 16.0→17.0}
     * @param app a module's name, or {@value FindingFilter#NO_APP}
     * @param details further facts, by name
     */
    public record Row(
            String hop, String category, String severity, String app, String title, Map<String, String> details) {}
}
