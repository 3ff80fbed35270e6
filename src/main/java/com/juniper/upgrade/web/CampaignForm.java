package com.juniper.upgrade.web;

import com.juniper.upgrade.rolling.CampaignSettings;
import com.juniper.upgrade.rolling.CampaignSettings.Filter;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the form of a new campaign holds, as it was typed.
 *
 * @param release a line and its version, like {@code community 18.0}
 * @param waves like {@link CampaignSettings#waves}, with commas between
 * @param versions, as modules and countries, with commas or spaces between
 */
record CampaignForm(
        @Nullable String release,
        @Nullable String waves,
        @Nullable String successThreshold,
        @Nullable String errorThreshold,
        @Nullable String trialsPerCluster,
        @Nullable String hours,
        @Nullable String longestMinutes,
        @Nullable Boolean approval,
        @Nullable String versions,
        @Nullable String edition,
        @Nullable String maxMegabytes,
        @Nullable String modules,
        @Nullable String countries) {

    private static final long LARGEST = 1_000_000_000;

    /** {@return the form as it is first shown} */
    static CampaignForm of(CampaignSettings settings) {
        return new CampaignForm(
                null,
                String.join(", ", settings.waves()),
                Integer.toString(settings.successThreshold()),
                settings.errorThreshold(),
                Integer.toString(settings.trialsPerCluster()),
                settings.hours(),
                Integer.toString(settings.longestMinutes()),
                settings.approval(),
                null,
                null,
                null,
                null,
                null);
    }

    /** {@return the chosen release line; empty where none is} */
    String line() {
        return chosen()[0];
    }

    /** {@return the version of the chosen line; empty where none is} */
    String version() {
        var chosen = chosen();
        return chosen.length > 1 ? chosen[1] : "";
    }

    private String[] chosen() {
        return text(release).split(" ", 2);
    }

    /**
     * {@return what was typed}
     *
     * @throws RequestRefusedException with every part that is not as it must be
     */
    CampaignSettings settings() {
        List<Reason> reasons = new ArrayList<>();
        int success = (int) number(successThreshold, "successThreshold", "The success threshold", 0, 100, reasons);
        int trials = (int) number(trialsPerCluster, "trialsPerCluster", "Trials on a cluster", 1, 1000, reasons);
        int minutes = (int) number(longestMinutes, "longestMinutes", "The longest trial", 1, 100_000, reasons);
        var size = text(maxMegabytes);
        Long largest = size.isEmpty() ? null : number(size, "maxMegabytes", "The largest size", 1, LARGEST, reasons);
        var kind = text(edition);
        var filter = new Filter(
                words(versions),
                kind.isEmpty() ? null : kind,
                largest,
                words(modules),
                words(text(countries).toUpperCase(Locale.ROOT)));
        CampaignSettings settings = null;
        try {
            settings = new CampaignSettings(
                    words(waves),
                    success,
                    text(errorThreshold),
                    trials,
                    text(hours),
                    minutes,
                    Boolean.TRUE.equals(approval),
                    filter);
        } catch (RequestRefusedException refusal) {
            reasons.addAll(refusal.reasons());
        }
        if (settings == null || !reasons.isEmpty()) {
            throw new RequestRefusedException(reasons);
        }
        return settings;
    }

    private static long number(
            @Nullable String typed, String code, String name, long least, long most, List<Reason> reasons) {
        try {
            long number = Long.parseLong(text(typed));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, like a number that is too small or too large
        }
        reasons.add(new Reason(code, "%s is a whole number from %d to %d.".formatted(name, least, most)));
        return least;
    }

    private static List<String> words(@Nullable String typed) {
        return Stream.of(text(typed).split("[,;\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
