package com.juniper.upgrade.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads rows that PostgreSQL's COPY wrote in its text format. */
final class CopyText {

    /** One row: the value of each column, absent where it is null. */
    record Row(Map<String, String> values) {

        String get(String column) {
            return values.getOrDefault(column, "");
        }

        @Nullable
        String find(String column) {
            return values.get(column);
        }

        boolean isTrue(String column) {
            return get(column).equals("t");
        }

        int id() {
            return Integer.parseInt(get("id"));
        }
    }

    private CopyText() {}

    /** Hands every row to the reader, in the file's order; closes the input. */
    static void read(InputStream input, List<String> columns, Consumer<Row> reader) {
        try (var lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.accept(row(line, columns));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line, List<String> columns) {
        Map<String, String> values = new HashMap<>();
        int start = 0;
        for (String column : columns) {
            int tab = line.indexOf('\t', start);
            int end = tab < 0 ? line.length() : tab;
            var raw = line.substring(start, end);
            if (!raw.equals("\\N")) {
                values.put(column, unescaped(raw));
            }
            start = Math.min(end + 1, line.length());
        }
        return new Row(values);
    }

    private static String unescaped(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        var text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char letter = raw.charAt(i);
            text.append(letter == '\\' && i + 1 < raw.length() ? escaped(raw.charAt(++i)) : letter);
        }
        return text.toString();
    }

    private static char escaped(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'v' -> '\u000b';
            default -> letter;
        };
    }
}
