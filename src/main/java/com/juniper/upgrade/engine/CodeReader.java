package com.juniper.upgrade.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what statements, or expressions within a text, name of the records that the ERP hands them ({@code record},
 * {@code object} and the like) and of models that they ask for by name. What they compute from these is not followed.
 */
final class CodeReader {

    private static final Pattern SUBJECT = Pattern.compile(
            "\\benv\\[\\s*(['\"])([\\w.]+)\\1\\s*\\]|(?<![\\w.])(?:(?:records?|object)(?=[.\\[])|model(?=\\.\\w+\\())");
    private static final Pattern CHAIN = Pattern.compile("((?:\\.[a-z_]\\w*+)*+)(\\s*\\()?");
    private static final Pattern SUBSCRIPT = Pattern.compile("\\[(['\"])(\\w+)\\1\\]");
    /** What every record has, and is no field. */
    private static final Pattern NO_FIELD = Pattern.compile("\\.(env|ids|_\\w+)\\b.*");

    private static final Set<String> SAME_RECORDS =
            Set.of("sudo", "exists", "with_context", "with_user", "with_company");
    private static final Set<String> OF_DOMAINS =
            Set.of("search", "search_count", "search_read", "filtered_domain", "read_group");
    private static final Set<String> OF_VALUES = Set.of("write", "create", "copy");
    private static final Set<String> OF_PATHS = Set.of("mapped", "filtered", "sorted");

    /** Code that asks whether a field is there can do without it, and without the others of the module that brings it. */
    private static final Pattern GUARD =
            Pattern.compile("['\"](\\w+)['\"]\\s+in\\s|hasattr\\([^,()]*,\\s*['\"](\\w+)['\"]");

    private final String text;
    private final String model;
    private final Models models;
    private final List<Mention> found = new ArrayList<>();

    CodeReader(String text, String model, Models models) {
        this.text = text;
        this.model = model;
        this.models = models;
    }

    List<Mention> read() {
        var subjects = SUBJECT.matcher(text);
        while (subjects.find()) {
            if (!isComment(subjects.start())) {
                subject(subjects);
            }
        }
        var guarded = GUARD.matcher(text)
                .results()
                .map(guard -> guard.group(1) == null ? guard.group(2) : guard.group(1))
                .collect(Collectors.toSet());
        boolean forOthers = guarded.stream().anyMatch(field -> models.field(model, field) == null);
        return found.stream()
                .map(mention -> forOthers || guarded.stream().anyMatch(mention::passes) ? mention.optional() : mention)
                .toList();
    }

    private boolean isComment(int position) {
        return text.substring(text.lastIndexOf('\n', position) + 1, position)
                .stripLeading()
                .startsWith("#");
    }

    private void subject(Matcher subject) {
        var of = model;
        if (subject.group(2) != null) {
            of = subject.group(2);
            found.add(Mention.model(subject.start(2), of));
        }
        if (models.knows(of)) {
            chain(of, subject.end());
        }
    }

    private void chain(String of, int position) {
        var subscript = SUBSCRIPT.matcher(text).region(position, text.length());
        if (subscript.lookingAt()) {
            found.add(Mention.path(subscript.start(2), subscript.group(2), of));
            return;
        }
        var chain = CHAIN.matcher(text).region(position, text.length());
        if (!chain.lookingAt()) {
            return;
        }
        var names = NO_FIELD.matcher(chain.group(1)).replaceFirst("");
        if (chain.group(2) == null || names.length() < chain.group(1).length()) {
            path(names, of, position);
        } else {
            int last = names.lastIndexOf('.');
            var path = names.substring(0, Math.max(last, 0));
            path(path, of, position);
            call(
                    names.substring(last + 1),
                    path.isEmpty() ? of : models.relation(of, path.substring(1)),
                    chain.end() - 1);
        }
    }

    private void path(String names, String of, int position) {
        if (!names.isEmpty()) {
            found.add(Mention.path(position + 1, names.substring(1), of));
        }
    }

    private void call(String method, String of, int position) {
        var arguments = of.isEmpty() ? null : ExpressionReader.brackets(text, position);
        if (arguments == null) {
            return;
        }
        var brackets = arguments.parts().get(0);
        if (SAME_RECORDS.contains(method)) {
            chain(of, brackets.end());
        } else if (OF_DOMAINS.contains(method)) {
            Expressions.domain(arguments, of, models, found::add);
        } else if (OF_VALUES.contains(method)) {
            brackets.elements().forEach(argument -> found.addAll(Expressions.keys(argument, of)));
        } else if (OF_PATHS.contains(method) && !brackets.elements().isEmpty()) {
            path(brackets.elements().get(0).only(), of);
        }
    }

    private void path(@Nullable ExpressionPart argument, String of) {
        if (argument != null && argument.isText()) {
            found.add(Mention.path(argument.start(), argument.text(), of));
        }
    }
}
