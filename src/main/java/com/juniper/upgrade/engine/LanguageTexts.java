package com.juniper.upgrade.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the texts by language of a column of markup, some records at a time, and tells which languages were lost. */
final class LanguageTexts {

    /** Records that are read at once: each may be a whole page in many languages. */
    static final int FETCHED = 5;

    /** Characters of a record in all languages; longer ones stay in English. */
    static final int LONGEST = 4_000_000;

    /** Characters that are kept before they are written. */
    private static final int BATCH = 4_000_000;

    private final Connection connection;
    private final String table;
    private final String column;
    private final @Nullable ViewXml xml;
    private final List<Integer> ids = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> lost = new TreeMap<>();
    private long characters;
    private long rows;

    LanguageTexts(Connection connection, String table, String column) {
        this.connection = connection;
        this.table = table;
        this.column = column;
        xml = column.startsWith("arch") ? new ViewXml() : null;
    }

    /** {@return an empty dictionary for these texts} */
    TermDictionary dictionary() {
        return new TermDictionary(xml);
    }

    /**
     * Adds a text to those of a record, or counts it as lost: where there is none, where views could not be read, and where
     * all of them would be too long.
     */
    void put(Map<String, String> byLanguage, String language, @Nullable String text) {
        if (text != null && text.length() <= room(byLanguage) && (xml == null || xml.isWellFormed(text))) {
            byLanguage.put(language, text);
        } else {
            lost.merge(language, 1, Integer::sum);
        }
    }

    private static int room(Map<String, String> byLanguage) {
        return LONGEST - byLanguage.values().stream().mapToInt(String::length).sum();
    }

    /** Takes the texts of a record, which take the place of those it has, but for the English one. */
    void write(int id, Map<String, String> byLanguage) throws SQLException {
        try {
            var json = Catalog.JSON.writeValueAsString(byLanguage);
            ids.add(id);
            texts.add(json);
            characters += json.length();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        if (characters > BATCH) {
            flush();
        }
    }

    private void flush() throws SQLException {
        rows += Sql.update(
                connection,
                "update only public.%1$s c set %2$s = jsonb_build_object('en_US', c.%2$s -> 'en_US') || n.texts::jsonb from unnest(?::int[], ?::text[]) n (id, texts) where n.id = c.id"
                        .formatted(Sql.id(table), Sql.id(column)),
                connection.createArrayOf("int", ids.toArray()),
                connection.createArrayOf("text", texts.toArray()));
        ids.clear();
        texts.clear();
        characters = 0;
    }

    /** Writes what is left, and returns how many records were written. */
    long finish(HopContext context) throws SQLException {
        if (!ids.isEmpty()) {
            flush();
        }
        for (var language : lost.entrySet()) {
            context.find(
                    connection,
                    new Finding(
                            "texts",
                            "INFO",
                            "",
                            "%d texts of %s are in English now, for their translation into %s was of another text or is too long"
                                    .formatted(language.getValue(), table, language.getKey()),
                            Map.of(
                                    "table",
                                    table,
                                    "column",
                                    column,
                                    "language",
                                    language.getKey(),
                                    "rows",
                                    Integer.toString(language.getValue()))));
        }
        return rows;
    }
}
