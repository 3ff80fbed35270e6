package com.juniper.upgrade.modules;

import com.juniper.upgrade.modules.Literal.Dictionary;
import com.juniper.upgrade.modules.Literal.Entry;
import com.juniper.upgrade.modules.Literal.Items;
import com.juniper.upgrade.modules.Literal.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What counts of a {@code __manifest__.py}, which is read as a literal. */
final class Manifest {

    static final String FILE = "__manifest__.py";

    /** Texts of a list, each with its line. */
    record Text(String text, int line) {}

    /** They describe the module, or say what the ERP's server loads with it; nothing of that is in the database. */
    private static final Set<String> HARMLESS = Set.of(
            "application",
            "assets",
            "author",
            "auto_install",
            "category",
            "cloc_exclude",
            "contributors",
            "countries",
            "currency",
            "demo",
            "description",
            "development_status",
            "external_dependencies",
            "icon",
            "images",
            "license",
            "live_test_url",
            "maintainer",
            "maintainers",
            "price",
            "sequence",
            "summary",
            "support",
            "test",
            "uninstall_hook",
            "url",
            "website");

    private static final Set<String> HOOKS = Set.of("pre_init_hook", "post_init_hook", "post_load");

    private final List<Problem> problems;
    private final String path;
    private String title = "";
    private @Nullable ModuleVersion version;
    private List<Text> depends = List.of(new Text("base", 1));
    private List<Text> data = List.of();
    private boolean installable = true;

    private Manifest(String path, List<Problem> problems) {
        this.path = path;
        this.problems = problems;
    }

    /** Reads a manifest and adds what is wrong with it. */
    static Manifest read(String path, String text, List<Problem> problems) {
        var manifest = new Manifest(path, problems);
        try {
            var literal = LiteralReader.read(text, 1, false);
            if (literal instanceof Dictionary dictionary) {
                manifest.read(dictionary);
            } else {
                manifest.refuse(literal.line(), "a manifest is a dictionary, not " + literal.kind());
            }
        } catch (RefusedException e) {
            problems.add(e.in(path));
        }
        return manifest;
    }

    private void read(Dictionary dictionary) {
        Set<String> keys = new HashSet<>();
        for (Entry entry : dictionary.entries()) {
            var key = entry.key().text();
            if (key == null) {
                refuse(
                        entry.key().line(),
                        "a key of a manifest is a text, not " + entry.key().kind());
            } else if (!keys.add(key)) {
                refuse(entry.key().line(), "the key '%s' stands here twice".formatted(key));
            } else {
                read(key, entry.key().line(), entry.value());
            }
        }
        if (!keys.contains("version")) {
            refuse(dictionary.line(), "the key 'version' is missing; write one like '17.0.1.0.0'");
        }
    }

    private void read(String key, int line, Literal value) {
        switch (key) {
            case "name" -> title = value.text() == null ? "" : String.valueOf(value.text());
            case "version" -> version(value);
            case "depends" -> depends = texts(key, value);
            case "data" -> data = texts(key, value);
            case "installable" -> installable(value);
            default -> {
                if (HOOKS.contains(key)) {
                    refuse(
                            line,
                            "'%s' would run code, and no module's code is run here; write a SQL script".formatted(key));
                } else if (!HARMLESS.contains(key)) {
                    refuse(line, "the key '%s' is not known; it would be skipped in silence".formatted(key));
                }
            }
        }
    }

    private void version(Literal value) {
        var text = value.text();
        version = text == null ? null : ModuleVersion.parse(text);
        if (version == null) {
            refuse(
                    value.line(),
                    "the version is a text like '17.0.1.0.0' or '1.0.0', not "
                            + (text == null ? value.kind() : "'" + text + "'"));
        }
    }

    private void installable(Literal value) {
        if (value instanceof Value literal && literal.value() instanceof Boolean truth) {
            installable = truth;
        } else {
            refuse(value.line(), "'installable' is True or False, not " + value.kind());
        }
    }

    private List<Text> texts(String key, Literal value) {
        List<Text> texts = new ArrayList<>();
        if (!(value instanceof Items items)) {
            refuse(value.line(), "'%s' is a list of texts, not %s".formatted(key, value.kind()));
            return texts;
        }
        for (Literal item : items.items()) {
            var text = item.text();
            if (text == null) {
                refuse(item.line(), "'%s' is a list of texts; %s is in it".formatted(key, item.kind()));
            } else {
                texts.add(new Text(text, item.line()));
            }
        }
        return texts;
    }

    private void refuse(int line, String message) {
        problems.add(new Problem(path, line, message));
    }

    /** {@return the name for people} */
    String title() {
        return title;
    }

    /** {@return its version; 0 where the manifest has none, which is a problem that is told} */
    ModuleVersion version() {
        return version == null ? new ModuleVersion(List.of(0)) : version;
    }

    List<Text> depends() {
        return depends;
    }

    List<Text> data() {
        return data;
    }

    boolean installable() {
        return installable;
    }
}
