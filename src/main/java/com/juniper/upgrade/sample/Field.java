package com.juniper.upgrade.sample;

import com.juniper.upgrade.engine.Version;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A field of a model in one version, written as {@code <type> [<model>] <option>…}, for example
 * {@code many2one res.partner required ondelete cascade}.
 */
record Field(String name, String type, List<String> selection, Map<String, String> options) {

    static final Version JSON_TRANSLATIONS = Version.parse("16.0");
    static final Version JSON_PROPERTIES = Version.parse("18.0");

    private static final Set<String> RELATIONS = Set.of("many2one", "one2many", "many2many");
    private static final Set<String> WITH_VALUE = Set.of("by", "size", "ondelete", "default");
    private static final Set<String> FLAGS =
            Set.of("required", "indexed", "indexed_notnull", "trigram", "translated", "company", "numeric", "manual");

    static Field parse(String name, String line, UnaryOperator<String> modelName) {
        var words = new ArrayDeque<>(List.of(line.split("\\s+")));
        var type = words.remove();
        Map<String, String> options = new HashMap<>();
        if (RELATIONS.contains(type)) {
            options.put("relation", modelName.apply(words.remove()));
        }
        if (!words.isEmpty() && words.element().contains(".")) {
            options.put("relation", modelName.apply(words.remove()));
        }
        List<String> selection = List.of();
        if (type.equals("selection") && !words.isEmpty() && !isOption(words.element())) {
            selection = List.of(words.remove().split("\\|"));
        }
        while (!words.isEmpty()) {
            var word = words.remove();
            if (WITH_VALUE.contains(word)) {
                options.put(word, words.remove());
            } else if (word.equals("in")) {
                options.put("table", words.remove());
                options.put("column1", words.remove());
                options.put("column2", words.remove());
            } else if (FLAGS.contains(word)) {
                options.put(word, "");
            } else {
                throw new IllegalArgumentException("Field %s: '%s' is no option: %s".formatted(name, word, line));
            }
        }
        return new Field(name, type, selection, Map.copyOf(options));
    }

    private static boolean isOption(String word) {
        return FLAGS.contains(word) || WITH_VALUE.contains(word);
    }

    boolean is(String option) {
        return options.containsKey(option);
    }

    String option(String key) {
        return options.getOrDefault(key, "");
    }

    boolean manyToMany() {
        return type.equals("many2many");
    }

    /** {@return whether its column holds one text for each language} */
    boolean translatedIn(Version version) {
        return is("translated") && version.compareTo(JSON_TRANSLATIONS) >= 0;
    }

    /** {@return the type of its column, or null where it has none: relations of many, and {@code ir.property}} */
    @Nullable
    String column(Version version) {
        if (is("company")) {
            return version.compareTo(JSON_PROPERTIES) >= 0 ? "jsonb" : null;
        }
        if (translatedIn(version)) {
            return "jsonb";
        }
        return switch (type) {
            case "one2many", "many2many" -> null;
            case "char", "selection", "reference" -> is("size") ? "varchar(" + option("size") + ")" : "varchar";
            case "text", "html" -> "text";
            case "integer", "many2one", "many2one_reference" -> "int4";
            case "float" -> is("numeric") ? "numeric" : "float8";
            case "monetary" -> "numeric";
            case "boolean" -> "bool";
            case "date" -> "date";
            case "datetime" -> "timestamp";
            case "binary" -> "bytea";
            case "json", "properties", "properties_definition" -> "jsonb";
            default -> throw new IllegalArgumentException("Field " + name + ": '" + type + "' is no type");
        };
    }

    /** {@return what happens to a row whose target is deleted; empty where there is no foreign key} */
    String onDelete() {
        return switch (option("ondelete")) {
            case "none" -> "";
            case "cascade" -> "CASCADE";
            case "restrict" -> "RESTRICT";
            case "noaction" -> "NO ACTION";
            default -> is("required") ? "RESTRICT" : "SET NULL";
        };
    }
}
