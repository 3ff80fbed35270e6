package com.juniper.upgrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs a test against the whole platform: its own PostgreSQL, the sample's people, every page and API on a free port.
 * Each class has a platform of its own, which ends with it: the engine's web applications know one engine in a JVM.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "juniper.demo=true",
            "juniper.public-url=http://platform.test",
            // no test crashes the machine
            "juniper.postgres-settings=fsync=off,full_page_writes=off",
            "management.prometheus.metrics.export.enabled=true"
        })
@ContextConfiguration(initializers = PlatformTest.Home.class)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_CLASS)
public @interface PlatformTest {

    /** Gives the platform an empty folder, and spares it the sample's databases: no test of these looks at them. */
    class Home implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try {
                Path home = Files.createDirectories(Path.of(
                        "target",
                        "test-platform-%d-%d".formatted(ProcessHandle.current().pid(), System.nanoTime())));
                TestPropertyValues.of("juniper.home=" + home).applyTo(context);
                context.addBeanFactoryPostProcessor(
                        beans -> ((BeanDefinitionRegistry) beans).removeBeanDefinition("sampleReleases"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
