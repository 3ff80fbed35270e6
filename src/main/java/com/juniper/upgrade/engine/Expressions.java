package com.juniper.upgrade.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Reads domains and contexts, which are expressions of the ERP's language, as far as needed: brackets, and the fields named. */
final class Expressions {

    private static final String OPERATOR =
            "=|!=|<>|<=|>=|<|>|==|=\\?|=like|=ilike|like|not like|ilike|not ilike|in|not in|child_of|parent_of|any|not any";
    private static final Pattern LEAF =
            Pattern.compile("[(\\[]\\s*u?(['\"])([\\w.]+)\\1\\s*,\\s*u?(['\"])(?:" + OPERATOR + ")\\3\\s*,");
    private static final Pattern GROUP_BY =
            Pattern.compile("['\"]group_by['\"]\\s*:\\s*(\\[[^\\]]*\\]|'[^']*'|\"[^\"]*\")");
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'|\"([^\"]+)\"");
    /** A domain within a domain compares fields of another model. */
    private static final Pattern ANY = Pattern.compile("['\"](?:not )?any['\"]");

    private Expressions() {}

    /** {@return the fields, or paths of fields, that a domain compares} */
    static List<String> fields(String domain) {
        var outer = ANY.matcher(domain).find() ? domain.substring(0, domain.indexOf("any")) + "any'," : domain;
        return LEAF.matcher(outer)
                .results()
                .map(leaf -> leaf.group(2))
                .filter(name -> !name.matches("[01]"))
                .toList();
    }

    /** {@return the fields that a context groups by, without the step of dates} */
    static List<String> groupings(String context) {
        List<String> fields = new ArrayList<>();
        GROUP_BY.matcher(context).results().forEach(group -> QUOTED.matcher(group.group(1))
                .results()
                .map(name -> name.group(1) == null ? name.group(2) : name.group(1))
                .forEach(name -> fields.add(name.replaceFirst(":.*", ""))));
        return fields;
    }

    /** {@return whether brackets and quotes close as they open} */
    static boolean closes(String expression) {
        Deque<Character> open = new ArrayDeque<>();
        char quote = 0;
        for (int i = 0; i < expression.length(); i++) {
            char letter = expression.charAt(i);
            if (quote != 0) {
                i += letter == '\\' ? 1 : 0;
                quote = letter == quote ? 0 : quote;
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
            } else if ("([{".indexOf(letter) >= 0) {
                open.push(letter);
            } else if (")]}".indexOf(letter) >= 0
                    && (open.isEmpty() || "([{".indexOf(open.pop()) != ")]}".indexOf(letter))) {
                return false;
            }
        }
        return quote == 0 && open.isEmpty();
    }
}
