package com.juniper.upgrade.engine;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A release as its reference database showed it: an immutable zip file of
 * {@code manifest.json}, {@code schema.json}, {@code data/<table>.copy} (the standard records, as PostgreSQL's COPY
 * writes them) and {@code filestore/xx/<sha1>} (the standard files).
 */
public final class Catalog implements AutoCloseable {

    static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    static final String MANIFEST = "manifest.json";
    static final String SCHEMA = "schema.json";
    static final String DATA = "data/";
    static final String FILESTORE = "filestore/";

    /** A standard module and what it needs. */
    record Module(String name, String version, boolean autoInstall, Set<String> dependencies) {}

    /** A table of standard records, with the columns of its COPY data. */
    record Data(String table, List<String> columns, long rows) {}

    /** A many-to-many relation: its table, and which column points to which table. */
    record Link(String table, String column1, String table1, String column2, String table2) {}

    /** The first entry of the file. */
    record Manifest(
            int format,
            String line,
            String version,
            List<Module> modules,
            List<Data> data,
            List<Link> links,
            int files) {}

    private final ZipFile zip;
    private final Manifest manifest;
    private @Nullable Schema schema;
    private @Nullable List<String> files;

    private Catalog(ZipFile zip) throws IOException {
        this.zip = zip;
        this.manifest = JSON.readValue(bytes(MANIFEST), Manifest.class);
    }

    /**
     * Opens a catalog.
     *
     * @throws EngineException if the file is not a catalog
     */
    public static Catalog open(Path file) {
        try {
            return new Catalog(new ZipFile(file.toFile()));
        } catch (IOException e) {
            throw new EngineException(file + " is not a catalog: " + e.getMessage(), e);
        }
    }

    /** {@return numbers for people} */
    public CatalogSummary summary() {
        long records = manifest.data().stream().mapToLong(Data::rows).sum();
        return new CatalogSummary(
                version(), line(), modules().size(), schema().tables().size(), records, manifest.files());
    }

    public Version version() {
        return Version.parse(manifest.version());
    }

    public String line() {
        return manifest.line();
    }

    /** {@return what tells this revision of the release from every other} */
    String identity() {
        return "%s %s %08x %08x".formatted(line(), version(), crc(MANIFEST), crc(SCHEMA));
    }

    private long crc(String name) {
        var entry = zip.getEntry(name);
        return entry == null ? 0 : entry.getCrc();
    }

    /** {@return the structure}, read when it is first asked for: it is the larger part of the file's descriptions. */
    Schema schema() {
        var known = schema;
        if (known == null) {
            try {
                known = JSON.readValue(bytes(SCHEMA), Schema.class);
            } catch (IOException e) {
                throw new EngineException("Cannot read the structure in " + zip.getName() + ": " + e.getMessage(), e);
            }
            schema = known;
        }
        return known;
    }

    /** {@return the release's installed modules, by name} */
    Map<String, Module> modules() {
        return manifest.modules().stream()
                .collect(Collectors.toMap(Module::name, module -> module, (a, b) -> a, TreeMap::new));
    }

    /** {@return the names of all modules that the release knows, installed in its reference database or not} */
    Set<String> knownModules() {
        var names = new TreeSet<>(modules().keySet());
        for (var data : manifest.data()) {
            if (data.table().equals("ir_module_module")) {
                try {
                    CopyText.read(copyData(data.table()), data.columns(), row -> names.add(row.get("name")));
                } catch (IOException e) {
                    throw new EngineException("Cannot read the modules in " + zip.getName() + ": " + e.getMessage(), e);
                }
            }
        }
        return names;
    }

    List<Data> data() {
        return manifest.data();
    }

    List<Link> links() {
        return manifest.links();
    }

    /** {@return the COPY data of one of its tables; the caller closes it} */
    InputStream copyData(String table) throws IOException {
        return entry(DATA + table + ".copy");
    }

    /** {@return the names of the standard files, xx/sha1} */
    List<String> files() {
        var known = files;
        if (known == null) {
            known = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(FILESTORE))
                    .map(name -> name.substring(FILESTORE.length()))
                    .toList();
            files = known;
        }
        return known;
    }

    /** {@return the content of a standard file; the caller closes it} */
    InputStream file(String name) throws IOException {
        return entry(FILESTORE + name);
    }

    private byte[] bytes(String name) throws IOException {
        try (InputStream input = entry(name)) {
            return input.readAllBytes();
        }
    }

    private InputStream entry(String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("it has no " + name);
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new EngineException("Cannot close " + zip.getName(), e);
        }
    }
}
