package com.juniper.upgrade.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes templates of mails and messages, which are Jinja up to 14.0, as 15.0 reads them: expressions in braces where the
 * text is plain, elements and attributes where it is HTML.
 */
final class JinjaTemplate {

    private static final String VALUE = "${";
    private static final Pattern LINE = Pattern.compile("[ \\t]*+(?:##[^\\n]*+|%[-+]?+[ \\t]*+(\\w++)([^\\n]*+))");
    private static final Pattern BLOCK = Pattern.compile("<%[-+]?+\\s*+(\\w++)((?:[^%]|%(?!>))*+)%>");
    private static final Set<String> STATEMENTS = Set.of(
            "if",
            "elif",
            "else",
            "endif",
            "for",
            "endfor",
            "set",
            "endset",
            "macro",
            "endmacro",
            "call",
            "endcall",
            "filter",
            "endfilter",
            "block",
            "endblock",
            "include",
            "import",
            "from",
            "extends",
            "autoescape",
            "endautoescape",
            "raw",
            "endraw",
            "do",
            "with",
            "endwith");
    private static final Pattern LOOP = Pattern.compile("\\s*+(\\w++)\\s++in\\s++(.++)", Pattern.DOTALL);
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*+(\\w++)\\s*+=(?!=)(.++)", Pattern.DOTALL);

    /** Stands for a piece while the tags around it are read. */
    private static final Pattern MARK = Pattern.compile("[\ue000\ue001](\\d{1,9}+)\ue002");

    private static final char OF_VALUE = '\ue000';
    private static final char OF_STATEMENT = '\ue001';
    private static final char END = '\ue002';

    /** Elements whose content is no markup. */
    private static final Set<String> RAW = Set.of("style", "script", "title", "textarea");

    private static final int LONGEST_EXPRESSION = 10_000;

    /**
     * An expression or a statement.
     *
     * @param source as it stands there
     * @param statement its first word; empty for an expression
     * @param expression that it has, or is
     * @param written what stands for a statement in HTML
     */
    private record Piece(String source, String statement, String expression, String written) {

        boolean isValue() {
            return statement.isEmpty();
        }
    }

    private final String source;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder marked = new StringBuilder();
    private final Deque<String> blocks = new ArrayDeque<>();
    private final Deque<String> loops = new ArrayDeque<>();
    private boolean hasBlocks;

    private JinjaTemplate(String source) {
        this.source = source;
    }

    /** {@return a plain text with its expressions in braces} */
    static String inline(String source) throws TemplateUnreadableException {
        var template = new JinjaTemplate(source);
        template.read();
        return template.pieces.isEmpty() ? source : template.plain();
    }

    /** {@return HTML with its expressions and statements as elements and attributes} */
    static String body(String source) throws TemplateUnreadableException {
        var template = new JinjaTemplate(source);
        template.read();
        return template.pieces.isEmpty() ? source : template.html();
    }

    private static String inBraces(String expression) {
        return "{{ %s }}".formatted(expression.replace("}}", "} }"));
    }

    private interface Writer {
        String write(MatchResult mark) throws TemplateUnreadableException;
    }

    private static String replaced(CharSequence text, Writer writer) throws TemplateUnreadableException {
        var result = new StringBuilder();
        var marks = MARK.matcher(text);
        int done = 0;
        while (marks.find()) {
            result.append(text, done, marks.start()).append(writer.write(marks.toMatchResult()));
            done = marks.end();
        }
        return result.append(text, done, text.length()).toString();
    }

    private Piece piece(MatchResult mark) {
        return pieces.get(Integer.parseInt(mark.group(1)));
    }

    private void read() throws TemplateUnreadableException {
        if (source.chars().anyMatch(character -> character >= OF_VALUE && character <= END)) {
            throw new TemplateUnreadableException("characters without a meaning");
        }
        int position = 0;
        while (position < source.length()) {
            boolean begins = position == 0 || source.charAt(position - 1) == '\n';
            var statement = begins ? statement(LINE, position) : null;
            if (statement == null && source.startsWith("<%", position)) {
                statement = statement(BLOCK, position);
                if (statement == null) {
                    throw new TemplateUnreadableException("a block that is no statement");
                }
            }
            if (statement != null) {
                position = statement.end();
            } else if (source.startsWith(VALUE, position)) {
                position = value(position);
            } else {
                marked.append(source.charAt(position++));
            }
        }
        if (!blocks.isEmpty()) {
            throw new TemplateUnreadableException("a block that is not closed");
        }
    }

