package com.juniper.upgrade.modules;

import com.juniper.upgrade.modules.ModuleScript.Phase;
import com.juniper.upgrade.modules.SourceTree.Entry;
import com.juniper.upgrade.modules.SourceTree.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the modules of a source tree and reads what counts of each. */
final class ModuleReader {

    static final long LARGEST_FILE = 8 << 20;
    static final long LARGEST_SUM = 64 << 20;

    private static final int DEEPEST = 4;
    private static final int MOST_MODULES = 1000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final Pattern SCRIPT = Pattern.compile("(?:migrations|upgrades)/([^/]+)/(pre|post|end)-[^/]+\\.sql");

    private final SourceTree tree;
    private final List<Problem> problems;
    private final Map<String, Entry> entries = new TreeMap<>();
    private long sum;

    ModuleReader(SourceTree tree, List<Problem> problems) {
        this.tree = tree;
        this.problems = problems;
    }

    Collection<CustomModule> read() throws IOException {
        tree.entries().forEach(entry -> entries.put(entry.path(), entry));
        Map<String, CustomModule> modules = new TreeMap<>();
        for (String folder : folders()) {
            var module = module(folder);
            var same = modules.putIfAbsent(module.name(), module);
            if (same != null) {
                refuse(
                        module.manifest(),
                        null,
                        "there is a module %s in %s already".formatted(module.name(), same.folder()));
            }
        }
        return modules.values();
    }

    private List<String> folders() {
        List<String> folders = new ArrayList<>();
        for (String path : entries.keySet()) {
            var file = path.substring(path.lastIndexOf('/') + 1);
            if (file.equals("__openerp__.py")) {
                refuse(path, null, "a manifest is named %s".formatted(Manifest.FILE));
            } else if (file.equals(Manifest.FILE)) {
                if (path.equals(file)) {
                    refuse(path, null, "a module stands in a folder that is named like it, not at the root");
                } else {
                    folders.add(path.substring(0, path.lastIndexOf('/')));
                }
            }
        }
        if (folders.size() > MOST_MODULES) {
            refuse(null, null, "there are %d modules, and at most %d count".formatted(folders.size(), MOST_MODULES));
            return List.of();
        }
        var found = new HashSet<>(folders);
        return folders.stream().filter(folder -> isPlaceOfModule(folder, found)).toList();
    }

    private boolean isPlaceOfModule(String folder, Set<String> folders) {
        var manifest = folder + "/" + Manifest.FILE;
        for (int slash = folder.indexOf('/'); slash > 0; slash = folder.indexOf('/', slash + 1)) {
            if (folders.contains(folder.substring(0, slash))) {
                refuse(manifest, null, "a module stands within the module %s".formatted(folder.substring(0, slash)));
                return false;
            }
        }
        var names = folder.split("/", -1);
        if (names.length > DEEPEST) {
            refuse(manifest, null, "a module stands at most %d folders deep".formatted(DEEPEST));
            return false;
        }
        if (!NAME.matcher(names[names.length - 1]).matches()) {
            refuse(
                    manifest,
                    null,
                    "'%s' is no name of a module: letters, digits and _ count".formatted(names[names.length - 1]));
            return false;
        }
        return true;
    }

    private CustomModule module(String folder) throws IOException {
        var name = folder.substring(folder.lastIndexOf('/') + 1);
        var path = folder + "/" + Manifest.FILE;
        var inside = entries.values().stream()
                .filter(entry -> entry.path().startsWith(folder + "/"))
                .toList();
        inside.stream()
                .filter(entry -> entry.kind() != Kind.FILE)
                .forEach(
                        entry -> refuse(
                                entry.path(),
                                null,
                                entry.kind() == Kind.LINK
                                        ? "a symbolic link does not count within a module; put the file itself here"
                                        : "it is neither file nor folder, such as another repository; it does not count within a module"));
        var text = text(path);
        var manifest = Manifest.read(path, text == null ? "{'version': '0'}" : text, problems);
        Set<String> depends = new LinkedHashSet<>();
        manifest.depends().forEach(dependency -> depends.add(dependency.text()));
        for (Manifest.Text dependency : manifest.depends()) {
            if (!NAME.matcher(dependency.text()).matches()) {
                refuse(path, dependency.line(), "'%s' is no name of a module".formatted(dependency.text()));
            }
        }
        boolean used = manifest.installable();
        return new CustomModule(
                name,
                folder,
                manifest.title(),
                manifest.version().toString(),
                manifest.version().series(),
                depends,
                used,
                used ? data(name, folder, manifest) : List.of(),
                used ? scripts(folder, inside, manifest.version()) : List.of());
    }

