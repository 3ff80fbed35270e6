package com.juniper.upgrade.notifications;

import jakarta.mail.MessagingException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends the outbox's mails where there is a mail server; without one they stay where they can be read. */
@Component
class OutboxSender {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);

    private final Outbox outbox;
    private final ObjectProvider<JavaMailSender> server;
    private final ObjectProvider<MailAttachments> attachments;
    private final Unsubscriptions unsubscriptions;
    private final TransactionTemplate transaction;
    private final String from;

    OutboxSender(
            Outbox outbox,
            ObjectProvider<JavaMailSender> server,
            ObjectProvider<MailAttachments> attachments,
            Unsubscriptions unsubscriptions,
            TransactionTemplate transaction,
            @Value("${juniper.mail.from}") String from) {
        this.outbox = outbox;
        this.server = server;
        this.attachments = attachments;
        this.unsubscriptions = unsubscriptions;
        this.transaction = transaction;
        this.from = from;
    }

    @Scheduled(fixedDelay = 2000)
    void sendAll() {
        var sender = server.getIfAvailable();
        while (sender != null && Boolean.TRUE.equals(transaction.execute(status -> sendNext(sender)))) {
            LOG.debug("Looking for the next mail");
        }
    }

    private boolean sendNext(JavaMailSender sender) {
        var due = outbox.next();
        if (due == null) {
            return false;
        }
        try {
            send(sender, due);
            outbox.sent(due.id());
            return true;
        } catch (MailException | MessagingException | UncheckedIOException e) {
            LOG.warn("Mail {} waits for another attempt: {}", due.id(), e.getMessage());
            outbox.failed(due.id(), String.valueOf(e.getMessage()));
            return false; // a server that does not answer would hold up each of them
        }
    }

    private void send(JavaMailSender sender, Outbox.Due due) throws MessagingException {
        var mail = due.mail();
        var request = mail.attachmentRequest();
        var name = mail.attachmentName();
        var finder = attachments.getIfAvailable();
        var file = request == null || name == null || finder == null
                ? null
                : finder.find(request, name).orElse(null);
        var unsubscribe = mail.topic() == null ? null : unsubscriptions.page(mail.recipient(), mail.topic());
        var message = sender.createMimeMessage();
        MailMessage.write(message, due.id(), mail, from, unsubscribe, file);
        sender.send(message);
    }
}
