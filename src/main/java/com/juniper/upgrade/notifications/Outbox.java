package com.juniper.upgrade.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Keeps mails with the change that they tell of, in its transaction, until they are sent (R65). */
@Service
public class Outbox {

    private final JdbcClient jdbc;

    Outbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Puts a mail into the outbox, as part of the caller's transaction; not an optional one that its reader does without. */
    public void put(Mail mail) {
        jdbc.sql("""
                        insert into upgrade.mail (recipient, login, subject, body, thread, topic, calendar, attachment_request, attachment_name)
                        select :recipient, :login, :subject, :body, :thread, :topic, :calendar, cast(:request as uuid), :name
                        where not exists (select from upgrade.unsubscribed u
                          where u.address = lower(trim(:recipient)) and u.topic = cast(:topic as text))""")
                .param("recipient", mail.recipient())
                .param("login", mail.login())
                .param("subject", mail.subject())
                .param("body", mail.body())
                .param("thread", mail.thread())
                .param("topic", mail.topic() == null ? null : mail.topic().name())
                .param("calendar", mail.calendar())
                .param("request", mail.attachmentRequest(), java.sql.Types.OTHER)
                .param("name", mail.attachmentName())
                .update();
    }

    /**
     * A mail as the outbox shows it.
     *
     * @param sent when the mail server took it; null while it waits
     * @param held whether it waits for an operator, since it may have been sent before the database was restored
     * @param error what the last attempt met
     */
    public record Sent(
            long id,
            Mail mail,
            Instant created,
            @Nullable Instant sent,
            boolean held,
            int attempts,
            @Nullable String error) {}

    /** {@return the newest mails of one person, or of all, newest first} */
    public List<Sent> newest(@Nullable String login) {
        return jdbc.sql("""
                        select * from upgrade.mail where cast(:login as text) is null or login = :login
                        order by id desc limit 100""")
                .param("login", login)
                .query((row, number) -> new Sent(
                        row.getLong("id"),
                        mail(row),
                        row.getTimestamp("created").toInstant(),
                        row.getTimestamp("sent") == null
                                ? null
                                : row.getTimestamp("sent").toInstant(),
                        row.getBoolean("held"),
                        row.getInt("attempts"),
                        row.getString("error")))
                .list();
    }

    private static Mail mail(ResultSet row) throws SQLException {
        var topic = row.getString("topic");
        return new Mail(
                row.getString("recipient"),
                row.getString("login"),
                row.getString("subject"),
                row.getString("body"),
                row.getString("thread"),
                topic == null ? null : Mail.Topic.valueOf(topic),
                row.getString("calendar"),
                row.getObject("attachment_request", UUID.class),
                row.getString("attachment_name"));
    }

    /** A mail that is due. */
    record Due(long id, Mail mail) {}

    /** {@return how many mails wait for an operator, since they may have been sent before the database was restored} */
    public long held() {
        return jdbc.sql("select count(*) from upgrade.mail where held and sent is null")
                .query(Long.class)
                .single();
    }

    /** Sends the mails that waited for an operator, after all. */
    public void sendHeld() {
        jdbc.sql("update upgrade.mail set held = false where sent is null").update();
    }

    /** {@return the next mail that is due, locked until the transaction ends, or null} */
    @Nullable
    Due next() {
        return jdbc.sql("""
                        select * from upgrade.mail where sent is null and next_attempt <= now() and not held
                        order by next_attempt, id limit 1 for update skip locked""")
                .query((row, number) -> new Due(row.getLong("id"), mail(row)))
                .optional()
                .orElse(null);
    }

    void sent(long id) {
        jdbc.sql("update upgrade.mail set sent = now(), attempts = attempts + 1, error = null where id = ?")
                .param(id)
                .update();
    }

    /** Puts a mail off: 10 s, 20 s, 40 s … up to 15 minutes. */
    void failed(long id, String error) {
        jdbc.sql("""
                        update upgrade.mail set attempts = attempts + 1, error = :error,
                          next_attempt = now() + least(900, 10 * 2 ^ least(attempts, 10)) * interval '1 second'
                        where id = :id""").param("error", error).param("id", id).update();
    }
}
