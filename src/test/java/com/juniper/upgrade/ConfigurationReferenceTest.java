package com.juniper.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/**
 * Writes {@code docs/configuration.md} from the records that hold the settings, with their Javadoc, and from
 * {@code application.yaml}, with its comments.
 */
class ConfigurationReferenceTest {

    private static final String COMMAND = "mvn test -Dtest=ConfigurationReferenceTest -Dregenerate";
    private static final Path REFERENCE = Path.of("docs", "configuration.md");
    private static final Path YAML = Path.of("src", "main", "resources", "application.yaml");
    private static final Pattern VARIABLE = Pattern.compile("(.*)\\$\\{([A-Z0-9_]+):(.*)}(.*)");

    private static final String HEAD = """
            # Settings

            Made by `%s`; a test fails where it is stale.
            Each setting can be given as an environment variable, too: `juniper.golive.notice` is `JUNIPER_GOLIVE_NOTICE`; those
            whose variable has another name say so. Lengths of time are like `30s`, `15m`, `24h`, `90d`, or as in ISO 8601
            (`P90D`); sizes like `200MB`.
            """.formatted(COMMAND);

    private static final String TABLE = """
            | setting | default | variable | what it is |
            | --- | --- | --- | --- |
            """;

    /** A setting; what is not known yet is empty. */
    private record Setting(String text, String value) {}

    @Test
    @DisplayName("Every setting is in docs/configuration.md, with its default and what it is")
    void referenceIsUpToDate() throws IOException {
        var reference = new StringBuilder(HEAD);
        var documented = documented();
        Map<String, String> sections = new TreeMap<>();
        Map<String, StringBuilder> tables = new TreeMap<>();
        settings(documented, sections)
                .forEach((name, setting) -> tables.computeIfAbsent(section(name), none -> new StringBuilder(TABLE))
                        .append(row(name, setting)));
        tables.forEach((section, table) -> reference.append("\n## %s\n%s%s"
                .formatted(section, sections.containsKey(section) ? sections.get(section) + "\n\n" : "", table)));
        if (System.getProperty("regenerate") != null) {
            Files.writeString(REFERENCE, reference.toString());
        }

        assertThat(REFERENCE)
                .as("docs/configuration.md is stale. Write it again: " + COMMAND)
                .hasContent(reference.toString());
    }

    /** The first two words of a setting of ours. */
    private static String section(String name) {
        var words = name.split("\\.", -1);
        return !words[0].equals("juniper")
                ? "the platform's libraries"
                : words.length > 2 ? "juniper." + words[1] : "juniper";
    }

    private static String row(String name, Setting setting) {
        assertThat(setting.text())
                .as("what %s is: say it in the Javadoc of its record, or above it in application.yaml", name)
                .isNotBlank();
        var found = VARIABLE.matcher(setting.value());
        boolean variable = found.matches();
        var value = variable ? found.group(1) + found.group(3) + found.group(4) : setting.value();
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        name,
                        value.isBlank() ? "" : "`" + value + "`",
                        variable && !found.group(2).equals(environment(name)) ? "`" + found.group(2) + "`" : "",
                        setting.text().replace("|", "\\|"));
    }

    private static String environment(String name) {
        return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** All settings by name, and what the records say of themselves, by their prefixes. */
    private static Map<String, Setting> settings(Map<String, String> documented, Map<String, String> sections)
            throws IOException {
        Map<String, Setting> all = new TreeMap<>();
        for (var type : types()) {
            addRecord(type.getAnnotation(ConfigurationProperties.class).value(), type, documented, sections, all);
        }
        var lines = Files.readAllLines(YAML);
        for (var source : new YamlPropertySourceLoader().load("yaml", new ClassPathResource("application.yaml"))) {
            var yaml = (OriginTrackedMapPropertySource) source;
            yaml.getSource().forEach((name, value) -> {
                boolean ours = name.startsWith("juniper.");
                var text = value.toString();
                if (ours || text.contains("${JUNIPER_") || text.contains("${SERVER_")) {
                    var known = all.getOrDefault(name, new Setting(comment(yaml, name, lines), ""));
                    all.put(name, new Setting(known.text(), text));
                }
            });
        }
        return all;
    }

    private static String comment(OriginTrackedMapPropertySource yaml, String name, List<String> lines) {
        var location = ((TextResourceOrigin) yaml.getOrigin(name)).getLocation();
        List<String> words = new ArrayList<>();
        for (int line = location.getLine() - 1;
                line >= 0 && lines.get(line).strip().startsWith("#");
                line--) {
            words.add(0, lines.get(line).strip().substring(1).strip());
        }
        return String.join(" ", words);
    }

    private static List<Class<?>> types() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Class<?>> types = new ArrayList<>();
        scanner.findCandidateComponents(Application.class.getPackageName()).forEach(candidate -> {
            try {
                types.add(Class.forName(candidate.getBeanClassName()));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(types).contains(JuniperProperties.class).allMatch(Class::isRecord);
        return types;
    }

    private static void addRecord(
            String prefix,
            Class<?> type,
            Map<String, String> documented,
            Map<String, String> sections,
            Map<String, Setting> all) {
        sections.put(prefix.replace(".<name>", ""), documented.getOrDefault(type.getSimpleName(), ""));
        var components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            var component = components[i];
            var name = prefix + "." + kebab(component.getName());
            if (component.getType().isRecord()) {
                addRecord(name, component.getType(), documented, sections, all);
            } else if (valueOfMap(component) instanceof Class<?> value && value.isRecord()) {
                addRecord(name + ".<name>", value, documented, sections, all);
            } else {
                var given = type.getDeclaredConstructors()[0].getParameters()[i].getAnnotation(DefaultValue.class);
                all.put(
                        name,
                        new Setting(
                                documented.getOrDefault(type.getSimpleName() + "." + component.getName(), ""),
                                given == null ? "" : String.join(", ", given.value())));
            }
        }
    }

    private static Object valueOfMap(RecordComponent component) {
        return component.getType() == Map.class
                ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[1]
                : "none";
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** What the Javadoc of records says of their components, by {@code Record.component}. */
    private static Map<String, String> documented() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, String> documented = new HashMap<>();
        try (var files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            var properties = sources.filter(
                            file -> file.getFileName().toString().endsWith("Properties.java"))
                    .toList();
            var task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(properties));
            var comments = DocTrees.instance(task);
            for (var unit : task.parse()) {
                new TreePathScanner<Void, Void>() {
                    @Override
                    public Void visitClass(ClassTree type, Void nothing) {
                        var comment = comments.getDocCommentTree(getCurrentPath());
                        if (comment != null) {
                            documented.put(
                                    type.getSimpleName().toString(),
                                    plain(comment.getFullBody().stream()
                                            .map(Object::toString)
                                            .collect(Collectors.joining())));
                            comment.getBlockTags().stream()
                                    .filter(ParamTree.class::isInstance)
                                    .map(ParamTree.class::cast)
                                    .forEach(tag -> documented.put(
                                            type.getSimpleName() + "." + tag.getName(),
                                            plain(tag.getDescription().stream()
                                                    .map(Object::toString)
                                                    .collect(Collectors.joining()))));
                        }
                        return super.visitClass(type, null);
                    }
                }.scan(unit, null);
            }
        }
        return new LinkedHashMap<>(documented);
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\s+", " ").replaceAll("\\{@code ([^{}]*(?:\\{[^{}]*}[^{}]*)*)}", "`$1`");
    }
}
