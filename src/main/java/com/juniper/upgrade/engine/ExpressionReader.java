package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.ExpressionPart.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes an expression of the ERP's language apart, without computing it. */
final class ExpressionReader {

    /** What a part can be, each with its group; a text's prefix is no part of it. */
    private static final Pattern PART = Pattern.compile(
            "\\s*+(?:(?:[uUbBrR]{0,2})(?:'([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'|\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\")"
                    + "|(and|or|not|in|is|if|else|for|lambda)\\b"
                    + "|([A-Za-z_]\\w*+(?:\\s*\\.\\s*[A-Za-z_]\\w*+)*+)|(\\d[\\w.]*+|\\.\\d+)"
                    + "|([(\\[{])|([)\\]}])|(,)|([-+*/%=<>!&|^~@]++|[:.]))",
            Pattern.DOTALL);

    /** Deeper than anyone writes, and not too deep for us. */
    private static final int DEEPEST = 60;

    private final Matcher parts;
    private final int length;
    private int position;

    private ExpressionReader(String text, int position) {
        this.parts = PART.matcher(text);
        this.length = text.stripTrailing().length();
        this.position = position;
    }

    /** {@return the expression, or null if it cannot be read} */
    static @Nullable Expression read(String text) {
        var reader = new ExpressionReader(text, 0);
        var elements = reader.elements(' ', 0);
        return elements == null || reader.position < reader.length ? null : whole(elements);
    }

    private static Expression whole(List<Expression> elements) {
        return elements.isEmpty()
                ? new Expression(List.of())
                : elements.size() == 1 ? elements.get(0) : tuple(elements);
    }

    /** A tuple needs no brackets. */
    private static Expression tuple(List<Expression> elements) {
        return new Expression(List.of(new ExpressionPart(Kind.BRACKETS, 0, 0, "(", elements)));
    }

    /** {@return the brackets that open at a place of a text, as an expression, or null if they cannot be read} */
    static @Nullable Expression brackets(String text, int position) {
        var reader = new ExpressionReader(text, position);
        var part = reader.part(0);
        return part == null ? null : new Expression(List.of(part));
    }

    /** Reads up to the bracket that closes, or the end; null if that is not there, or an element is missing. */
    private @Nullable List<Expression> elements(char open, int depth) {
        List<Expression> elements = new ArrayList<>();
        List<ExpressionPart> element = new ArrayList<>();
        boolean comma = false;
        while (position < length) {
            var part = part(depth);
            if (part == null || (!element.isEmpty() && collide(element.get(element.size() - 1), part))) {
                return null;
            }
            boolean closes = part.kind() == Kind.SIGN && ")]}".contains(part.text());
            if (closes || part.is(",")) {
                if (!end(elements, element, !closes) || (closes && !closes(open, part))) {
                    return null;
                }
                element = new ArrayList<>();
                if (closes) {
                    return elements;
                }
            } else {
                element.add(part);
            }
            comma = part.is(",");
        }
        return open == ' ' && (comma || end(elements, element, false)) ? elements : null;
    }

    private static boolean end(List<Expression> elements, List<ExpressionPart> element, boolean required) {
        if (element.isEmpty()) {
            return !required;
        }
        elements.add(new Expression(List.copyOf(element)));
        var last = element.get(element.size() - 1);
        return last.isValue() || last.is(":");
    }

    private static boolean closes(char open, ExpressionPart part) {
        return "([{".indexOf(open) >= 0
                && "([{".indexOf(open) == ")]}".indexOf(part.text().charAt(0));
    }

    /** Two values need something between them, but for texts in a row, calls and subscripts. */
    private static boolean collide(ExpressionPart left, ExpressionPart right) {
        if (!left.isValue() || !right.isValue()) {
            return false;
        }
        return switch (right.kind()) {
            case TEXT -> !left.isText();
            case BRACKETS -> right.opens('{') || left.kind() == Kind.NUMBER || (left.isText() && right.opens('('));
            case NAME, NUMBER, WORD, SIGN -> true;
        };
    }

    private @Nullable ExpressionPart part(int depth) {
        parts.region(position, length);
        if (!parts.lookingAt() || depth > DEEPEST) {
            return null;
        }
        position = parts.end();
        for (int group = 1; group <= parts.groupCount(); group++) {
            if (parts.group(group) != null) {
                return part(group, parts.start(group), parts.group(group), depth);
            }
        }
        return null;
    }

    private @Nullable ExpressionPart part(int group, int start, String text, int depth) {
        return switch (group) {
            case 1, 2 -> new ExpressionPart(Kind.TEXT, start, position, text, List.of());
            case 3 -> new ExpressionPart(Kind.WORD, start, position, text, List.of());
            case 4 -> new ExpressionPart(Kind.NAME, start, position, text, List.of());
            case 5 -> new ExpressionPart(Kind.NUMBER, start, position, text, List.of());
            case 6 -> brackets(start, text, depth);
            default -> new ExpressionPart(Kind.SIGN, start, position, text, List.of());
        };
    }

    private @Nullable ExpressionPart brackets(int start, String text, int depth) {
        var elements = elements(text.charAt(0), depth + 1);
        if (elements == null) {
            return null;
        }
        return new ExpressionPart(Kind.BRACKETS, start, position, text, elements);
    }
}
