package com.juniper.upgrade.projects;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Whom projects tell of their builds, and what is to be told, in the platform's database. */
@Repository
class WebhookStore {

    /** How often a delivery is tried. */
    static final int TRIES = 8;

    private static final int SHOWN = 20;

    private final JdbcClient jdbc;

    WebhookStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** {@return the address that a project tells; null where nobody is told} */
    @Nullable
    String url(Project project) {
        return jdbc.sql("select webhook from upgrade.project where id = ?")
                .param(project.id())
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    /** Says whom a project tells, and with which secret it signs; what was to be told to another address is forgotten. */
    void tell(Project project, @Nullable String url, @Nullable String secret) {
        jdbc.sql("update upgrade.project set webhook = ?, webhook_secret = ? where id = ?")
                .params(url, secret, project.id())
                .update();
        jdbc.sql("delete from upgrade.webhook_delivery where project = ?")
                .param(project.id())
                .update();
    }

    /**
     * Has something told, where a project tells anybody.
     *
     * @param about what people read in place of the body
     */
    void put(Project project, String event, String about, String body) {
        jdbc.sql("""
                        insert into upgrade.webhook_delivery (project, event, about, body)
                        select id, :event, :about, :body from upgrade.project where id = :project and webhook is not null""")
                .param("project", project.id())
                .param("event", event)
                .param("about", about)
                .param("body", body)
                .update();
    }

    /**
     * Something to tell.
     *
     * @param tries how often it was tried, this time included
     */
    record Delivery(long id, String event, String about, String body, int tries, String url, String secret) {}

    /**
     * {@return the next delivery that is due, what was never tried first} It is tried again after that pause, twice that the
     * next time, whatever becomes of the caller.
     */
    Optional<Delivery> next(Duration pause) {
        return jdbc.sql("""
                        update upgrade.webhook_delivery d set tries = d.tries + 1,
                          next = now() + :pause * 2 ^ least(d.tries, :tries) * interval '1 second'
                        from upgrade.project p
                        where p.id = d.project and d.id = (
                          select w.id from upgrade.webhook_delivery w join upgrade.project o on o.id = w.project
                          where w.next <= now() and o.webhook is not null
                          order by w.tries, w.next, w.id limit 1 for update of w skip locked)
                        returning d.id, d.event, d.about, d.body, d.tries, p.webhook, p.webhook_secret""")
                .param("pause", pause.toSeconds())
                .param("tries", TRIES)
                .query((row, number) -> new Delivery(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getString(6),
                        row.getString(7)))
                .optional();
    }

    void delivered(Delivery delivery) {
        jdbc.sql("update upgrade.webhook_delivery set delivered = now(), next = null, problem = null where id = ?")
                .param(delivery.id())
                .update();
    }

    /** Keeps why something was not told; after the last try it is given up. */
    void notDelivered(Delivery delivery, String problem) {
        jdbc.sql(
                        "update upgrade.webhook_delivery set problem = ?, next = case when tries < ? then next end where id = ? and delivered is null")
                .params(problem, TRIES, delivery.id())
                .update();
    }

    /** {@return what is not told, and why, newest first} */
    List<String> problems(Project project) {
        return jdbc.sql("""
                        select about || ': ' || problem || case when next is null then ' (given up after ' || tries || ' tries)'
                          else ' (try ' || tries || ' of ' || :tries || ')' end
                        from upgrade.webhook_delivery where project = :project and problem is not null order by id desc limit :shown""")
                .param("project", project.id())
                .param("tries", TRIES)
                .param("shown", SHOWN)
                .query(String.class)
                .list();
    }

    long purge(Duration age) {
        return jdbc.sql("delete from upgrade.webhook_delivery where created < now() - ? * interval '1 second'")
                .param(age.toSeconds())
                .update();
    }
}
