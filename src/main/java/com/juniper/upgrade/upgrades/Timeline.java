package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.security.Caller;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What happened in each case, told with the change itself, in its transaction. */
@Repository
public class Timeline {

    private static final String PLATFORM = "Juniper Upgrade";

    private final JdbcClient jdbc;

    Timeline(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an event is about. */
    public enum Kind {
        REQUEST,
        TESTING,
        ISSUE,
        PLAN,
        CASE
    }

    /**
     * Something that happened.
     *
     * @param sentence without a full stop, like "Test requested"
     * @param who the name of a person, or of the platform
     */
    public record Event(Instant time, Kind kind, String sentence, String who) {}

    /** Tells what the platform did. */
    public void add(String number, Kind kind, String sentence) {
        insert(number, kind, sentence, PLATFORM);
    }

    /** Tells what somebody did. */
    public void add(String number, Kind kind, String sentence, Caller caller) {
        insert(number, kind, sentence, caller.fullName());
    }

    private void insert(String number, Kind kind, String sentence, String who) {
        jdbc.sql("insert into upgrade.case_event (number, kind, sentence, who) values (?, ?, ?, ?)")
                .params(number, kind.name(), sentence, who)
                .update();
    }

    /** {@return what happened in a case, newest first; the newest 200} */
    public List<Event> of(String number) {
        return jdbc.sql("select * from upgrade.case_event where number = ? order by id desc limit 200")
                .param(number)
                .query((row, index) -> new Event(
                        row.getTimestamp("happened").toInstant(),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("sentence"),
                        orPlatform(row.getString("who"))))
                .list();
    }

    private static String orPlatform(@Nullable String who) {
        return who == null ? PLATFORM : who;
    }
}
