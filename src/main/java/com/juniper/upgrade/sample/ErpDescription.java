package com.juniper.upgrade.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.engine.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.Yaml;

/** Reads the sample ERP's description ({@code sample/modules/*.yaml}, {@code sample/records.yaml}) for one version. */
final class ErpDescription {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Version version;

    /** What models that some version renames are called in this one, by their last name. */
    private final Map<String, String> names = new HashMap<>();

    private ErpDescription(Version version) {
        this.version = version;
    }

    /** {@return the modules of a version, those that others need first} */
    static List<ErpModule> modules(Version version) {
        var description = new ErpDescription(version);
        Map<String, ErpModule> all = new TreeMap<>();
        try {
            var records = description.records();
            List<JsonNode> nodes = new ArrayList<>();
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath:sample/modules/*.yaml")) {
                nodes.add(read(file));
            }
            nodes.forEach(description::learnNames);
            for (JsonNode node : nodes) {
                if (description.holds(node)) {
                    var module = description.module(node, records);
                    all.put(module.name(), module);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, ErpModule> ordered = new LinkedHashMap<>();
        all.values().forEach(module -> order(module, all, ordered));
        return List.copyOf(ordered.values());
    }

    private void learnNames(JsonNode module) {
        module.path("models")
                .properties()
                .forEach(model -> model.getValue().path("names").properties().forEach(name -> {
                    if (Version.parse(name.getKey()).compareTo(version) <= 0) {
                        names.put(model.getKey(), name.getValue().asText());
                    }
                }));
    }

    private String name(String model) {
        return names.getOrDefault(model, model);
    }

    private static void order(ErpModule module, Map<String, ErpModule> all, Map<String, ErpModule> ordered) {
        if (!ordered.containsKey(module.name())) {
            module.dependencies()
                    .forEach(name -> order(
                            Optional.ofNullable(all.get(name))
                                    .orElseThrow(() ->
                                            new IllegalArgumentException("Module %s needs %s, which is not described"
                                                    .formatted(module.name(), name))),
                            all,
                            ordered));
            ordered.put(module.name(), module);
        }
    }

    private static JsonNode read(Resource file) throws IOException {
        try (InputStream input = file.getInputStream()) {
            return JSON.valueToTree(new Yaml().load(input));
        }
    }

    private ErpModule module(JsonNode node, List<ErpRecord> records) {
        var name = node.path("module").asText();
        var dependencies = new ArrayList<>(lines(node.path("depends")));
        if (dependencies.isEmpty() && !name.equals("base")) {
            dependencies.add("base");
        }
        List<ErpModel> models = new ArrayList<>();
        node.path("models").properties().forEach(entry -> {
            if (holds(entry.getValue())) {
                models.add(model(name, entry.getKey(), entry.getValue()));
            }
        });
        return new ErpModule(
                name,
                node.path("title").asText(),
                version + "." + VersionRange.pick(node.path("version"), version).orElseThrow(),
                dependencies,
                node.has("auto_install")
                        && VersionRange.pick(node.path("auto_install"), version).isPresent(),
                models,
                records.stream().filter(record -> record.module().equals(name)).toList());
    }

    private ErpModel model(String module, String name, JsonNode node) {
        List<Field> fields = new ArrayList<>();
        node.path("fields").properties().forEach(field -> VersionRange.pick(field.getValue(), version)
                .ifPresent(line -> fields.add(Field.parse(field.getKey(), line, this::name))));
        return new ErpModel(module, name(name), fields, picked(node.path("constraints")), picked(node.path("indexes")));
    }

    private Map<String, String> picked(JsonNode lines) {
        Map<String, String> picked = new LinkedHashMap<>();
        lines.properties().forEach(line -> VersionRange.pick(line.getValue(), version)
                .ifPresent(text -> picked.put(line.getKey(), text)));
        return picked;
    }

    private List<ErpRecord> records() throws IOException {
        List<ErpRecord> records = new ArrayList<>();
        for (JsonNode node :
                read(new PathMatchingResourcePatternResolver().getResource("classpath:sample/records.yaml"))) {
            if (holds(node)) {
                var id = node.path("id").asText();
                int dot = id.indexOf('.');
                Map<String, String> values = new LinkedHashMap<>();
                node.path("values")
                        .properties()
                        .forEach(value ->
                                values.put(value.getKey(), value.getValue().asText()));
                records.add(new ErpRecord(
                        id.substring(0, dot),
                        id.substring(dot + 1),
                        node.path("model").asText(),
                        values,
                        node.path("noupdate").asBoolean()));
            }
        }
        return records;
    }

    /** Whether something with {@code since} and {@code until} is there in this version. */
    private boolean holds(JsonNode node) {
        return (!node.has("since") || Version.parse(node.path("since").asText()).compareTo(version) <= 0)
                && (!node.has("until")
                        || Version.parse(node.path("until").asText()).compareTo(version) >= 0);
    }

    private List<String> lines(JsonNode node) {
        Stream<JsonNode> all = node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
        return all.filter(line -> !line.isMissingNode() && !line.isNull())
                .flatMap(line -> VersionRange.pick(line, version).stream())
                .toList();
    }
}
