package com.juniper.upgrade.engine;

import java.util.ArrayList;
import java.util.List;

/** Finds what the actions of a user's dashboard name: each has a domain and a context on its own model. */
final class DashboardReader {

    private final String text;
    private final Models models;

    DashboardReader(String text, Models models) {
        this.text = text;
        this.models = models;
    }

    List<Mention> read() {
        List<Mention> found = new ArrayList<>();
        for (Markup.Tag tag : Markup.tags(text)) {
            var model = models.ofAction(tag.attribute("name"));
            if (tag.opens() && tag.name().equals("action") && !model.isEmpty()) {
                tag.attributes().forEach((name, value) -> {
                    switch (name) {
                        case "domain" ->
                            found.addAll(value.mentions(domain -> Expressions.domain(domain, model, models)));
                        case "context" -> found.addAll(value.mentions(context -> Expressions.context(context, model)));
                        default -> {}
                    }
                });
            }
        }
        return found;
    }
}
