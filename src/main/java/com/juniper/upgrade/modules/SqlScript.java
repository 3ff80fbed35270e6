package com.juniper.upgrade.modules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Splits a script into statements and refuses those that would leave the update's transaction, its limits, its role or
 * its database. What a script hides from this, in texts that it puts together and executes, PostgreSQL refuses: the
 * role is an unprivileged one, a body cannot end the transaction around it, and time is kept from outside.
 */
final class SqlScript {

    private static final int WORDS = 5;
    private static final int DEEPEST = 8;

    private static final Set<String> TRANSACTION = Set.of(
            "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "prepare transaction");

    /** Words with which a statement begins that is refused wherever it stands. */
    private static final Pattern REFUSED = Pattern.compile("(?:"
            + String.join(
                    "|",
                    "copy\\b",
                    "load\\b",
                    "listen\\b",
                    "unlisten\\b",
                    "notify\\b",
                    "vacuum\\b",
                    "checkpoint\\b",
                    "cluster\\b",
                    "discard\\b",
                    "reassign\\b",
                    "drop owned\\b",
                    "security label\\b",
                    "import foreign\\b",
                    "create (?:or replace )?rule\\b",
                    "reindex (?:database|system)\\b",
                    "alter default\\b",
                    "(?:set|reset) (?:session |local )?(?:role|session|all|transaction|authorization|characteristics)\\b",
                    "(?:alter|create|drop) (?:or replace )?(?:trusted |procedural )*+(?:role|user|group|database|tablespace|system"
                            + "|extension|server|foreign data|publication|subscription|event|language)\\b")
            + ").*");

    private static final Pattern SHOWN =
            Pattern.compile("(?:set|reset|alter|create|drop|security|import|reindex)\\b.*");

    private static final Pattern CODE = Pattern.compile("(?:do|create (?:or replace )?(?:function|procedure))\\b.*");

    /** Names that reach beyond the transaction or lift its limits; nobody names anything of their own so. */
    private static final Pattern NAMES = Pattern.compile(
            "set_config|statement_timeout|lock_timeout|transaction_timeout|idle_in_transaction_session_timeout"
                    + "|idle_session_timeout|pg_settings|pg_terminate_backend|pg_cancel_backend|pg_notify|pg_reload_conf"
                    + "|lo_import|lo_export|pg_read_file|pg_read_binary_file|pg_ls_\\w+|dblink\\w*|query_canceled"
                    + "|standard_conforming_strings|session_replication_role|session_authorization|pg_promote"
                    + "|pg_create_\\w*replication_slot|pg_drop_replication_slot");

    private final String path;
    private final List<Problem> problems;

    private SqlScript(String path, List<Problem> problems) {
        this.path = path;
        this.problems = problems;
    }

    /** {@return the statements of a script}; what is refused is added to the problems. */
    static List<SqlStatement> read(String path, String text, List<Problem> problems) {
        try {
            return new SqlScript(path, problems).split(text);
        } catch (RefusedException e) {
            problems.add(e.in(path));
            return List.of();
        }
    }

    private List<SqlStatement> split(String text) throws RefusedException {
        List<SqlStatement> statements = new ArrayList<>();
        List<SqlToken> statement = new ArrayList<>();
        int parentheses = 0;
        for (SqlToken token : SqlScanner.tokens(text, 1)) {
            parentheses += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (!token.is(";") || parentheses > 0) {
                statement.add(token);
            } else {
                end(text, statement, token.start(), statements);
                statement = new ArrayList<>();
                parentheses = 0;
            }
        }
        end(text, statement, text.length(), statements);
        return statements;
    }

    private void end(String text, List<SqlToken> tokens, int end, List<SqlStatement> statements) {
        if (!tokens.isEmpty()) {
            var first = tokens.get(0);
            check(tokens, 0);
            statements.add(new SqlStatement(text.substring(first.start(), end).trim(), first.line()));
        }
    }

    private void check(List<SqlToken> tokens, int depth) {
        var begins = words(tokens, 0);
        TRANSACTION.stream()
                .filter(words -> begins.equals(words) || begins.startsWith(words + " "))
                .forEach(words -> refuse(tokens.get(0), words, "the whole update is one transaction"));
        checkStatement(tokens, 0);
        checkNames(tokens);
        if (CODE.matcher(begins).matches()) {
            if (begins.contains("begin atomic")) {
                refuse(tokens.get(0), "begin atomic", "write the body as a text in dollar quotes");
            }
            tokens.stream().filter(SqlToken::isText).forEach(body -> checkBody(body, depth + 1));
        }
    }

    private void checkBody(SqlToken body, int depth) {
        if (depth > DEEPEST) {
            problems.add(new Problem(path, body.line(), "texts of code are nested deeper than %d".formatted(DEEPEST)));
            return;
        }
        List<SqlToken> tokens;
        try {
            tokens = SqlScanner.tokens(body.text(), body.line());
        } catch (RefusedException e) {
            // no code, such as an argument's default
            return;
        }
        checkNames(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            var before = i == 0 ? null : tokens.get(i - 1);
            if (before == null || isBefore(before)) {
                checkStatement(tokens, i);
                checkEnd(tokens.get(i));
            }
            if (tokens.get(i).isText() && isExecuted(tokens, i)) {
                checkExecuted(tokens.get(i), depth);
            }
        }
    }

    private void checkExecuted(SqlToken text, int depth) {
        try {
            var inner = SqlScanner.tokens(text.text(), text.line());
            if (!inner.isEmpty()) {
                checkEnd(inner.get(0));
                check(inner, depth + 1);
            }
        } catch (RefusedException e) {
            // a part of a statement that is put together: PostgreSQL sees the whole
            checkNames(List.of(new SqlToken(SqlToken.Kind.NAME, text.text(), text.line(), 0)));
        }
    }

    /** A body may begin and end blocks, but no transaction. */
    private void checkEnd(SqlToken token) {
        if (token.is("commit") || token.is("rollback") || token.is("savepoint")) {
            refuse(token, token.text(), "the whole update is one transaction");
        }
    }

    private static boolean isBefore(SqlToken token) {
        return token.is(";") || token.is("begin") || token.is("then") || token.is("else") || token.is("loop");
    }

    private static boolean isExecuted(List<SqlToken> tokens, int at) {
        for (int i = at - 1; i >= 0 && i >= at - 3; i--) {
            if (tokens.get(i).is("execute")) {
                return true;
            }
        }
        return false;
    }

    private void checkStatement(List<SqlToken> tokens, int at) {
        var words = words(tokens, at);
        if (REFUSED.matcher(words).matches()) {
            var shown = SHOWN.matcher(words).matches() ? "\\w+( \\w+)?" : "\\w+";
            refuse(
                    tokens.get(at),
                    words.replaceFirst("^(" + shown + ").*", "$1"),
                    "a script changes rows and tables of its own database, nothing else");
        } else if (words.startsWith("grant ")
                || words.startsWith("revoke ")
                || words.equals("grant")
                || words.equals("revoke")) {
            checkGrant(tokens, at);
        }
    }

    /** A grant without {@code on} is one of roles. */
    private void checkGrant(List<SqlToken> tokens, int at) {
        String on = null;
        for (int i = at + 1;
                i < tokens.size()
                        && !tokens.get(i).is("to")
                        && !tokens.get(i).is("from")
                        && !tokens.get(i).is(";");
                i++) {
            if (tokens.get(i).is("on") && i + 1 < tokens.size()) {
                on = tokens.get(i + 1).text();
            }
        }
        if (on == null
                || Set.of("database", "tablespace", "foreign", "language", "parameter")
                        .contains(on)) {
            refuse(
                    tokens.get(at),
                    tokens.get(at).text() + (on == null ? " of roles" : " on " + on),
                    "a script changes rows and tables of its own database, nothing else");
        }
    }

    private void checkNames(List<SqlToken> tokens) {
        for (SqlToken token : tokens) {
            var name = token.kind() == SqlToken.Kind.BODY ? "" : token.text();
            if (NAMES.matcher(name).matches()) {
                refuse(token, name, "it reaches beyond this update, or lifts its limits");
            }
        }
    }

    private void refuse(SqlToken token, String what, String why) {
        var problem = new Problem(path, token.line(), "'%s' is refused: %s".formatted(what, why));
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private static String words(List<SqlToken> tokens, int at) {
        return tokens.subList(at, Math.min(at + WORDS, tokens.size())).stream()
                .takeWhile(SqlToken::isWord)
                .map(SqlToken::text)
                .collect(Collectors.joining(" "));
    }

    /** {@return every word and name of a text, also of the code in it} */
    static Set<String> names(String text) {
        Set<String> names = new HashSet<>();
        names(text, names, 0);
        return names;
    }

    private static void names(String text, Set<String> names, int depth) {
        try {
            for (SqlToken token : SqlScanner.tokens(text, 1)) {
                if (token.isWord() || token.kind() == SqlToken.Kind.NAME) {
                    names.add(token.text());
                } else if (token.kind() == SqlToken.Kind.BODY && depth < DEEPEST) {
                    names(token.text(), names, depth + 1);
                }
            }
        } catch (RefusedException e) {
            // what cannot be taken apart mentions nothing
        }
    }
}
