package com.juniper.upgrade.engine;

import java.util.Map;
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

    private Entities() {}

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
