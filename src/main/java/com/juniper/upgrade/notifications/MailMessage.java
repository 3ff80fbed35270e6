package com.juniper.upgrade.notifications;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/** Writes a mail for its way through the internet: text and HTML, thread, calendar, files. */
final class MailMessage {

    private static final String UTF_8 = "UTF-8";
    private static final Pattern METHOD = Pattern.compile("(?m)^METHOD:([A-Z]+)\\s*$");

    private final MimeMessage message;
    private final Mail mail;

    private MailMessage(MimeMessage message, Mail mail) {
        this.message = message;
        this.mail = mail;
    }

    /**
     * Fills a message.
     *
     * @param id of the mail in the outbox: a mail that is sent twice has one Message-ID, so that mail programs show it once
     * @param unsubscribe the address of the page that ends such mails; null where the mail is essential
     * @param file to attach
     */
    static void write(
            MimeMessage message, long id, Mail mail, String from, @Nullable String unsubscribe, @Nullable Resource file)
            throws MessagingException {
        var writer = new MailMessage(message, mail);
        writer.headers(from, unsubscribe);
        writer.content(unsubscribe, file);
        message.saveChanges();
        message.setHeader("Message-ID", "<mail-%d@%s>".formatted(id, domain(from)));
    }

    private static String domain(String from) {
        return from.replaceAll(".*@|>.*", "");
    }

    private void headers(String from, @Nullable String unsubscribe) throws MessagingException {
        message.setFrom(new InternetAddress(from));
        message.setRecipient(RecipientType.TO, new InternetAddress(mail.recipient()));
        message.setSubject(mail.subject(), UTF_8);
        message.setSentDate(Date.from(Instant.now()));
        message.setHeader("Auto-Submitted", "auto-generated");
        if (mail.thread() != null) {
            // all answer one message that nobody ever got: mail programs show them together, whichever came first
            var root = "<thread-%s@%s>".formatted(mail.thread().replaceAll("[^A-Za-z0-9-]", ""), domain(from));
            message.setHeader("In-Reply-To", root);
            message.setHeader("References", root);
        }
        if (unsubscribe != null) {
            message.setHeader("List-Unsubscribe", "<%s>".formatted(unsubscribe));
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    private void content(@Nullable String unsubscribe, @Nullable Resource file) throws MessagingException {
        var text = unsubscribe == null
                ? mail.body()
                : mail.body().stripTrailing() + "\n\nYou can do without these mails? " + unsubscribe + "\n";
        var alternatives = new MimeMultipart("alternative");
        alternatives.addBodyPart(text(text, "plain"));
        alternatives.addBodyPart(text(MailHtml.of(mail.subject(), mail.body(), unsubscribe), "html"));
        if (mail.calendar() != null) {
            alternatives.addBodyPart(calendar(mail.calendar()));
        }
        if (mail.calendar() == null && file == null) {
            message.setContent(alternatives);
            return;
        }
        var whole = new MimeMultipart("mixed");
        var readable = new MimeBodyPart();
        readable.setContent(alternatives);
        whole.addBodyPart(readable);
        if (mail.calendar() != null) {
            var appointment = calendar(mail.calendar());
            appointment.setFileName("go-live.ics");
            appointment.setDisposition(MimeBodyPart.ATTACHMENT);
            whole.addBodyPart(appointment);
        }
        if (file != null) {
            whole.addBodyPart(attached(file));
        }
        message.setContent(whole);
    }

    private MimeBodyPart attached(Resource file) throws MessagingException {
        try {
            var part = new MimeBodyPart();
            var name = String.valueOf(mail.attachmentName());
            var type = URLConnection.guessContentTypeFromName(name);
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(
                    file.getContentAsByteArray(), type == null ? "application/octet-stream" : type)));
            part.setDisposition(Part.ATTACHMENT);
            part.setFileName(name);
            return part;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MimeBodyPart text(String text, String kind) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, UTF_8, kind);
        return part;
    }

    /** An appointment; what a calendar does with it is said twice, in the text and in the part's type (RFC 6047). */
    private static MimeBodyPart calendar(String text) throws MessagingException {
        var method = METHOD.matcher(text);
        var part = text(text, "calendar");
        if (method.find()) {
            part.setHeader(
                    "Content-Type",
                    "text/calendar; charset=UTF-8; method=%s"
                            .formatted(method.group(1).toUpperCase(Locale.ROOT)));
        }
        return part;
    }
}
