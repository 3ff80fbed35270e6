package com.juniper.upgrade.explorer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The lists that a tester looks at first; the model's name depends on the version. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are List.of
public enum Section {
    VIEWS("Views", List.of("ir.ui.view"), List.of("name", "model", "type", "active", "priority", "inherit_id")),
    USERS("Users", List.of("res.users"), List.of("login", "active", "share", "company_id")),
    SCHEDULED_ACTIONS(
            "Scheduled actions",
            List.of("ir.cron"),
            List.of("active", "interval_number", "interval_type", "nextcall", "user_id")),
    MAIL_SERVERS("Mail servers", List.of("ir.mail_server"), List.of("name", "smtp_host", "smtp_port", "active")),
    PAYMENT_PROVIDERS(
            "Payment providers",
            List.of("payment.provider", "payment.acquirer"),
            List.of("name", "code", "provider", "state", "active", "company_id"));

    private final String title;
    private final List<String> models;
    private final List<String> columns;

    Section(String title, List<String> models, List<String> columns) {
        this.title = title;
        this.models = models;
        this.columns = columns;
    }

    /** {@return the heading} */
    public String title() {
        return title;
    }

    /** {@return the last part of its address} */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return the section of that address} */
    public static Optional<Section> of(String key) {
        return Arrays.stream(values())
                .filter(section -> section.key().equals(key))
                .findFirst();
    }

    List<String> models() {
        return models;
    }

    List<String> columns() {
        return columns;
    }
}
