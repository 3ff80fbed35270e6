package com.juniper.upgrade.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a text that names fields, a model, or an option of a field.
 *
 * @param start where the name begins
 * @param end where it ends
 * @param name a path of fields, a model's name, or an option
 * @param from the model whose field the path begins with; null where the name is a model's
 * @param of the path of the field whose option it is, or null
 * @param required whether the text is of no use without what it names
 */
record Mention(
        int start,
        int end,
        String name,
        @Nullable String from,
        @Nullable String of,
        boolean required) {

    static Mention path(int start, String path, String from) {
        return new Mention(start, start + path.length(), path, from, null, true);
    }

    static Mention model(int start, String name) {
        return new Mention(start, start + name.length(), name, null, null, true);
    }

    static Mention option(ExpressionPart text, String path, String from) {
        return new Mention(text.start(), text.start() + text.text().length(), text.text(), from, path, true);
    }

    Mention at(int newStart, int newEnd) {
        return new Mention(newStart, newEnd, name, from, of, required);
    }

    Mention optional() {
        return new Mention(start, end, name, from, of, false);
    }

    /** {@return a path's first field; a model as it is, and an option} */
    Mention first() {
        return from == null || of != null ? this : path(start, name.replaceFirst("\\W.*", ""), from);
    }

    boolean isOption() {
        return of != null;
    }

    /** {@return whether a path has a field in it} */
    boolean passes(String field) {
        return List.of((of == null ? name : of).split("\\W")).contains(field);
    }

    /** {@return what the place says when it follows the renames} */
    String followed(Models models) {
        if (from == null) {
            return models.present(name);
        }
        return of == null ? models.follow(from, name) : models.followOption(from, of, name);
    }

    /** {@return why what it names is not there, or null if it is} */
    @Nullable
    String missing(Models models) {
        if (from == null) {
            return models.missing(name);
        }
        return of == null ? models.missing(from, name) : models.missingOption(from, of, name);
    }
}
