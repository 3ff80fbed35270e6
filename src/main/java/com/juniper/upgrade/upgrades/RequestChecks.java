package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.notifications.Mail;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be said of a request's parts without looking at anything else. */
final class RequestChecks {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final Pattern LINE = Pattern.compile("\\P{Cntrl}{0,255}");
    private static final List<Purpose> PURPOSES = List.of(Purpose.TEST, Purpose.REHEARSAL, Purpose.PRODUCTION);

    private RequestChecks() {}

    /** Adds a reason for each part that is not what it must be. */
    static void check(SubmitUpgradeRequest command, List<Reason> reasons) {
        checkMail(command.email(), reasons);
        checkPurpose(command.purpose(), reasons);
        checkName(command.name(), reasons);
        checkLine("edition", command.edition(), reasons);
        checkLine("hosting", command.hosting(), reasons);
        checkLine("externalReference", command.externalReference(), reasons);
    }

    /** {@return what a request is for; a test where it says nothing, or what it must not} */
    static Purpose purpose(SubmitUpgradeRequest command) {
        return PURPOSES.stream()
                .filter(purpose -> purpose.name().equals(given(command.purpose())))
                .findFirst()
                .orElse(Purpose.TEST);
    }

    /** {@return a text without the spaces around it; null where nothing is left} */
    static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** {@return a stranger's text, so that it can stand in a message} */
    static @Nullable String printable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var line = text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }

    private static void checkMail(@Nullable String email, List<Reason> reasons) {
        if (email == null || email.isBlank()) {
            reasons.add(
                    new Reason("email", "The e-mail address is missing: it gets the link to the upgraded database."));
            return;
        }
        if (!Mail.isAddress(email)) {
            reasons.add(new Reason("email", "'%s' is not one e-mail address.".formatted(printable(email))));
        }
    }

    private static void checkPurpose(@Nullable String purpose, List<Reason> reasons) {
        var given = given(purpose);
        if (given != null && PURPOSES.stream().noneMatch(known -> known.name().equals(given))) {
            reasons.add(new Reason(
                    "purpose",
                    "The purpose '%s' is not available; use TEST, REHEARSAL or PRODUCTION."
                            .formatted(printable(purpose))));
        }
    }

    private static void checkName(@Nullable String name, List<Reason> reasons) {
        if (name != null && !name.isBlank() && !NAME.matcher(name).matches()) {
            reasons.add(new Reason(
                    "name",
                    "The name '%s' is not allowed: up to 63 small letters, digits, - and _, beginning with a letter."
                            .formatted(printable(name))));
        }
    }

    private static void checkLine(String part, @Nullable String text, List<Reason> reasons) {
        if (text != null && !LINE.matcher(text).matches()) {
            reasons.add(new Reason(
                    part, "The %s '%s' is not one line of at most 255 letters.".formatted(part, printable(text))));
        }
    }
}
