package com.juniper.upgrade.web;

import com.juniper.upgrade.WhileHeld;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Sends the case page's live part to those who look at it, whenever it changes. */
@Component
class CaseEvents {

    private static final Logger log = LoggerFactory.getLogger(CaseEvents.class);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final UpgradeRequests requests;
    private final CaseViews views;
    private final ITemplateEngine templates;
    private final Clock clock = Clock.systemUTC();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    CaseEvents(UpgradeRequests requests, CaseViews views, ITemplateEngine templates) {
        this.requests = requests;
        this.views = views;
        this.templates = templates;
    }

    private static final class Subscriber {
        private final UUID request;
        private final Caller caller;
        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private String last = "";
        private Instant sent = Instant.MIN;

        Subscriber(UUID request, Caller caller) {
            this.request = request;
            this.caller = caller;
        }

        /** Sends what has changed; nothing new for long, a sign of life, which finds out whether the page is still open. */
        void show(String html, Instant now) throws IOException {
            if (!html.equals(last)) {
                emitter.send(SseEmitter.event()
                        .name("case")
                        .reconnectTime(RECONNECT.toMillis())
                        .data(html));
                last = html;
                sent = now;
            } else if (sent.plus(SILENCE).isBefore(now)) {
                emitter.send(SseEmitter.event().comment("still here"));
                sent = now;
            }
        }
    }

    SseEmitter subscribe(UUID request, Caller caller) {
        var subscriber = new Subscriber(request, caller);
        subscriber.emitter.onCompletion(() -> subscribers.remove(subscriber));
        subscriber.emitter.onTimeout(subscriber.emitter::complete);
        subscriber.emitter.onError(error -> subscribers.remove(subscriber));
        subscribers.add(subscriber);
        return subscriber.emitter;
    }

    /** {@return how many streams are open} */
    int open() {
        return subscribers.size();
    }

    @WhileHeld
    @Scheduled(fixedDelay = 500)
    void sendAll() {
        subscribers.forEach(this::send);
    }

    /**
     * Sends what one subscriber has not got yet. A stream that cannot go on is ended: a page that is still open asks again
     * by itself, and gets what it missed; the other subscribers are served whatever happened to this one.
     */
    private void send(Subscriber subscriber) {
        try {
            var request = requests.require(subscriber.request);
            subscriber.show(html(request, subscriber.caller), clock.instant());
            if (request.state().isEnd()) {
                subscriber.emitter.send(SseEmitter.event().name("end").data("end"));
                end(subscriber);
            }
        } catch (IOException e) {
            subscribers.remove(subscriber); // the page is closed, and the container ends the stream itself
        } catch (RuntimeException e) {
            log.warn("The page of request {} is to ask again for its events", subscriber.request, e);
            end(subscriber);
        }
    }

    private String html(UpgradeRequest request, Caller caller) {
        var context = new Context();
        context.setVariable("case", views.of(request, caller));
        return templates.process("case-live", context);
    }

    private void end(Subscriber subscriber) {
        subscribers.remove(subscriber);
        subscriber.emitter.complete();
    }
}
