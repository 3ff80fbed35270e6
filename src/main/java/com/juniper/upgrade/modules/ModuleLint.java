package com.juniper.upgrade.modules;

import com.juniper.upgrade.engine.CatalogComparison;
import com.juniper.upgrade.engine.CatalogComparison.Change;
import com.juniper.upgrade.engine.CatalogComparison.LikelyRename;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.ModelTables;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.modules.DataElement.FieldData;
import com.juniper.upgrade.modules.DataElement.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Helps authors of custom modules: what of their sources does not count, and what of the standard they build on is gone
 * or renamed in a newer version.
 */
public final class ModuleLint {

    /** What views name: fields, also in the expressions that find them. */
    private static final Pattern NAMED =
            Pattern.compile("@name=['\"](\\w+)['\"]|<(?:field|label)\\b[^>]*\\b(?:name|for)=\"(\\w+)\"");

    private final Map<String, Change> models = new HashMap<>();
    private final Map<String, Change> fields = new HashMap<>();
    private final Map<String, Change> unstored = new HashMap<>();
    private final Map<String, Change> records = new HashMap<>();
    private final Map<String, Change> modules = new HashMap<>();
    private final Map<String, Change> tables = new HashMap<>();
    private final List<Change> columns = new ArrayList<>();
    private final Map<String, String> renames = new HashMap<>();
    private final Version target;
    private final Set<Problem> found = new LinkedHashSet<>();

    private ModuleLint(CatalogComparison comparison, Version target) {
        this.target = target;
        for (Change change : comparison.changes()) {
            switch (change.kind()) {
                case "model gone" -> models.put(change.thing(), change);
                case "model renamed" -> {
                    models.put(change.thing(), change);
                    tables.put(ModelTables.table(change.thing()), change);
                }
                case "field gone", "field renamed" -> fields.put(change.thing(), change);
                case "field changed" -> {
                    if (change.detail().endsWith(" not stored")
                            && !change.detail().contains(" not stored →")) {
                        unstored.put(change.thing(), change);
                    }
                }
                case "record gone" -> records.put(change.thing(), change);
                case "module gone" -> modules.put(change.thing(), change);
                case "table gone" -> tables.put(change.thing(), change);
                case "column gone" -> columns.add(change);
                default -> {}
            }
        }
        for (LikelyRename rename : comparison.renames()) {
            renames.putIfAbsent(rename.before(), rename.after());
        }
    }

    /**
     * Reads modules.
     *
     * @return what does not count in them; empty if nothing is wrong
     * @throws IOException if the sources cannot be read
     */
    public static List<Problem> problems(SourceTree tree) throws IOException {
        try {
            CustomModules.read(tree);
            return List.of();
        } catch (ModulesRefusedException e) {
            return e.problems();
        }
    }

    /**
     * Looks for what modules use of the standard that a newer version does not have: modules, models, fields, records,
     * tables and columns.
     *
     * @param from the version that the modules were made for
     * @param to the version that they are ported to
     * @return each thing with the place that uses it and, if it is known, its new name
     * @throws com.juniper.upgrade.engine.CatalogMissingException if one of the versions is not among the catalogs
     */
    public static List<Problem> changes(CustomModules modules, Catalogs catalogs, Version from, Version to) {
        catalogs.hops(from, to);
        var files = catalogs.files();
        var lint = new ModuleLint(
                CatalogComparison.of(
                        Objects.requireNonNull(files.get(from)), Objects.requireNonNull(files.get(to)), List.of()),
                to);
        modules.all().forEach(lint::module);
        return List.copyOf(lint.found);
    }

    private void module(CustomModule module) {
        module.depends().forEach(name -> tell(module.manifest(), null, "the module", name, modules.get(name)));
        for (DataFile file : module.data()) {
            file.elements().forEach(element -> element(file.path(), element));
        }
        module.scripts().forEach(this::script);
    }

    private void element(String path, DataElement element) {
        tell(path, element.line(), "the model", element.model(), models.get(element.model()));
        tell(path, element.line(), "the record", element.externalId(), records.get(element.externalId()));
        if (element instanceof Row row) {
            var model = text(row, "model");
            for (FieldData data : row.fields()) {
                field(path, data.line(), row.model(), data.name());
                if (unstored.containsKey(row.model() + "." + data.name())) {
                    found.add(new Problem(
                            path,
                            data.line(),
                            "the field %s.%s is computed in %s, not stored"
                                    .formatted(row.model(), data.name(), target)));
                }
                value(path, data, model);
            }
        }
    }

    private static String text(Row row, String field) {
        return row.fields().stream()
                .filter(data -> data.name().equals(field) && data.value() instanceof DataValue.Text)
                .map(data -> ((DataValue.Text) data.value()).text())
                .findFirst()
                .orElse("");
    }

    private void field(String path, int line, String model, String field) {
        var key = model + "." + field;
        tell(path, line, "the field", key, fields.get(key));
    }

    private void value(String path, FieldData data, String viewModel) {
        if (data.value() instanceof DataValue.References references) {
            references.externalIds().forEach(id -> tell(path, data.line(), "the record", id, records.get(id)));
        } else if (data.value() instanceof DataValue.Evaluated evaluated) {
            literal(path, evaluated.literal());
        } else if (data.value() instanceof DataValue.Markup markup) {
            var names = NAMED.matcher(markup.text());
            while (names.find()) {
                field(path, data.line(), viewModel, names.group(1) == null ? names.group(2) : names.group(1));
            }
        } else if (data.value() instanceof DataValue.Text text) {
            tell(path, data.line(), "the model", text.text(), models.get(text.text()));
        }
    }

    private void literal(String path, Literal literal) {
        if (literal instanceof Literal.Reference reference) {
            var id = reference.externalId();
            tell(path, literal.line(), "the record", id, records.get(id));
        } else if (literal instanceof Literal.Items items) {
            items.items().forEach(item -> literal(path, item));
        }
    }

    private void script(ModuleScript script) {
        for (SqlStatement statement : script.statements()) {
            var names = SqlScript.names(statement.sql());
            tables.forEach((table, change) -> {
                if (names.contains(table)) {
                    tell(script.path(), statement.line(), "the table", table, change);
                }
            });
            for (Change change : columns) {
                int dot = change.thing().indexOf('.');
                if (names.contains(change.thing().substring(0, dot))
                        && names.contains(change.thing().substring(dot + 1))) {
                    tell(script.path(), statement.line(), "the column", change.thing(), change);
                }
            }
        }
    }

    private void tell(String path, @Nullable Integer line, String what, String thing, @Nullable Change change) {
        if (change == null) {
            return;
        }
        var now = newName(thing, change);
        found.add(new Problem(
                path,
                line,
                "%s %s is gone in %s%s"
                        .formatted(what, thing, target, now.isEmpty() ? "" : "; probably it is now " + now)));
    }

    private String newName(String thing, Change change) {
        if (Set.of("model renamed", "field renamed", "module gone").contains(change.kind())) {
            return thing.equals(change.thing()) ? change.detail() : ModelTables.table(change.detail());
        }
        int dot = thing.lastIndexOf('.');
        var column = dot < 0 ? thing : ModelTables.table(thing.substring(0, dot)) + thing.substring(dot);
        return renames.getOrDefault(
                thing, renames.getOrDefault(column, renames.getOrDefault(ModelTables.table(thing), "")));
    }
}
