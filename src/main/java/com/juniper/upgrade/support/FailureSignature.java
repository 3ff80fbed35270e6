package com.juniper.upgrade.support;

/** What failures of one cause have in common, whatever the database; no data of anybody. */
public final class FailureSignature {

    private static final int LONGEST = 150;

    private FailureSignature() {}

    /** {@return the signature of a step that failed: the step, and the reason without what it quotes and counts} */
    public static String of(String step, String reason) {
        var text = reason.replaceAll("\"[^\"]*\"|'[^']*'", "?").replaceAll("\\d+", "0");
        return "failed|%s|%s".formatted(step, text.substring(0, Math.min(text.length(), LONGEST)));
    }
}
