package com.juniper.upgrade.sample;

import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.databases.Hosting;
import com.juniper.upgrade.databases.ProgramRunner;
import com.juniper.upgrade.databases.Workshop;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Release;
import com.juniper.upgrade.releases.Releases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationContext;

/** Hosted databases of the sample ERP on a platform, and the releases to upgrade them to. */
public final class SampleHosting {

    private final Releases releases;
    private final Workshop workshop;
    private final Hosting hosting;
    private final ApplicationContext platform;
    private final Path folder;

    public SampleHosting(ApplicationContext platform, Path folder) {
        this.releases = platform.getBean(Releases.class);
        this.workshop = platform.getBean(Workshop.class);
        this.hosting = platform.getBean(Hosting.class);
        this.platform = platform;
        this.folder = folder;
    }

    /** Publishes versions of line {@code sample} that are not published yet. */
    public void publish(String... versions) {
        for (String text : versions) {
            var version = Version.parse(text);
            boolean known = releases.all().stream()
                    .map(Release::summary)
                    .anyMatch(summary ->
                            summary.line().equals("sample") && summary.version().equals(version));
            if (!known) {
                build("sample_release", version, Set.of(), reference -> {
                    releases.capture(version, "sample", reference, images(version), "operator");
                    workshop.drop("sample_release");
                });
            }
        }
    }

    /** {@return a dump of a version's reference database, with which it can be published} */
    public Path dump(String version) {
        var dump = folder.resolve("reference-%s.dump".formatted(version));
        build("sample_release", Version.parse(version), Set.of(), reference -> {
            platform.getBean(ProgramRunner.class)
                    .run(
                            "pg_dump",
                            List.of("--format", "custom", "--no-owner", "--file", dump.toString()),
                            workshop.require("sample_release"),
                            null,
                            folder,
                            line -> {});
            workshop.drop("sample_release");
        });
        return dump;
    }

    /** Hosts a database of a company with the modules named, and all that they need. */
    public HostedDatabase host(String name, String company, String version, String... modules) {
        return host(new SampleCustomer(name, Version.parse(version), Set.of(modules), 20, List.of()), company);
    }

    /** Hosts one of the sample's databases. */
    public HostedDatabase host(String name) {
        var sample = SampleCustomer.HOSTED.stream()
                .filter(customer -> customer.name().equals(name))
                .findFirst()
                .orElseThrow();
        return host(sample, sample.company());
    }

    private HostedDatabase host(SampleCustomer customer, String company) {
        var made = new HostedDatabase[1];
        build("sample_hosted", customer.version(), customer.modules(), database -> {
            customer.fill(database);
            made[0] = hosting.adopt(
                    "sample_hosted",
                    platform.getBean(Clusters.class).local(),
                    customer.name(),
                    company,
                    images(customer.version()));
        });
        return made[0];
    }

    private void build(
            String name, Version version, Set<String> modules, java.util.function.Consumer<DatabaseAddress> use) {
        var database = workshop.create(name);
        ErpBuilder.build(database.address(), version, modules);
        use.accept(database.address());
    }

    private Path images(Version version) {
        var images = folder.resolve("images-" + version);
        try {
            if (!Files.exists(images)) {
                ErpImage.write(images, version);
            }
            return images;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