    private List<DataFile> data(String module, String folder, Manifest manifest) throws IOException {
        List<DataFile> files = new ArrayList<>();
        for (Manifest.Text listed : manifest.data()) {
            var reason = whyNotAFile(folder, listed.text());
            if (reason != null) {
                refuse(
                        folder + "/" + Manifest.FILE,
                        listed.line(),
                        "the data file '%s' %s".formatted(listed.text(), reason));
                continue;
            }
            var path = folder + "/" + listed.text();
            var text = text(path);
            if (text != null) {
                var elements = path.endsWith(".csv")
                        ? CsvData.read(path, module, text, problems)
                        : XmlData.read(path, module, text, problems);
                files.add(new DataFile(path, List.copyOf(elements)));
            }
        }
        return files;
    }

    private @Nullable String whyNotAFile(String folder, String path) {
        if (path.isEmpty()
                || path.startsWith("/")
                || path.contains("\\")
                || path.contains(":")
                || path.chars().anyMatch(Character::isISOControl)
                || Arrays.stream(path.split("/", -1))
                        .anyMatch(name -> Set.of("", ".", "..").contains(name))) {
            return "leaves the module's folder, or is not written as folder/file";
        }
        if (!path.endsWith(".csv") && !path.endsWith(".xml")) {
            return "is neither .csv nor .xml; SQL stands in migrations/<version>/";
        }
        var entry = entries.get(folder + "/" + path);
        return entry == null ? "does not exist" : entry.kind() == Kind.FILE ? null : "is no file";
    }

    private List<ModuleScript> scripts(String folder, List<Entry> inside, ModuleVersion version) throws IOException {
        List<ModuleScript> scripts = new ArrayList<>();
        for (Entry entry : inside) {
            var path = entry.path().substring(folder.length() + 1);
            if (entry.kind() != Kind.FILE || !path.matches("(?:migrations|upgrades)/.*")) {
                continue;
            }
            var script = SCRIPT.matcher(path);
            if (script.matches()) {
                add(entry.path(), script.group(1), script.group(2), version, scripts);
            } else if (path.endsWith(".py") && !path.endsWith("/__init__.py")) {
                refuse(entry.path(), null, "a script in Python is never run here; write it in SQL");
            } else if (path.endsWith(".sql")) {
                refuse(
                        entry.path(),
                        null,
                        "a script is named migrations/<version>/<pre|post|end>-<what>.sql; this one would never run");
            }
        }
        scripts.sort(ModuleScript.ORDER);
        return List.copyOf(scripts);
    }

    private void add(String path, String folder, String phase, ModuleVersion version, List<ModuleScript> scripts)
            throws IOException {
        var number = ModuleVersion.parse(folder);
        if (number == null) {
            refuse(path, null, "'%s' is no version; one is written like 17.0.1.0.0 or 1.0.0".formatted(folder));
            return;
        }
        boolean later = (number.series() == null || version.series() == null)
                ? number.withoutSeries().compareTo(version.withoutSeries()) > 0
                : number.compareTo(version) > 0;
        if (later) {
            refuse(path, null, "the module's version is %s; a script of %s would never run".formatted(version, folder));
        }
        var text = text(path);
        if (text != null) {
            scripts.add(new ModuleScript(
                    path, Phase.valueOf(phase.toUpperCase(Locale.ROOT)), folder, SqlScript.read(path, text, problems)));
        }
    }

    /** {@return what a file says, or null if that cannot be read, which is told} */
    private @Nullable String text(String path) throws IOException {
        var entry = entries.get(path);
        if (entry == null || entry.kind() != Kind.FILE) {
            return null;
        }
        if (entry.bytes() > LARGEST_FILE) {
            refuse(
                    path,
                    null,
                    "it has %d MB, and at most %d MB count".formatted(entry.bytes() >> 20, LARGEST_FILE >> 20));
            return null;
        }
        sum += entry.bytes();
        if (sum > LARGEST_SUM) {
            refuse(
                    path,
                    null,
                    "manifests, data files and scripts together have more than %d MB".formatted(LARGEST_SUM >> 20));
            return null;
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(tree.read(entry)))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return text.startsWith("\ufeff") ? text.substring(1) : text;
            }
        } catch (CharacterCodingException e) {
            // told below
        }
        refuse(path, null, "it is no text in UTF-8");
        return null;
    }

    private void refuse(@Nullable String path, @Nullable Integer line, String message) {
        problems.add(new Problem(path, line, message));
    }
}
