package com.juniper.upgrade.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tokens with which programs act for a person; only their SHA-256 is stored, for they are random themselves. */
@Repository
public class ApiTokens {

    private final JdbcClient jdbc;
    private final People people;

    ApiTokens(JdbcClient jdbc, People people) {
        this.jdbc = jdbc;
        this.people = people;
    }

    /** Makes a token of 256 random bits for a person; it cannot be read again. */
    public String create(String login, String name) {
        var token = random("jat_");
        add(token, login, name);
        return token;
    }

    void add(String token, String login, String name) {
        jdbc.sql("insert into api_token (hash, login, name) values (?, ?, ?) on conflict do nothing")
                .params(hash(token), login, name)
                .update();
    }

    /** A token as its owner sees it. */
    public record Known(String name, Instant created) {}

    /** {@return a person's tokens, newest first} */
    public List<Known> of(String login) {
        return jdbc.sql("select name, created from api_token where login = ? order by created desc, name")
                .param(login)
                .query((row, number) -> new Known(
                        row.getString("name"), row.getTimestamp("created").toInstant()))
                .list();
    }

    /** Ends a token; {@return whether there was one}. */
    public boolean end(String login, String name) {
        return jdbc.sql("delete from api_token where login = ? and name = ?")
                        .params(login, name)
                        .update()
                > 0;
    }

    /** {@return the person for whom a token acts} */
    public Optional<Person> personOf(String token) {
        return jdbc.sql("select login from api_token where hash = ?")
                .param(hash(token))
                .query(String.class)
                .optional()
                .flatMap(people::find)
                .filter(person -> !person.roles().isEmpty());
    }

    /** {@return 256 random bits, with a prefix that says what they are} */
    public static String random(String prefix) {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** {@return a token's SHA-256 in hexadecimal, under which it is known} */
    public static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
