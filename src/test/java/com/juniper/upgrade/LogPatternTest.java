package com.juniper.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

/** The lines that people read. */
class LogPatternTest {

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("com.juniper.upgrade.upgrades.Turns");

    private String line(Map<String, String> about) throws IOException {
        var layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(String.valueOf(new YamlPropertySourceLoader()
                .load("yaml", new ClassPathResource("application.yaml"))
                .get(0)
                .getProperty("logging.pattern.console")));
        layout.start();
        var event = new LoggingEvent("", logger, Level.WARN, "No room", null, null);
        event.setMDCPropertyMap(about);
        return layout.doLayout(event).replaceFirst("^[0-9:.]+ ", "");
    }

    @Test
    @DisplayName("A line of an upgrade has its number, any other looks as if there were none")
    void showsTheNumber() throws IOException {
        assertThat(line(Map.of(LogContext.UPGRADE, "UPG-00042"))).isEqualTo("WARN  Turns UPG-00042: No room\n");
        assertThat(line(Map.of())).isEqualTo("WARN  Turns: No room\n");
    }
}
