package com.juniper.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/** The platform starts with the settings of the documentation, copied as they are. */
class DocumentedYamlTest {

    private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    @DisplayName("Each YAML block of the documentation is settings that there are, with values that they take")
    Stream<DynamicTest> binds() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (var files = Files.walk(Path.of("docs"))) {
            for (var file : files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                BLOCK.matcher(Files.readString(file))
                        .results()
                        .forEach(block -> tests.add(DynamicTest.dynamicTest(
                                "%s %d".formatted(file, block.start()), () -> bind(block.group(1)))));
            }
        }
        assertThat(tests).hasSizeGreaterThan(1);
        return tests.stream();
    }

    private static void bind(String yaml) {
        var block = load(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
        var sources = List.of(block, load(new ClassPathResource("application.yaml")));
        var validator = new SpringValidatorAdapter(
                Validation.buildDefaultValidatorFactory().getValidator());
        var handler = new ValidationBindHandler(
                new NoUnboundElementsBindHandler(BindHandler.DEFAULT, source -> source.getUnderlyingSource() == block),
                validator);

        assertThat(new Binder(
                                ConfigurationPropertySources.from(sources),
                                new PropertySourcesPlaceholdersResolver(sources))
                        .bind("juniper", Bindable.of(JuniperProperties.class), handler)
                        .isBound())
                .isTrue();
    }

    private static PropertySource<?> load(Resource resource) {
        try {
            return new YamlPropertySourceLoader()
                    .load(resource.toString(), resource)
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
