package com.juniper.upgrade.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The upgrade scripts: built-in ones, listed in {@code upgrades/index.txt}, and those of script packs, which replace a
 * built-in one of the same path {@code <target>/<module>/<phase>-<nn>-<what>.sql}.
 */
final class Scripts {

    static final String ROOT = "upgrades/";
    private static final String EXPLAINED = "explained.txt";
    private static final Pattern PATH = Pattern.compile("([0-9.]+)/(\\w+)/((pre|post|end)-\\d+-[\\w-]+\\.sql)");

    private final List<Script> scripts = new ArrayList<>();
    private final List<Path> packs;

    Scripts(List<Path> packs) {
        this.packs = List.copyOf(packs);
        Map<String, String> found = new TreeMap<>();
        resource("index.txt").lines().filter(line -> !line.isBlank()).forEach(path -> found.put(path, resource(path)));
        for (int i = packs.size() - 1; i >= 0; i--) {
            addPack(packs.get(i), found);
        }
        found.forEach((path, sql) -> scripts.add(script(path, sql)));
    }

    List<Script> all() {
        return scripts;
    }

    /** {@return which scripts these are: the same text means the same scripts} */
    String version() {
        var checksum = new CRC32();
        for (Script script : scripts) {
            checksum.update((script.path() + "\n" + script.sql()).getBytes(StandardCharsets.UTF_8));
        }
        var names = packs.stream()
                .map(pack -> ", pack " + pack.toAbsolutePath().normalize().getFileName())
                .collect(Collectors.joining());
        return "%d scripts, checksum %08x%s".formatted(scripts.size(), checksum.getValue(), names);
    }

    /** {@return the scripts of a phase for the hop's versions and the given modules, in their order} */
    List<Script> of(Hop hop, String phase, Collection<String> modules) {
        return scripts.stream()
                .filter(script -> script.phase().equals(phase) && modules.contains(script.module()))
                .filter(script -> script.version().compareTo(hop.from()) > 0
                        && script.version().compareTo(hop.to()) <= 0)
                .sorted(Comparator.comparing(Script::version)
                        .thenComparing(Script::file)
                        .thenComparing(Script::module))
                .toList();
    }

    /** {@return what a hop's scripts, and the sentences beside them, say about the release before} */
    static ScriptMentions mentions(Hop hop, List<Path> packs) {
        var sentences = new ArrayList<String>();
        var path = hop.to() + "/" + EXPLAINED;
        if (Scripts.class.getClassLoader().getResource(ROOT + path) != null) {
            resource(path).lines().forEach(sentences::add);
        }
        for (Path pack : packs) {
            sentences.addAll(lines(pack.resolve(path)));
        }
        var sql = new Scripts(packs)
                .scripts.stream()
                        .filter(script -> script.version().compareTo(hop.from()) > 0
                                && script.version().compareTo(hop.to()) <= 0)
                        .map(Script::sql)
                        .toList();
        return new ScriptMentions(sql, sentences);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new EngineException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Script script(String path, String sql) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            throw new EngineException(
                    "Script %s is named wrongly; expected is <version>/<module>/<pre|post|end>-<nn>-<what>.sql"
                            .formatted(path));
        }
        return new Script(Version.parse(matcher.group(1)), matcher.group(2), matcher.group(4), matcher.group(3), sql);
    }

    private static void addPack(Path pack, Map<String, String> found) {
        try {
            for (String path : paths(pack)) {
                found.put(path, Files.readString(pack.resolve(path)));
            }
        } catch (IOException e) {
            throw unreadable(pack, e);
        }
    }

    /** {@return the paths of a script pack's scripts, as the folder has them} */
    static Set<String> paths(Path pack) {
        try (Stream<Path> files = Files.walk(pack)) {
            return files.filter(path -> path.toString().endsWith(".sql"))
                    .map(path -> pack.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw unreadable(pack, e);
        }
    }

    private static EngineException unreadable(Path pack, IOException e) {
        return new EngineException("Cannot read the script pack " + pack + ": " + e.getMessage(), e);
    }

    static String resource(String path) {
        return read(ROOT + path);
    }

    /** {@return the text of a built-in file} */
    static String read(String path) {
        try (InputStream input = Scripts.class.getClassLoader().getResourceAsStream(path)) {
            if (input == null) {
                throw new EngineException("The built-in script " + path + " is missing");
            }
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new EngineException("Cannot read the built-in script " + path, e);
        }
    }
}
