package com.juniper.upgrade.notifications;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent.
 *
 * @param recipient one address
 * @param login whose mail it is, for the outbox page
 * @param body plain text: paragraphs, lines that begin with "- ", addresses
 * @param thread the number of the case or issue whose mails a mail program shows together
 * @param topic what somebody may unsubscribe from; null where the mail is essential
 * @param calendar an appointment in the format of iCalendar (RFC 5545)
 * @param attachmentRequest the request whose file is attached
 * @param attachmentName the file's name in that request's artifacts
 */
public record Mail(
        String recipient,
        @Nullable String login,
        String subject,
        String body,
        @Nullable String thread,
        @Nullable Topic topic,
        @Nullable String calendar,
        @Nullable UUID attachmentRequest,
        @Nullable String attachmentName) {

    /** What people may do without. */
    public enum Topic {
        /** That something waits, or comes soon. */
        REMINDERS("reminders"),
        /** What waits for the analysts, once a day. */
        DIGEST("the daily list of tasks");

        private final String label;

        Topic(String label) {
            this.label = label;
        }

        /** {@return the name for people, within a sentence} */
        public String label() {
            return label;
        }
    }

    /** Refuses what would add a header. */
    public Mail {
        if (recipient.matches("(?s).*[\\r\\n,;].*")) {
            throw new IllegalArgumentException("A mail has one recipient, on one line");
        }
        subject = subject.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    /** {@return whether a text is one e-mail address, without a name} */
    public static boolean isAddress(String text) {
        try {
            new InternetAddress(text, true).validate();
            return text.length() <= 254 && text.matches("[^\\s,;<>\"]+@[^\\s,;<>\"]+");
        } catch (AddressException e) {
            return false;
        }
    }

    /** {@return a mail that its reader needs} */
    public static Mail to(String recipient, @Nullable String login, String subject, String body) {
        return new Mail(recipient, login, subject, body, null, null, null, null, null);
    }

    /** {@return the same in the thread of a case or an issue} */
    public Mail about(String number) {
        return new Mail(recipient, login, subject, body, number, topic, calendar, attachmentRequest, attachmentName);
    }

    /** {@return the same, which is not sent to those who unsubscribed from the topic} */
    public Mail optional(Topic about) {
        return new Mail(recipient, login, subject, body, thread, about, calendar, attachmentRequest, attachmentName);
    }

    /** {@return the same with an appointment} */
    public Mail appointment(String text) {
        return new Mail(recipient, login, subject, body, thread, topic, text, attachmentRequest, attachmentName);
    }

    /** {@return the same with a file of a request} */
    public Mail with(UUID request, String file) {
        return new Mail(recipient, login, subject, body, thread, topic, calendar, request, file);
    }
}
