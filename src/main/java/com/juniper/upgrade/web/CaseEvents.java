package com.juniper.upgrade.web;

import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Sends the case page's live part to those who look at it, whenever it changes. */
@Component
class CaseEvents {

    private static final Duration LONGEST = Duration.ofHours(12);

    private final UpgradeRequests requests;
    private final CaseViews views;
    private final ITemplateEngine templates;
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

        Subscriber(UUID request, Caller caller) {
            this.request = request;
            this.caller = caller;
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

    @Scheduled(fixedDelay = 500)
    void sendAll() {
        subscribers.forEach(this::send);
    }

    private void send(Subscriber subscriber) {
        try {
            var request = requests.require(subscriber.request);
            var context = new Context();
            context.setVariable("case", views.of(request, subscriber.caller));
            var html = templates.process("case-live", context);
            if (!html.equals(subscriber.last)) {
                subscriber.last = html;
                subscriber.emitter.send(SseEmitter.event().name("case").data(html));
            }
            if (request.state().isEnd()) {
                subscriber.emitter.send(SseEmitter.event().name("end").data("end"));
                subscriber.emitter.complete();
            }
        } catch (IOException | IllegalStateException e) {
            subscribers.remove(subscriber); // the page is closed
        }
    }
}
