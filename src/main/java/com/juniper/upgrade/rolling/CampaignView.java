package com.juniper.upgrade.rolling;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as people look at it.
 *
 * @param waves each wave with how many of its databases are where, in their order
 * @param groups the causes that trials met, largest first
 * @param acts what was done with it, newest first
 * @param invitations how many invitations are in each state
 */
public record CampaignView(
        Campaign campaign,
        List<Wave> waves,
        List<Group> groups,
        List<Act> acts,
        Map<Invitation.State, Long> invitations) {

    /** How many databases a page has. */
    public static final int PAGE = 50;

    /** A wave; states without a database are left out. */
    public record Wave(int number, boolean open, Map<TrialOutcome, Long> counts) {

        /** {@return how many databases it has} */
        public long size() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        /** {@return how many of its databases are in a state} */
        public long count(TrialOutcome outcome) {
            return counts.getOrDefault(outcome, 0L);
        }

        /** {@return how many are still to be tried, or being tried} */
        public long left() {
            return count(TrialOutcome.WAITING) + count(TrialOutcome.TRYING);
        }
    }

    /**
     * Trials that met the same.
     *
     * @param module where it comes from, where that is known
     * @param issue the number of the analysts' issue
     * @param open whether that is still to be resolved
     * @param met how many databases met it
     * @param blocked how many were not tried since they would
     */
    public record Group(
            String signature,
            String title,
            @Nullable String module,
            String sourceVersion,
            @Nullable String issue,
            boolean open,
            long met,
            long blocked) {}

    /** Something that was done; the person is null for the platform itself. */
    public record Act(
            Instant done,
            String act,
            @Nullable String person,
            @Nullable String remark) {}

    /**
     * A database of a campaign.
     *
     * @param upgrade the number of its case; null before its trial
     * @param seconds how long the trial took
     */
    public record Target(
            long database,
            String name,
            @Nullable String company,
            String cluster,
            @Nullable String version,
            int wave,
            TrialOutcome state,
            @Nullable String upgrade,
            @Nullable UUID request,
            @Nullable String problem,
            @Nullable Integer seconds) {}

    /**
     * Which databases are asked for.
     *
     * @param text a part of the name
     * @param page from 1 on
     */
    public record TargetFilter(
            @Nullable TrialOutcome state,
            @Nullable String signature,
            @Nullable String text,
            int page) {

        /** What is blank is not asked for. */
        public TargetFilter {
            signature = signature == null || signature.isBlank() ? null : signature;
            text = text == null || text.isBlank() ? null : text.strip();
            page = Math.max(1, page);
        }

        @Nullable
        String pattern() {
            return text == null ? null : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
        }
    }
}
