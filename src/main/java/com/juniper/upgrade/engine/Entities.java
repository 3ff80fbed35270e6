package com.juniper.upgrade.engine;

import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Characters as markup writes them. */
final class Entities {

    private static final Pattern ENTITY =
            Pattern.compile("&(?:#(\\d{1,7}+)|#x(\\p{XDigit}{1,6}+)|(quot|apos|lt|gt|amp|nbsp));");
    private static final Pattern LONE = Pattern.compile("&(?!#\\d{1,7};|#x\\p{XDigit}{1,6};|(?:quot|apos|lt|gt|amp);)");
    private static final Map<String, String> NAMED =
            Map.of("quot", "\"", "apos", "'", "lt", "<", "gt", ">", "amp", "&", "nbsp", "\u00a0");

    /** White space at which no line breaks; each is as long as the others. */
    private static final Set<String> NO_BREAK = Set.of("&nbsp;", "&#160;", "&#xa0;", "&#xA0;");

    private static final int NO_BREAK_LENGTH = 6;

    private Entities() {}

    /** {@return where the white space ends that a piece of markup begins with} */
    static int afterBlanks(String markup, int start, int end) {
        int place = start;
        while (place < end && (isBlank(markup.charAt(place)) || isNoBreak(markup, place))) {
            place += isBlank(markup.charAt(place)) ? 1 : NO_BREAK_LENGTH;
        }
        return Math.min(place, end);
    }

    /** {@return where the white space begins that a piece of markup ends with} */
    static int beforeBlanks(String markup, int start, int end) {
        int place = end;
        while (place > start && (isBlank(markup.charAt(place - 1)) || isNoBreak(markup, place - NO_BREAK_LENGTH))) {
            place -= isBlank(markup.charAt(place - 1)) ? 1 : NO_BREAK_LENGTH;
        }
        return Math.max(place, start);
    }

    /** {@return the markup without white space around it} */
    static String strip(String markup) {
        int start = afterBlanks(markup, 0, markup.length());
        return markup.substring(start, beforeBlanks(markup, start, markup.length()));
    }

    private static boolean isBlank(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == '\ufeff';
    }

    private static boolean isNoBreak(String markup, int place) {
        return markup.startsWith("&", place)
                && NO_BREAK.contains(markup.substring(place, Math.min(place + NO_BREAK_LENGTH, markup.length())));
    }

    /** {@return an attribute's value as it is read} */
    static String decode(String raw) {
        var oneLine = raw.replace('\t', ' ').replace('\r', ' ').replace('\n', ' ');
        return oneLine.indexOf('&') < 0
                ? oneLine
                : ENTITY.matcher(oneLine).replaceAll(entity -> Matcher.quoteReplacement(character(entity)));
    }

    private static String character(MatchResult entity) {
        if (entity.group(3) != null) {
            return NAMED.getOrDefault(entity.group(3), entity.group());
        }
        int code = entity.group(1) == null ? Integer.parseInt(entity.group(2), 16) : Integer.parseInt(entity.group(1));
        return isCharacter(code) ? Character.toString(code) : entity.group();
    }

    /** Others can be written down, but stored in no database. */
    private static boolean isCharacter(int code) {
        return Character.isValidCodePoint(code)
                && (code >= ' ' || code == '\n')
                && (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE);
    }

    /** {@return a value as it stands in an attribute between quotes of a kind} */
    static String attribute(String value, char quote) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\n", "&#10;")
                .replace(Character.toString(quote), quote == '"' ? "&quot;" : "&#39;");
    }

    /** {@return markup in which each ampersand begins an entity that every parser knows} */
    static String known(String markup) {
        return markup.indexOf('&') < 0
                ? markup
                : LONE.matcher(markup.replace("&nbsp;", "\u00a0")).replaceAll("&amp;");
    }
}
