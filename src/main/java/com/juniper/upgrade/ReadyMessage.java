package com.juniper.upgrade;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says that the platform is ready, and where. */
@Component
class ReadyMessage {

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext context) {
            System.out.println("Juniper Upgrade is ready at http://localhost:"
                    + context.getWebServer().getPort());
        }
    }
}
