package com.juniper.upgrade.notifications;

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

    /** Puts a mail into the outbox, as part of the caller's transaction. */
    public void put(Mail mail) {
        jdbc.sql("""
                        insert into upgrade.mail (recipient, login, subject, body, attachment_request, attachment_name)
                        values (:recipient, :login, :subject, :body, :request, :name)""")
                .param("recipient", mail.recipient())
                .param("login", mail.login())
                .param("subject", mail.subject())
                .param("body", mail.body())
                .param("request", mail.attachmentRequest(), java.sql.Types.OTHER)
                .param("name", mail.attachmentName())
                .update();
    }

    /** A mail that is due. */
    record Due(long id, Mail mail) {}

    /** {@return the next mail that is due, locked until the transaction ends, or null} */
    @Nullable
    Due next() {
        return jdbc.sql("""
                        select * from upgrade.mail where sent is null and next_attempt <= now()
                        order by next_attempt, id limit 1 for update skip locked""")
                .query((row, number) -> new Due(
                        row.getLong("id"),
                        new Mail(
                                row.getString("recipient"),
                                row.getString("login"),
                                row.getString("subject"),
                                row.getString("body"),
                                row.getObject("attachment_request", UUID.class),
                                row.getString("attachment_name"))))
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
