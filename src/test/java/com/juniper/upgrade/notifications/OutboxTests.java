package com.juniper.upgrade.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.juniper.upgrade.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

class OutboxTests {

    @Test
    @DisplayName("R65: a mail server that was away loses no mail, and a line break in a subject adds no header")
    void serverAway() throws Exception {
        var database = TestPostgres.createDatabase("outbox");
        var source = new DriverManagerDataSource(database.url(), database.user(), database.password());
        var jdbc = JdbcClient.create(source);
        jdbc.sql("create schema upgrade").update();
        jdbc.sql("alter role " + database.user() + " set search_path to upgrade")
                .update();
        new org.springframework.jdbc.datasource.init.ResourceDatabasePopulator(
                        new ClassPathResource("db/migration/V6__outbox.sql"),
                        new ClassPathResource("db/migration/V31__mail_threads.sql"))
                .execute(source);
        var mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailServer.start();
        var port = mailServer.getSmtp().getPort();
        mailServer.stop();
        var server = new JavaMailSenderImpl();
        server.setHost("127.0.0.1");
        server.setPort(port);
        var beans = new StaticListableBeanFactory();
        beans.addBean("server", server);
        var outbox = new Outbox(jdbc);
        var sender = new OutboxSender(
                outbox,
                beans.getBeanProvider(JavaMailSender.class),
                beans.getBeanProvider(MailAttachments.class),
                new TransactionTemplate(new JdbcTransactionManager(source)),
                "upgrade@juniper.example");

        outbox.put(Mail.to("a@example.com", null, "Ready\r\nBcc: b@example.com", "It is ready."));
        sender.sendAll();
        assertThat(jdbc.sql("select attempts from mail where sent is null and error is not null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        jdbc.sql("update mail set next_attempt = now()").update();
        var again = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        again.start();
        try {
            sender.sendAll();
            assertThat(again.getReceivedMessages()).hasSize(1);
            assertThat(again.getReceivedMessages()[0].getSubject()).isEqualTo("Ready Bcc: b@example.com");
            assertThat(again.getReceivedMessages()[0].getAllRecipients()).hasSize(1);
        } finally {
            again.stop();
        }
    }
}
