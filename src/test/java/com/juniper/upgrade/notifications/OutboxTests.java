package com.juniper.upgrade.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.juniper.upgrade.notifications.Mail.Topic;
import com.juniper.upgrade.notifications.Unsubscriptions.Subscription;
import com.juniper.upgrade.workflow.TestPlatform;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

/** Mails from the outbox, as a mail server gets them. */
class OutboxTests {

    private static final String CALENDAR =
            "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private DataSource source;
    private JdbcClient jdbc;
    private Outbox outbox;
    private Unsubscriptions unsubscriptions;
    private OutboxSender sender;
    private GreenMail server;

    @BeforeEach
    void anOutboxAndAMailServer() {
        var database = TestPlatform.database("outbox");
        source = new DriverManagerDataSource(database.url(), database.user(), database.password());
        jdbc = JdbcClient.create(source);
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        outbox = new Outbox(jdbc);
        unsubscriptions = new Unsubscriptions(jdbc, "https://upgrade.example");
        sender = sender(server.getSmtp().getPort());
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private OutboxSender sender(int port) {
        var client = new JavaMailSenderImpl();
        client.setHost("127.0.0.1");
        client.setPort(port);
        client.setJavaMailProperties(timeouts());
        var beans = new StaticListableBeanFactory();
        beans.addBean("server", client);
        return new OutboxSender(
                outbox,
                beans.getBeanProvider(JavaMailSender.class),
                beans.getBeanProvider(MailAttachments.class),
                unsubscriptions,
                new TransactionTemplate(new JdbcTransactionManager(source)),
                "upgrade@juniper.example");
    }

    /** {@return those that every platform has} */
    private static Properties timeouts() {
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        var prefix = "spring.mail.properties.";
        var found = new Properties();
        Objects.requireNonNull(yaml.getObject()).forEach((name, value) -> {
            if (name.toString().startsWith(prefix)) {
                found.put(name.toString().substring(prefix.length()), value.toString());
            }
        });
        return found;
    }

    private MimeMessage sent(Mail mail) {
        outbox.put(mail);
        sender.sendAll();
        var all = server.getReceivedMessages();
        return all[all.length - 1];
    }

    private static List<BodyPart> leaves(Object content) throws Exception {
        List<BodyPart> parts = new ArrayList<>();
        if (content instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                var part = multipart.getBodyPart(i);
                parts.addAll(part.getContent() instanceof Multipart ? leaves(part.getContent()) : List.of(part));
            }
        }
        return parts;
    }

    private static String type(BodyPart part) throws Exception {
        return part.getContentType().toLowerCase(java.util.Locale.ROOT).replaceAll("[\\s\"]+", "");
    }

    @Test
    @DisplayName("R65: a mail server that was away loses no mail, and a line break in a subject adds no header")
    void serverAway() throws Exception {
        var port = server.getSmtp().getPort();
        server.stop();
        outbox.put(Mail.to("a@example.com", null, "Ready\r\nBcc: b@example.com", "It is ready."));
        sender.sendAll();
        assertThat(jdbc.sql("select attempts from mail where sent is null and error is not null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        jdbc.sql("update mail set next_attempt = now()").update();
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        sender.sendAll();

        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("Ready Bcc: b@example.com");
        assertThat(server.getReceivedMessages()[0].getAllRecipients()).hasSize(1);
    }

    @Test
    @DisplayName("R65: a mail server that takes the connection and never answers holds up nothing for long")
    void serverSilent() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            outbox.put(Mail.to("a@example.com", null, "One", "One."));
            outbox.put(Mail.to("b@example.com", null, "Two", "Two."));
            var mute = sender(silent.getLocalPort());

            assertTimeoutPreemptively(Duration.ofMinutes(2), mute::sendAll);
        }

        assertThat(jdbc.sql("select subject from mail where sent is null and error is not null")
                        .query(String.class)
                        .list())
                .containsExactly("One");
        sender.sendAll();
        assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("Two");
    }

