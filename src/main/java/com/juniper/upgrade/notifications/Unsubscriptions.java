package com.juniper.upgrade.notifications;

import com.juniper.upgrade.notifications.Mail.Topic;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who does without which optional mails. A token in each of them says whose mail it is, and is signed with a key that the
 * platform's database made for itself: with it somebody unsubscribes that address from that topic, and nothing else.
 */
@Service
public class Unsubscriptions {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final JdbcClient jdbc;
    private final String publicUrl;

    Unsubscriptions(JdbcClient jdbc, @Value("${juniper.public-url}") String publicUrl) {
        this.jdbc = jdbc;
        this.publicUrl = publicUrl;
    }

    /** Mails to an address about a topic. */
    public record Subscription(String address, Topic topic) {}

    /** {@return the address of the page that ends a mail's like} */
    String page(String address, Topic topic) {
        return publicUrl + "/unsubscribe?token=" + token(new Subscription(address, topic));
    }

    private String token(Subscription subscription) {
        byte[] said = "%s %s"
                .formatted(subscription.topic(), normal(subscription.address()))
                .getBytes(StandardCharsets.UTF_8);
        return ENCODER.encodeToString(said) + "." + ENCODER.encodeToString(signature(said));
    }

    private byte[] signature(byte[] said) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(
                    jdbc.sql("select secret from upgrade.unsubscribe_key")
                            .query(byte[].class)
                            .single(),
                    ALGORITHM));
            return mac.doFinal(said);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return whose mails a token is for; empty where it is none of ours} */
    public Optional<Subscription> read(String token) {
        var parts = token.split("\\.", -1);
        try {
            byte[] said = Base64.getUrlDecoder().decode(parts[0]);
            if (parts.length != 2
                    || !MessageDigest.isEqual(
                            signature(said), Base64.getUrlDecoder().decode(parts[1]))) {
                return Optional.empty();
            }
            var words = new String(said, StandardCharsets.UTF_8).split(" ", 2);
            return Optional.of(new Subscription(words[1], Topic.valueOf(words[0])));
        } catch (IllegalArgumentException e) { // it was not made by us
            return Optional.empty();
        }
    }

    /** Ends the mails to an address about a topic; those that wait are not sent. */
    @Transactional
    public void end(Subscription subscription) {
        jdbc.sql("insert into upgrade.unsubscribed (address, topic) values (?, ?) on conflict do nothing")
                .params(normal(subscription.address()), subscription.topic().name())
                .update();
        jdbc.sql("delete from upgrade.mail where sent is null and topic = ? and lower(recipient) = ?")
                .params(subscription.topic().name(), normal(subscription.address()))
                .update();
    }

    /** Begins them again. */
    public void renew(Subscription subscription) {
        jdbc.sql("delete from upgrade.unsubscribed where address = ? and topic = ?")
                .params(normal(subscription.address()), subscription.topic().name())
                .update();
    }

    private static String normal(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
