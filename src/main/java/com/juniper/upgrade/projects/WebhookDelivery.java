package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.Retained;
import com.juniper.upgrade.projects.WebhookStore.Delivery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends what projects tell, one after the other: a POST of JSON, signed with the project's secret, of whose answer only the
 * status is looked at. What fails is tried again after a minute, two, four … and given up after the eighth try.
 */
@Component
class WebhookDelivery implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(WebhookDelivery.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int OK = 2;
    private static final int HUNDRED = 100;

    private final WebhookStore store;
    private final boolean inside;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** A receiver that does not answer holds up others, and nothing else. */
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "webhooks");
        thread.setDaemon(true);
        return thread;
    });

    private final AtomicBoolean working = new AtomicBoolean();

    WebhookDelivery(WebhookStore store, JuniperProperties properties) {
        this.store = store;
        this.inside = properties.projects().webhooksInside();
    }

    @Scheduled(initialDelay = 10, fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void goOn() {
        if (working.compareAndSet(false, true)) {
            worker.execute(() -> {
                try {
                    deliver();
                } catch (RuntimeException e) {
                    log.warn("What projects tell is not sent, which is tried again: {}", e.toString());
                } finally {
                    working.set(false);
                }
            });
        }
    }

    @Bean
    Retained retainedDeliveries() {
        return new Retained(
                "WEBHOOK_DELIVERIES", "What webhooks were told; from then on", KEPT, "none", now -> store.purge(KEPT));
    }

    @Override
    public void destroy() {
        worker.shutdownNow();
    }

    /** Sends all that is due. */
    private void deliver() {
        for (var due = store.next(PAUSE); due.isPresent(); due = store.next(PAUSE)) {
            var delivery = due.get();
            var problem = send(delivery);
            if (problem.isEmpty()) {
                store.delivered(delivery);
            } else {
                store.notDelivered(delivery, problem.get());
                log.warn("{} is not told, try {}: {}", delivery.about(), delivery.tries(), problem.get());
            }
        }
    }

    /** {@return why it is not delivered} */
    private Optional<String> send(Delivery delivery) {
        var url = URI.create(delivery.url());
        var refused = inside ? Optional.<String>empty() : OutsideAddress.problem(url);
        if (refused.isPresent()) {
            return refused;
        }
        var body = delivery.body().getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Juniper-Upgrade")
                .header("X-Juniper-Event", delivery.event())
                .header("X-Juniper-Delivery", Long.toString(delivery.id()))
                .header("X-Juniper-Signature-256", Signature.of(delivery.secret(), body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofInputStream());
            answer.body().close(); // unread
            int status = answer.statusCode();
            return status / HUNDRED == OK ? Optional.empty() : Optional.of("it answered " + status);
        } catch (IOException | RuntimeException e) {
            return Optional.of(PushRules.line(
                    Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the platform stopped");
        }
    }
}
