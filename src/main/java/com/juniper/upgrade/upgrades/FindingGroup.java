package com.juniper.upgrade.upgrades;

/**
 * Findings of a request that differ in nothing that is filtered by.
 *
 * @param first the position of the first of them among all, from 0; the others follow it
 * @param app a module's name, or {@value FindingFilter#NO_APP}
 */
public record FindingGroup(int first, int findings, String hop, String category, String severity, String app) {

    boolean matches(FindingFilter filter) {
        return (filter.hop() == null || filter.hop().equals(hop))
                && (filter.category() == null || filter.category().equals(category))
                && (filter.severity() == null || filter.severity().equals(severity))
                && (filter.app() == null || filter.app().equals(app));
    }

    boolean holds(int position) {
        return position >= first && position < first + findings;
    }
}
