package com.juniper.upgrade.watching;

import com.juniper.upgrade.Beat;
import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.databases.Cluster;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.watching.Status.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Looks every ten seconds how the platform is, for its metrics and its status page, with threads and a connection of its own. */
@Component
public class Watch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Figures figures;
    private final PlatformMetrics metrics;
    private final StatusBoard board;
    private final Clusters clusters;
    private final Artifacts artifacts;
    private final Path home;
    private final boolean sendsMails;
    private volatile long clustersAway;
    private volatile boolean filesAnswer = true;
    private boolean answered = true;
    private List<Beat> beats = List.of();

    Watch(
            JdbcConnectionDetails database,
            PlatformMetrics metrics,
            StatusBoard board,
            Clusters clusters,
            Artifacts artifacts,
            JuniperProperties properties,
            ObjectProvider<JavaMailSender> mails) {
        this.figures = new Figures(database);
        this.metrics = metrics;
        this.board = board;
        this.clusters = clusters;
        this.artifacts = artifacts;
        this.home = properties.home();
        this.sendsMails = mails.getIfAvailable() != null;
    }

    /** Looks now; whatever does not answer within seconds is not waited for. */
    public synchronized void look() {
        long start = System.nanoTime();
        var seen = read();
        board.saw(seen, Duration.ofNanos(System.nanoTime() - start), clustersAway, filesAnswer, sendsMails);
        List<Figure> all = new ArrayList<>(seen == null ? List.of() : seen);
        disk(all, "home", home);
        clusters.all().stream()
                .filter(cluster -> cluster.disk() != null)
                .forEach(cluster -> disk(all, cluster.name(), cluster.disk()));
        board.status()
                .services()
                .forEach(part -> all.add(Figure.of(
                        "service.working",
                        part.service().name().toLowerCase(java.util.Locale.ROOT),
                        part.state() == State.NOT_WORKING ? 0 : 1)));
        metrics.publish(all);
    }

    private @Nullable List<Figure> read() {
        try {
            var seen = figures.read();
            answered = true;
            return seen;
        } catch (DataAccessException e) {
            if (answered) {
                log.warn("The platform's database does not answer: {}", e.getMessage());
            }
            answered = false;
            return null;
        }
    }

    private static void disk(List<Figure> all, String name, @Nullable Path folder) {
        if (folder != null) {
            all.add(Figure.of("disk.free", name, (double) folder.toFile().getUsableSpace()));
            all.add(Figure.of("disk.size", name, (double) folder.toFile().getTotalSpace()));
        }
    }

    /** The platform's own server is asked with each look. */
    private void lookAtClusters() {
        clustersAway = clusters.all().stream()
                .filter(cluster -> !cluster.name().equals(Clusters.LOCAL))
                .filter(cluster -> !answers(cluster))
                .count();
    }

    private static boolean answers(Cluster cluster) {
        boolean answers = cluster.answers();
        if (!answers) {
            log.warn("The cluster {} does not answer", cluster.name());
        }
        return answers;
    }

    private void lookAtFiles() {
        filesAnswer = artifacts.answers();
    }

    @Override
    public void start() {
        beats = List.of(
                new Beat("watch", PERIOD, this::look),
                new Beat("watch-clusters", PERIOD.multipliedBy(3), this::lookAtClusters),
                new Beat("watch-files", PERIOD.multipliedBy(3), this::lookAtFiles));
    }

    @Override
    public void stop() {
        beats.forEach(Beat::close);
        beats = List.of();
        figures.close();
    }

    @Override
    public boolean isRunning() {
        return !beats.isEmpty();
    }
}
