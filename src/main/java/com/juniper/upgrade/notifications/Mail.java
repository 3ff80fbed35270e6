package com.juniper.upgrade.notifications;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent.
 *
 * @param recipient one address
 * @param login whose mail it is, for the outbox page
 * @param attachmentRequest the request whose file is attached
 * @param attachmentName the file's name in that request's artifacts
 */
public record Mail(
        String recipient,
        @Nullable String login,
        String subject,
        String body,
        @Nullable UUID attachmentRequest,
        @Nullable String attachmentName) {

    /** Refuses what would add a header. */
    public Mail {
        if (recipient.matches("(?s).*[\\r\\n,;].*")) {
            throw new IllegalArgumentException("A mail has one recipient, on one line");
        }
        subject = subject.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
