package com.juniper.upgrade.modules;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Sources of custom modules that a test writes down. */
final class MemoryTree implements SourceTree {

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Entry> entries = new TreeMap<>();

    MemoryTree file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    MemoryTree file(String path, byte[] bytes) {
        files.put(path, bytes);
        entries.put(path, new Entry(path, Kind.FILE, bytes.length));
        return this;
    }

    MemoryTree other(String path, Kind kind) {
        entries.put(path, new Entry(path, kind, 0));
        return this;
    }

    /** A manifest of a module of this version that needs base, with more lines. */
    MemoryTree module(String folder, String version, String lines) {
        return file(folder + "/__manifest__.py", "{'name': 'Test',\n 'version': '%s',\n%s}".formatted(version, lines));
    }

    @Override
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    @Override
    public byte[] read(Entry entry) {
        return Objects.requireNonNull(files.get(entry.path()));
    }
}
