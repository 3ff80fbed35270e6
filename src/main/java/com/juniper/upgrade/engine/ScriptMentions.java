package com.juniper.upgrade.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a version's scripts and sentences say about tables and columns of the version before. A script covers a column
 * when it renames it, or when one of its statements' file names both the table and the column; a sentence covers what
 * stands before its colon: {@code table: why}, {@code table.column: why}, {@code table.column=value: why}, and
 * {@code *} stands for any text.
 */
final class ScriptMentions {

    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*");
    private static final Pattern RENAME = Pattern.compile(
            "rename_(model|table|field|column)\\(\\s*'([^']+)'\\s*,\\s*'([^']+)'\\s*(?:,\\s*'([^']+)'\\s*)?\\)");
    private static final Pattern WORD = Pattern.compile("\\w+");

    private final List<Set<String>> wordsOfScripts = new ArrayList<>();
    private final Map<String, String> tables = new HashMap<>();
    private final Map<String, String> models = new HashMap<>();
    private final Map<String, String> columns = new HashMap<>();
    private final List<Pattern> sentences = new ArrayList<>();

    ScriptMentions(List<String> scripts, List<String> sentences) {
        scripts.forEach(this::addScript);
        sentences.forEach(this::addSentence);
    }

    private void addScript(String script) {
        var sql = COMMENT.matcher(script).replaceAll("");
        Set<String> words = new HashSet<>();
        WORD.matcher(sql).results().forEach(word -> words.add(word.group()));
        WORD.matcher(sql.replace('.', '_')).results().forEach(word -> words.add(word.group()));
        wordsOfScripts.add(words);
        RENAME.matcher(sql).results().forEach(call -> {
            switch (call.group(1)) {
                case "model" -> {
                    models.put(call.group(2), call.group(3));
                    tables.put(ModelTables.table(call.group(2)), ModelTables.table(call.group(3)));
                }
                case "table" -> tables.put(call.group(2), call.group(3));
                case "field" -> columns.put(ModelTables.table(call.group(2)) + "." + call.group(3), call.group(4));
                default -> columns.put(call.group(2) + "." + call.group(3), call.group(4));
            }
        });
    }

    private void addSentence(String sentence) {
        int colon = sentence.indexOf(':');
        if (colon > 0
                && !sentence.startsWith("#")
                && !sentence.substring(colon + 1).isBlank()) {
            var parts = sentence.substring(0, colon).strip().split("\\*", -1);
            var pattern = new ArrayList<String>();
            for (String part : parts) {
                pattern.add(Pattern.quote(part));
            }
            sentences.add(Pattern.compile(String.join(".*", pattern)));
        }
    }

    String renamedModel(String model) {
        return models.getOrDefault(model, model);
    }

    String renamedTable(String table) {
        return tables.getOrDefault(table, table);
    }

    /** {@return the new name of a column}, which scripts call by the table's new name or by its old one. */
    String renamedColumn(String table, String column) {
        var key = renamedTable(table) + "." + column;
        return columns.getOrDefault(key, columns.getOrDefault(table + "." + column, column));
    }

    /** {@return whether a script or a sentence speaks of a table} */
    boolean coversTable(String table) {
        return explained(table) || wordsOfScripts.stream().anyMatch(words -> words.contains(table));
    }

    /** {@return whether a script or a sentence speaks of a column, or of its whole table where that is gone} */
    boolean coversColumn(String table, String column) {
        return explained(table + "." + column)
                || wordsOfScripts.stream().anyMatch(words -> mentions(words, table) && words.contains(column));
    }

    /** {@return whether a script or a sentence speaks of one option of a selection column} */
    boolean coversOption(String table, String column, String option) {
        return explained(table + "." + column + "=" + option)
                || wordsOfScripts.stream()
                        .anyMatch(words -> mentions(words, table) && words.contains(column) && words.contains(option));
    }

    private boolean mentions(Set<String> words, String table) {
        return words.contains(table) || words.contains(renamedTable(table));
    }

    private boolean explained(String thing) {
        return sentences.stream().anyMatch(sentence -> sentence.matcher(thing).matches());
    }
}
