package com.juniper.upgrade.modules;

import com.juniper.upgrade.modules.DataElement.FieldData;
import com.juniper.upgrade.modules.DataElement.Row;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a CSV file of records; the file's name is the model's. */
final class CsvData {

    private static final Pattern FILE = Pattern.compile("([a-z0-9_]+(?:\\.[a-z0-9_]+)*)(?:-[^/]*)?\\.csv");
    private static final Pattern COLUMN = Pattern.compile("([a-z][a-z0-9_]*)([/:]id)?");

    private final String path;
    private final String module;
    private final String model;
    private final List<Problem> problems;
    private final List<DataElement> rows = new ArrayList<>();

    private CsvData(String path, String module, String model, List<Problem> problems) {
        this.path = path;
        this.module = module;
        this.model = model;
        this.problems = problems;
    }

    static List<DataElement> read(String path, String module, String text, List<Problem> problems) {
        var name = FILE.matcher(path.substring(path.lastIndexOf('/') + 1));
        if (!name.matches()) {
            problems.add(new Problem(path, null, "a CSV file is named like its model: res.partner.csv"));
            return List.of();
        }
        var data = new CsvData(path, module, name.group(1), problems);
        try (var parser = CSVParser.parse(
                new StringReader(text),
                CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get())) {
            data.read(parser);
        } catch (IOException | UncheckedIOException e) {
            problems.add(new Problem(path, null, "it is no CSV: " + e.getMessage()));
        }
        return data.rows;
    }

    private void read(CSVParser parser) {
        List<String> header = List.of();
        for (CSVRecord row : parser) {
            // a text in quotes may have several lines; told is the last
            int line = (int) parser.getCurrentLineNumber();
            if (header.isEmpty()) {
                header = Arrays.stream(row.values()).map(String::strip).toList();
                if (!isGood(header, line)) {
                    return;
                }
            } else if (row.size() != header.size()) {
                refuse(line, "it has %d values, the first line names %d".formatted(row.size(), header.size()));
            } else {
                row(header, row, line);
            }
        }
    }

    private boolean isGood(List<String> header, int line) {
        int before = problems.size();
        if (!header.contains("id")) {
            refuse(line, "the column 'id' is missing; it holds the records' external ids");
        }
        Set<String> names = new HashSet<>();
        for (String column : header) {
            var matcher = COLUMN.matcher(column);
            if (!matcher.matches()) {
                refuse(line, "the column '%s' does not count: name a field, or a field with /id".formatted(column));
            } else if (!names.add(matcher.group(1))) {
                refuse(line, "the column '%s' stands here twice".formatted(matcher.group(1)));
            }
        }
        return problems.size() == before;
    }

    private void row(List<String> header, CSVRecord row, int line) {
        var id = row.get(header.indexOf("id")).strip();
        if (!ExternalIds.isGood(id)) {
            refuse(line, "'%s' is no external id".formatted(id));
            return;
        }
        List<FieldData> fields = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            var column = COLUMN.matcher(header.get(i));
            if (column.matches() && !column.group().equals("id")) {
                fields.add(new FieldData(line, column.group(1), value(row.get(i), column.group(2) != null)));
            }
        }
        rows.add(new Row(line, ExternalIds.full(id, module), model, false, true, fields));
    }

    private DataValue value(String cell, boolean reference) {
        if (reference) {
            return new DataValue.References(Arrays.stream(cell.split(","))
                    .map(String::strip)
                    .filter(id -> !id.isEmpty())
                    .map(id -> ExternalIds.full(id, module))
                    .toList());
        }
        return cell.isEmpty() ? new DataValue.Empty() : new DataValue.Text(cell);
    }

    private void refuse(int line, String message) {
        problems.add(new Problem(path, line, message));
    }
}
