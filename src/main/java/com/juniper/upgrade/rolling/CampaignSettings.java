package com.juniper.upgrade.rolling;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a campaign proceeds.
 *
 * @param waves the waves' sizes in their order, each a number of databases or a part of them like {@code 10%}; what is left
 *     over is the last wave. Canaries are a wave of their own before them
 * @param successThreshold how many percent of an open wave's trials must be clean for the next wave to open by itself
 * @param errorThreshold with how many issues in the open wave, a number or a part of the wave like {@code 20%}, the campaign
 *     is paused
 * @param trialsPerCluster how many trials run on a cluster at the same time, of all campaigns
 * @param hours when trials run, like {@code 22:00-06:00 Europe/Brussels}; null for always
 * @param longestMinutes how many minutes a trial may take for its database to be invited (decision 10)
 * @param approval whether an operator must approve it first
 * @param filter which databases take part, of those that are eligible
 */
public record CampaignSettings(
        List<String> waves,
        int successThreshold,
        String errorThreshold,
        int trialsPerCluster,
        @Nullable String hours,
        int longestMinutes,
        boolean approval,
        Filter filter) {

    private static final Pattern AMOUNT = Pattern.compile("[1-9]\\d{0,8}|([1-9]\\d?|100)%");

    /**
     * Which databases take part; an empty list and null are no limit.
     *
     * @param versions the versions they have now
     * @param edition community or enterprise
     * @param maxMegabytes how large they may be, in MiB
     * @param modules technical names of modules that all must be installed
     * @param countries codes of the main company's country, like BE
     */
    public record Filter(
            List<String> versions,
            @Nullable String edition,
            @Nullable Long maxMegabytes,
            List<String> modules,
            List<String> countries) {

        /** Takes part: every eligible database. */
        public static final Filter NONE = new Filter(List.of(), null, null, List.of(), List.of());
    }

    /**
     * Checks the parts.
     *
     * @throws RequestRefusedException with every part that is not as it must be
     */
    public CampaignSettings {
        List<Reason> reasons = new ArrayList<>();
        if (waves.isEmpty() || waves.stream().anyMatch(size -> !isAmount(size))) {
            reasons.add(new Reason(
                    "waves", "Each wave is a number of databases, or a part of them like 10%; give at least one."));
        }
        if (successThreshold < 0 || successThreshold > 100) {
            reasons.add(new Reason("successThreshold", "The success threshold is a percentage from 0 to 100."));
        }
        if (!isAmount(errorThreshold)) {
            reasons.add(new Reason(
                    "errorThreshold", "The error threshold is a number of databases, or a part of the wave like 20%."));
        }
        if (trialsPerCluster < 1 || trialsPerCluster > 1_000) {
            reasons.add(new Reason("trialsPerCluster", "On a cluster 1 to 1,000 trials are allowed."));
        }
        if (longestMinutes < 1 || longestMinutes > 10_000) {
            reasons.add(new Reason("longestMinutes", "A trial may take 1 to 10,000 minutes."));
        }
        if (filter.maxMegabytes() != null && (filter.maxMegabytes() < 1 || filter.maxMegabytes() > 1L << 30)) {
            reasons.add(new Reason("maxMegabytes", "The largest size is 1 MiB to 1 PiB."));
        }
        if (hours != null && !hours.isBlank()) {
            try {
                TrialHours.of(hours);
            } catch (IllegalArgumentException e) {
                reasons.add(new Reason("hours", String.valueOf(e.getMessage())));
            }
        }
        if (!reasons.isEmpty()) {
            throw new RequestRefusedException(reasons);
        }
        waves = List.copyOf(waves);
    }

    static CampaignSettings of(JuniperProperties.Rolling given) {
        return new CampaignSettings(
                given.waves(),
                given.successThreshold(),
                given.errorThreshold(),
                given.trialsPerCluster(),
                given.hours(),
                (int) given.longestTrial().toMinutes(),
                given.approval(),
                Filter.NONE);
    }

    private static boolean isAmount(String text) {
        return AMOUNT.matcher(text).matches();
    }

    /** {@return how many of so many a number or a percentage is; of a percentage, at least one} */
    static long amount(String text, long all) {
        return text.endsWith("%")
                ? Math.max(1, (all * Long.parseLong(text.substring(0, text.length() - 1)) + 99) / 100)
                : Long.parseLong(text);
    }

    /** {@return whether trials, and upgrades that are due, may begin now} */
    boolean isTime(Instant now) {
        return hours == null || hours.isBlank() || TrialHours.of(hours).contain(now);
    }

    /** {@return up to which place in the list of all databases each wave goes; the last one goes to the end} */
    List<Long> bounds(long canaries, long all) {
        List<Long> bounds = new ArrayList<>();
        if (canaries > 0) {
            bounds.add(canaries);
        }
        long end = canaries;
        for (String wave : waves) {
            if (end < all) {
                end = Math.min(all, end + amount(wave, all - canaries));
                bounds.add(end);
            }
        }
        if (end < all) {
            bounds.add(all);
        }
        return bounds;
    }
}