    @Test
    @DisplayName("R65: plain text and the same as HTML, with everything escaped; it says that a program wrote it")
    void textAndHtml() throws Exception {
        var mail = sent(Mail.to("a@example.com", "a", "UPG-00001: refused <b>", """
                Hello <script>alert(1)</script>,
                we found "two" things:
                - the database is too old
                - see https://upgrade.example/upgrades/UPG-00001?a=1&b=2.

                Good bye"""));

        var parts = leaves(mail.getContent());
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(parts).hasSize(2);
        assertThat(type(parts.get(0))).isEqualTo("text/plain;charset=utf-8");
        assertThat(parts.get(0).getContent().toString()).contains("<script>").endsWith("Good bye");
        assertThat(type(parts.get(1))).isEqualTo("text/html;charset=utf-8");
        assertThat(parts.get(1).getContent().toString().replace("\r\n", "\n"))
                .contains(
                        "<p>Hello &lt;script&gt;alert(1)&lt;/script&gt;,<br>\nwe found &quot;two&quot; things:</p>",
                        "<ul><li>the database is too old</li>\n<li>see <a ",
                        "href=\"https://upgrade.example/upgrades/UPG-00001?a=1&amp;b=2\">https://upgrade.example/upgrades/UPG-00001?a=1&amp;b=2</a>.</li></ul>",
                        "<p>Good bye</p>",
                        "<title>UPG-00001: refused &lt;b&gt;</title>")
                .doesNotContain("<script", "Unsubscribe");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("List-Unsubscribe")).isNull();
        assertThat(mail.getHeader("References")).isNull();
    }

    @Test
    @DisplayName(
            "Mails about one case or issue stand in one thread; each has its own number, also when it is sent again")
    void threads() throws Exception {
        var first = sent(Mail.to("a@example.com", null, "UPG-00001: one", "One").about("UPG-00001"));
        var second =
                sent(Mail.to("a@example.com", null, "UPG-00001: two", "Two").about("UPG-00001"));
        var other = sent(Mail.to("a@example.com", null, "ISS-00001: one", "One").about("ISS-00001"));
        var again = sent(Mail.to("a@example.com", null, "none", "None"));
        jdbc.sql("update mail set sent = null, next_attempt = now() where subject = 'none'")
                .update();
        sender.sendAll();

        assertThat(first.getHeader("References")).containsExactly("<thread-UPG-00001@juniper.example>");
        assertThat(first.getHeader("In-Reply-To")).isEqualTo(first.getHeader("References"));
        assertThat(second.getHeader("References")).isEqualTo(first.getHeader("References"));
        assertThat(other.getHeader("References")).isNotEqualTo(first.getHeader("References"));
        assertThat(first.getMessageID())
                .matches("<mail-\\d+@juniper\\.example>")
                .isNotEqualTo(second.getMessageID());
        assertThat(server.getReceivedMessages()[4].getMessageID()).isEqualTo(again.getMessageID());
    }

    @Test
    @DisplayName("R111: an appointment is in the mail for the calendar to offer, and attached for those that do not")
    void appointments() throws Exception {
        var parts = leaves(
                sent(Mail.to("a@example.com", null, "Go-live", "It is agreed.").appointment(CALENDAR))
                        .getContent());

        assertThat(parts).hasSize(4);
        assertThat(type(parts.get(2))).startsWith("text/calendar;charset=utf-8;method=request");
        assertThat(type(parts.get(3))).startsWith("text/calendar").contains("method=request", "name=go-live.ics");
        assertThat(parts.get(3).getFileName()).isEqualTo("go-live.ics");
        assertThat(parts.get(3).getDisposition()).isEqualTo("attachment");
        assertThat(GreenMailUtil.getBody(parts.get(3))).contains("BEGIN:VEVENT");
    }

    @Test
    @DisplayName("Who unsubscribes gets no more optional mails, those that wait included, and still the others")
    void unsubscribes() throws Exception {
        var reminder =
                Mail.to("Ada@Example.com", "ada", "Reminder", "It comes soon.").optional(Topic.REMINDERS);
        var mail = sent(reminder);
        var header = mail.getHeader("List-Unsubscribe")[0];
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(header).startsWith("<https://upgrade.example/unsubscribe?token=");
        for (var part : leaves(mail.getContent())) {
            assertThat(part.getContent().toString()).contains("https://upgrade.example/unsubscribe?token=");
        }
        var token = header.replaceAll(".*token=|>", "");
        assertThat(unsubscriptions.read(token)).contains(new Subscription("ada@example.com", Topic.REMINDERS));

        outbox.put(reminder);
        unsubscriptions.end(unsubscriptions.read(token).orElseThrow());
        outbox.put(reminder);
        outbox.put(Mail.to("ada@example.com", "ada", "Digest", "One task.").optional(Topic.DIGEST));
        outbox.put(Mail.to("ada@example.com", "ada", "Upgraded", "It is ready."));
        outbox.put(Mail.to("bob@example.com", "bob", "Reminder", "Soon.").optional(Topic.REMINDERS));
        assertThat(jdbc.sql("select recipient || ' ' || subject from mail where sent is null order by id")
                        .query(String.class)
                        .list())
                .containsExactly("ada@example.com Digest", "ada@example.com Upgraded", "bob@example.com Reminder");

        unsubscriptions.renew(unsubscriptions.read(token).orElseThrow());
        assertThat(sent(reminder).getSubject()).isEqualTo("Reminder");
    }

    @Test
    @DisplayName("A token that we did not sign unsubscribes nobody")
    void forgedTokens() {
        var token = unsubscriptions.page("ada@example.com", Topic.DIGEST).replaceAll(".*token=", "");
        var other = unsubscriptions.page("bob@example.com", Topic.DIGEST).replaceAll(".*token=", "");

        assertThat(unsubscriptions.read(token)).isPresent();
        assertThat(unsubscriptions.read(other.replaceAll("\\..*", "") + "." + token.replaceAll(".*\\.", "")))
                .isEmpty();
        for (var wrong : List.of("", ".", "x.y.z", token + "x", token.replaceAll("\\..*", ""), "§$%")) {
            assertThat(unsubscriptions.read(wrong)).as(wrong).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-12-05T05:00:00Z | Europe/Brussels    | Saturday 5 December 2026, 06:00 (Europe/Brussels, UTC+1)",
                "2026-07-01T05:00:00Z | Europe/Brussels    | Wednesday 1 July 2026, 07:00 (Europe/Brussels, UTC+2)",
                "2026-12-05T05:00:00Z | Asia/Kolkata       | Saturday 5 December 2026, 10:30 (Asia/Kolkata, UTC+5:30)",
                "2026-12-05T05:00:00Z | America/Sao_Paulo  | Saturday 5 December 2026, 02:00 (America/Sao_Paulo, UTC-3)",
                "2026-12-05T05:00:00Z | Z                  | Saturday 5 December 2026, 05:00 (UTC)",
            })
    @DisplayName("R112: every time in a mail says its zone")
    void times(Instant time, String zone, String words) {
        assertThat(ZonedTimes.words(time, ZoneId.of(zone))).isEqualTo(words);
    }
}
