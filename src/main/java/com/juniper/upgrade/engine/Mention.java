package com.juniper.upgrade.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a text that names fields or a model.
 *
 * @param start where the name begins
 * @param end where it ends
 * @param name a path of fields, or a model's name
 * @param from the model whose field the path begins with; null where the name is a model's
 * @param required whether the text is of no use without what it names
 */
record Mention(int start, int end, String name, @Nullable String from, boolean required) {

    static Mention path(int start, String path, String from) {
        return new Mention(start, start + path.length(), path, from, true);
    }

    static Mention model(int start, String name) {
        return new Mention(start, start + name.length(), name, null, true);
    }

    Mention optional() {
        return new Mention(start, end, name, from, false);
    }

    /** {@return a path's first field; a model as it is} */
    Mention first() {
        return from == null ? this : path(start, name.replaceFirst("\\W.*", ""), from);
    }

    /** {@return whether a path has a field in it} */
    boolean passes(String field) {
        return List.of(name.split("\\W")).contains(field);
    }

    /** {@return what the place says when it follows the renames} */
    String followed(Models models) {
        return from == null ? models.present(name) : models.follow(from, name);
    }

    /** {@return why what it names is not there, or null if it is} */
    @Nullable
    String missing(Models models) {
        return from == null ? models.missing(name) : models.missing(from, name);
    }
}
