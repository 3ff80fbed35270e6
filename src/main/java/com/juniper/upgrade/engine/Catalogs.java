package com.juniper.upgrade.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The published releases of one line, each as its catalog file. */
public record Catalogs(String line, Map<Version, Path> files) {

    /** Copies the map, ascending by version. */
    public Catalogs {
        files = new TreeMap<>(files);
    }

    /** {@return the published versions, oldest first} */
    public List<Version> versions() {
        return List.copyOf(files.keySet());
    }

    /**
     * Opens a release's catalog; the caller closes it.
     *
     * @throws CatalogMissingException if the version is not published
     */
    public Catalog open(Version version) {
        var file = files.get(version);
        if (file == null) {
            throw new CatalogMissingException(line, version, versions());
        }
        return Catalog.open(file);
    }

    /**
     * {@return the names of a release's modules}
     *
     * @throws CatalogMissingException if the version is not published
     */
    public Set<String> modules(Version version) {
        try (var catalog = open(version)) {
            return Set.copyOf(catalog.modules().keySet());
        }
    }

    /** {@return the catalogs of one line among those of a folder} */
    public static Catalogs inDirectory(Path folder, String line) {
        Map<Version, Path> files = new TreeMap<>();
        for (Path file : zips(folder)) {
            try (var catalog = Catalog.open(file)) {
                if (catalog.line().equals(line)) {
                    files.put(catalog.version(), file);
                }
            }
        }
        return new Catalogs(line, files);
    }

    private static List<Path> zips(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new EngineException("Cannot read the catalogs in " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Plans the way from one version to another: every published version between them is a stop (R2).
     *
     * @throws CatalogMissingException if either end is not published
     * @throws EngineException if the target is not newer than the source (R5)
     */
    public List<Hop> hops(Version from, Version to) {
        for (Version end : List.of(from, to)) {
            if (!files.containsKey(end)) {
                throw new CatalogMissingException(line, end, versions());
            }
        }
        if (from.compareTo(to) >= 0) {
            throw new EngineException(
                    "The database is of version %s already; an upgrade to %s would be none".formatted(from, to));
        }
        List<Hop> hops = new ArrayList<>();
        Version last = from;
        for (Version stop : files.keySet()) {
            if (stop.compareTo(from) > 0 && stop.compareTo(to) <= 0) {
                hops.add(new Hop(last, stop));
                last = stop;
            }
        }
        return hops;
    }
}