    private int value(int position) throws TemplateUnreadableException {
        int end = end(position + VALUE.length());
        var expression = JinjaExpression.converted(source.substring(position + VALUE.length(), end), loops);
        add(OF_VALUE, new Piece(source.substring(position, end + 1), "", expression, ""));
        return end + 1;
    }

    private void add(char kind, Piece piece) {
        marked.append(kind).append(pieces.size()).append(END);
        pieces.add(piece);
    }

    /** The brace that closes, outside of texts and other braces. */
    private int end(int start) throws TemplateUnreadableException {
        int depth = 0;
        for (int i = start; i < Math.min(source.length(), start + LONGEST_EXPRESSION); i++) {
            switch (source.charAt(i)) {
                case '\'', '"' -> i = JinjaExpression.endOfText(source, i);
                case '{' -> depth++;
                case '}' -> {
                    if (depth-- == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        throw new TemplateUnreadableException("an expression that is not closed");
    }

    /** Reads a statement or a comment, and returns where it ends; null if none stands there. */
    private @Nullable MatchResult statement(Pattern pattern, int position) throws TemplateUnreadableException {
        Matcher found = pattern.matcher(source).region(position, source.length());
        if (!found.lookingAt() || (found.group(1) != null && !STATEMENTS.contains(found.group(1)))) {
            return null;
        }
        if (found.group(1) != null) {
            var rest = Entities.decode(found.group(2))
                    .strip()
                    .replaceFirst("[-+]$", "")
                    .replaceFirst(":$", "")
                    .strip();
            var expression =
                    Set.of("if", "elif").contains(found.group(1)) ? JinjaExpression.converted(rest, loops) : "";
            add(OF_STATEMENT, new Piece(found.group(), found.group(1), expression, written(found.group(1), rest)));
        }
        return found.toMatchResult();
    }

    private String written(String statement, String rest) throws TemplateUnreadableException {
        return switch (statement) {
            case "if" -> opened("if", "<t t-if=\"%s\">".formatted(attribute(rest)));
            case "elif" -> continued("</t><t t-elif=\"%s\">".formatted(attribute(rest)));
            case "else" -> continued("</t><t t-else=\"\">");
            case "endif" -> closed("if");
            case "for" -> loop(rest);
            case "endfor" -> {
                loops.poll();
                yield closed("for");
            }
            case "set" -> assignment(rest);
            default -> throw new TemplateUnreadableException("the statement " + statement);
        };
    }

    private String attribute(String expression) throws TemplateUnreadableException {
        return Entities.attribute(JinjaExpression.converted(expression, loops), '"');
    }

    private String opened(String block, String text) {
        hasBlocks = true;
        blocks.push(block);
        return text;
    }

    private String continued(String text) throws TemplateUnreadableException {
        if (!"if".equals(blocks.peek())) {
            throw new TemplateUnreadableException("a condition's other case where none is open");
        }
        return text;
    }

    private String closed(String block) throws TemplateUnreadableException {
        if (!block.equals(blocks.poll())) {
            throw new TemplateUnreadableException("the end of a block that is not open");
        }
        return "</t>";
    }

    private String loop(String rest) throws TemplateUnreadableException {
        var loop = LOOP.matcher(rest);
        if (!loop.matches()) {
            throw new TemplateUnreadableException("the loop " + rest);
        }
        var records = attribute(loop.group(2));
        loops.push(loop.group(1));
        return opened("for", "<t t-foreach=\"%s\" t-as=\"%s\">".formatted(records, loop.group(1)));
    }

    private String assignment(String rest) throws TemplateUnreadableException {
        var assignment = ASSIGNMENT.matcher(rest);
        if (!assignment.matches()) {
            throw new TemplateUnreadableException("the assignment " + rest);
        }
        return "<t t-set=\"%s\" t-value=\"%s\"></t>".formatted(assignment.group(1), attribute(assignment.group(2)));
    }

    /** Conditions become expressions, with the texts that they have as cases. */
    private String plain() throws TemplateUnreadableException {
        var text = new StringBuilder();
        Deque<PlainCondition> open = new ArrayDeque<>();
        int done = 0;
        var marks = MARK.matcher(marked);
        while (marks.find()) {
            append(marked.substring(done, marks.start()), text, open);
            var piece = piece(marks);
            if (piece.isValue() && open.isEmpty()) {
                text.append(inBraces(piece.expression()));
            } else if (piece.isValue()) {
                open.element().addValue(piece.expression());
            } else {
                plain(piece, text, open);
            }
            boolean endsLine = !piece.isValue() && marks.end() < marked.length() && marked.charAt(marks.end()) == '\n';
            done = marks.end() + (endsLine ? 1 : 0);
        }
        append(marked.substring(done), text, open);
        return text.toString();
    }

    private static void append(String words, StringBuilder text, Deque<PlainCondition> open) {
        if (open.isEmpty()) {
            text.append(words);
        } else {
            open.element().addWords(words);
        }
    }

    private static void plain(Piece piece, StringBuilder text, Deque<PlainCondition> open)
            throws TemplateUnreadableException {
        switch (piece.statement()) {
            case "if" -> open.push(new PlainCondition(piece.expression()));
            case "elif" -> open.element().next(piece.expression());
            case "else" -> open.element().next("");
            case "endif" -> {
                var condition = open.pop().written();
                if (condition.length() > LONGEST_EXPRESSION) {
                    throw new TemplateUnreadableException("a long text with a condition");
                }
                if (open.isEmpty()) {
                    text.append(inBraces(condition));
                } else {
                    open.element().addValue(condition);
                }
            }
            default ->
                throw new TemplateUnreadableException("the statement %s in a plain text".formatted(piece.statement()));
        }
    }

    private String html() throws TemplateUnreadableException {
        var result = new StringBuilder();
        var raw = "";
        int done = 0;
        var tags = Markup.TAG.matcher(marked);
        while (tags.find()) {
            result.append(content(marked.substring(done, tags.start()), raw));
            result.append(tag(tags));
            done = tags.end();
            var name = Objects.requireNonNullElse(tags.group(2), "").toLowerCase(Locale.ROOT);
            if (RAW.contains(name)) {
                raw = tags.group(1).isEmpty() ? name : "";
            }
        }
        var html = result.append(content(marked.substring(done), raw)).toString();
        if (hasBlocks && MarkupElement.read(html) == null) {
            throw new TemplateUnreadableException("a block that begins and ends in different elements");
        }
        return html;
    }

    private String content(String text, String raw) throws TemplateUnreadableException {
        return replaced(text, mark -> {
            if (!raw.isEmpty()) {
                throw new TemplateUnreadableException("an expression in the element " + raw);
            }
            var piece = piece(mark);
            return piece.isValue()
                    ? "<t t-out=\"%s\"></t>".formatted(Entities.attribute(piece.expression(), '"'))
                    : piece.written();
        });
    }

    private String tag(Matcher tag) throws TemplateUnreadableException {
        var text = tag.group();
        if (tag.group(2) == null) {
            return replaced(text, mark -> piece(mark).source());
        }
        if (tag.group(4) == null || !MARK.matcher(text).find()) {
            return text;
        }
        var result = new StringBuilder("<").append(tag.group(1)).append(tag.group(2));
        var inner = tag.group(3);
        int done = 0;
        for (var attribute : inOrder(inner)) {
            var name = attribute.getKey();
            var value = attribute.getValue();
            int start = inner.lastIndexOf(name, value.start() - 1);
            result.append(inner, done, start).append(attribute(name, value.raw()));
            done = value.start() + value.raw().length() + 1;
        }
        result.append(inner.substring(done)).append('>');
        if (MARK.matcher(result).find()) {
            throw new TemplateUnreadableException("an expression in a tag that is in no attribute");
        }
        return result.toString();
    }

    private static List<java.util.Map.Entry<String, Markup.Value>> inOrder(String inner) {
        return Markup.attributes(inner, 0).entrySet().stream()
                .filter(attribute -> MARK.matcher(attribute.getValue().raw()).find())
                .sorted(java.util.Comparator.comparing(
                        attribute -> attribute.getValue().start()))
                .toList();
    }

    private String attribute(String name, String raw) throws TemplateUnreadableException {
        var whole = MARK.matcher(raw.strip());
        if (whole.matches() && piece(whole).isValue()) {
            return "t-att-%s=\"%s\""
                    .formatted(name, Entities.attribute(piece(whole).expression(), '"'));
        }
        var text = replaced(raw.replace("\"", "&quot;"), mark -> {
            if (!piece(mark).isValue()) {
                throw new TemplateUnreadableException("a statement in a tag");
            }
            return inBraces(Entities.attribute(piece(mark).expression(), '"'));
        });
        return "t-attf-%s=\"%s\"".formatted(name, text);
    }
}
