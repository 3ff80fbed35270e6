package com.juniper.upgrade.sample;

import com.juniper.upgrade.JuniperProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The dumps of the sample's customers, for visitors who want to try an upgrade. */
@Component
public class SampleDumps {

    private final JuniperProperties properties;

    SampleDumps(JuniperProperties properties) {
        this.properties = properties;
    }

    /** {@return the names of the dumps that are made; none on a platform without the sample} */
    public List<String> names() {
        return SampleCustomer.ALL.stream()
                .map(SampleCustomer::file)
                .filter(name -> properties.demo() && Files.exists(file(name)))
                .toList();
    }

    /** {@return a dump's file} */
    public Optional<Path> find(String name) {
        return names().contains(name) ? Optional.of(file(name)) : Optional.empty();
    }

    private Path file(String name) {
        return properties.home().resolve("sample").resolve(name);
    }
}
