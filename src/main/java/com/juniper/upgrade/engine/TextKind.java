package com.juniper.upgrade.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The kinds of texts that name fields and models, each with how it names them. */
@SuppressWarnings("ImmutableEnumChecker") // readers have no state
enum TextKind {
    /** Conditions on a model's records. */
    DOMAIN(Expressions::domain, Expressions::isDomain),
    /** What an action hands on: groups, defaults. */
    CONTEXT((text, model, models) -> Expressions.context(text, model), Expressions::isReadable),
    /** A list of fields, each with its direction. */
    SORT((text, model, models) -> Expressions.sort(text, model), Expressions::isList),
    /** Values for new records, by field. */
    VALUES(TextKind::values, Expressions::isReadable),
    /** Paths between commas; the parts of a path are parted by dots, or by slashes. */
    PATH(TextKind::paths, text -> true),
    /** Statements, or a text with expressions in it. */
    CODE((text, model, models) -> new CodeReader(text, model, models).read(), text -> true),
    /** The XML of a view. */
    VIEW((text, model, models) -> new ViewTexts(text, model, models).read(), text -> true),
    /** The XML of a user's dashboard, of actions on models of their own. */
    DASHBOARD((text, model, models) -> new DashboardReader(text, models).read(), text -> true);

    /** Finds where a text about a model names something. */
    private interface Reader {
        List<Mention> read(String text, String model, Models models);
    }

    private final Reader reader;
    private final Predicate<String> readable;

    TextKind(Reader reader, Predicate<String> readable) {
        this.reader = reader;
        this.readable = readable;
    }

    private static List<Mention> values(String text, String model, Models models) {
        var whole = ExpressionReader.read(text);
        return whole == null ? List.of() : Expressions.keys(whole, model);
    }

    private static List<Mention> paths(String text, String model, Models models) {
        return Pattern.compile("[^,\\s]+")
                .matcher(text)
                .results()
                .map(path -> Mention.path(path.start(), path.group(), model))
                .toList();
    }

    /** {@return where a text about a model names something, in the order of the text} */
    List<Mention> mentions(String text, String model, Models models) {
        return reader.read(text, model, models);
    }

    /** {@return whether the ERP can read such a text at all} */
    boolean isReadable(String text) {
        return readable.test(text);
    }

    /** {@return the text with everything that this hop renamed by its present name} */
    String follow(String text, String model, Models models) {
        var followed = new StringBuilder();
        int done = 0;
        for (Mention mention : mentions(text, model, models).stream()
                .sorted(Comparator.comparing(Mention::start))
                .toList()) {
            var present = mention.followed(models);
            if (mention.start() >= done && !present.equals(mention.name())) { // the rest stays as it was written
                followed.append(text, done, mention.start()).append(present);
                done = mention.end();
            }
        }
        return followed.append(text.substring(done)).toString();
    }

    /**
     * Looks up what a text names and needs.
     *
     * @param deep whether to follow each path to its end and look at options, or to look at its first field alone
     * @return what is not there, a sentence each
     */
    List<String> missing(String text, String model, Models models, boolean deep) {
        if (models.missing(model) != null) {
            return List.of(Objects.requireNonNull(models.missing(model)));
        }
        List<String> found = new ArrayList<>();
        mentions(text, model, models).stream()
                .filter(mention -> mention.required() && (deep || !mention.isOption()))
                .map(mention -> deep ? mention : mention.first())
                .flatMap(mention -> Stream.ofNullable(mention.missing(models)))
                .distinct()
                .forEach(found::add);
        return found;
    }
}
