package com.juniper.upgrade.people;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.accounts.ApiTokens;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.notifications.Mail;
import com.juniper.upgrade.notifications.Outbox;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Passwords, which people choose themselves: with a link that comes by mail and opens once, or with the one they have. */
@Service
public class PasswordLinks {

    /** How long a password is at least, in letters (NIST SP 800-63B, 3.1.1.2: 15 where nothing else is asked for, 8 at least). */
    public static final int SHORTEST = 12;

    /** What bcrypt reads of a password, in bytes. */
    private static final int LONGEST = 72;

    private static final Duration INVITED = Duration.ofDays(7);
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final People people;
    private final PasswordEncoder passwords;
    private final AuthenticationManager logins;
    private final LoginSessions sessions;
    private final Outbox outbox;
    private final String publicUrl;

    PasswordLinks(
            JdbcClient jdbc,
            People people,
            PasswordEncoder passwords,
            AuthenticationManager logins,
            LoginSessions sessions,
            Outbox outbox,
            JuniperProperties properties) {
        this.jdbc = jdbc;
        this.people = people;
        this.passwords = passwords;
        this.logins = logins;
        this.sessions = sessions;
        this.outbox = outbox;
        this.publicUrl = properties.publicUrl();
    }

    /** {@return whether a link is under way with which somebody chooses a password} */
    boolean isPending(String login) {
        return jdbc.sql("select exists (select from upgrade.password_link where login = ? and expires > now())")
                .param(login)
                .query(Boolean.class)
                .single();
    }

    /** Sends somebody a link for a week; the ones before open nothing any more. */
    void invite(Person person) {
        jdbc.sql("delete from upgrade.password_link where login = ?")
                .param(person.login())
                .update();
        outbox.put(Mail.to(person.email(), person.login(), "Welcome to Juniper Upgrade", """
                Hello %s,

                your login to Juniper Upgrade is %s. Please choose a password here within a week:

                %s

                There you upgrade databases, test the copies, and plan with us when production is upgraded.
                """.formatted(
                        person.name(), person.login(), link(person, INVITED))));
    }

    /**
     * Sends whoever has that login, or that e-mail address, a link for an hour; at most one in five minutes. Nobody is told
     * whether anybody has it.
     */
    @Transactional
    public void forgotten(String name) {
        var logins = jdbc.sql("""
                        select login from upgrade.person p where (login = lower(trim(:name)) or lower(trim(email)) = lower(trim(:name)))
                          and exists (select from upgrade.membership m where m.login = p.login)
                          and not exists (select from upgrade.password_link l where l.login = p.login and l.created > now() - interval '5 minutes')
                        order by login limit 5""").param("name", name).query(String.class).list();
        logins.stream()
                .flatMap(login -> people.find(login).stream())
                .forEach(person ->
                        outbox.put(Mail.to(person.email(), person.login(), "Choose a new password", """
                        Hello %s,

                        somebody, you hopefully, forgot the password of the login %s. A new one is chosen here within an hour:

                        %s

                        Was it not you? Then do nothing: the password stays as it is.
                        """.formatted(
                                        person.name(), person.login(), link(person, FORGOTTEN)))));
    }

    /** A further link: anybody can ask for one, and spoils none that way. */
    private String link(Person person, Duration valid) {
        var token = ApiTokens.random("jpw_");
        jdbc.sql("delete from upgrade.password_link where expires < now()").update();
        jdbc.sql(
                        "insert into upgrade.password_link (hash, login, expires) values (?, ?, now() + ? * interval '1 second')")
                .params(ApiTokens.hash(token), person.login(), valid.toSeconds())
                .update();
        return publicUrl + "/password/new?link=" + token;
    }

    /** {@return the login whose password a link chooses, while it does} */
    public Optional<String> loginOf(String link) {
        return jdbc.sql("select login from upgrade.password_link where hash = ? and expires > now()")
                .param(ApiTokens.hash(link))
                .query(String.class)
                .optional();
    }

    /**
     * Gives the link's person a password, once, and logs that person out everywhere.
     *
     * @throws RequestRefusedException if the link opens nothing any more, or the password will not do
     */
    @Transactional
    public void choose(String link, String password) {
        var login = loginOf(link)
                .orElseThrow(() -> refusal("link", "This link opens nothing any more; ask for another one."));
        set(login, password, null);
    }

    /**
     * Gives somebody who knows the password another one, and logs that person out everywhere else.
     *
     * @param session the one that goes on
     * @throws RequestRefusedException if the present password is wrong, which counts like a wrong login, or the new one will not do
     */
    @Transactional(noRollbackFor = RequestRefusedException.class) // the audit log keeps the wrong one
    public void change(String login, String present, String password, @Nullable String session) {
        try {
            logins.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(login, present));
        } catch (LockedException e) {
            throw refusal("present", String.valueOf(e.getMessage()));
        } catch (AuthenticationException e) {
            throw refusal("present", "The present password is wrong.");
        }
        set(login, password, session);
    }

    private void set(String login, String password, @Nullable String session) {
        if (password.length() < SHORTEST) {
            throw refusal(
                    "password",
                    "A password has at least %d letters; a sentence is easy to keep in mind.".formatted(SHORTEST));
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw refusal("password", "A password has at most %d bytes.".formatted(LONGEST));
        }
        if (password.equalsIgnoreCase(login) || password.chars().distinct().count() < 5) {
            throw refusal("password", "That password is guessed at once.");
        }
        jdbc.sql("update upgrade.person set password_hash = ? where login = ?")
                .params(passwords.encode(password), login)
                .update();
        jdbc.sql("delete from upgrade.password_link where login = ?")
                .param(login)
                .update();
        sessions.end(login, session);
    }

    private static RequestRefusedException refusal(String code, String message) {
        return new RequestRefusedException(List.of(new Reason(code, message)));
    }
}
