package com.juniper.upgrade.engine;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands between two commas, or is a whole expression: values and signs in a row. */
record Expression(List<ExpressionPart> parts) {

    /** {@return the one part it is, or null if it is more than one, or none} */
    @Nullable
    ExpressionPart only() {
        return parts.size() == 1 ? parts.get(0) : null;
    }

    /** {@return its texts in quotes, at any depth} */
    Stream<ExpressionPart> texts() {
        return all().filter(ExpressionPart::isText);
    }

    /** {@return its names of values, at any depth} */
    Stream<ExpressionPart> names() {
        return all().filter(part -> part.kind() == ExpressionPart.Kind.NAME);
    }

    private Stream<ExpressionPart> all() {
        return parts.stream()
                .flatMap(part ->
                        Stream.concat(Stream.of(part), part.elements().stream().flatMap(Expression::all)));
    }
}
