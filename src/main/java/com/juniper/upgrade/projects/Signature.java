package com.juniper.upgrade.projects;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What signs the bodies of webhooks, in and out. */
final class Signature {

    private static final String HMAC = "HmacSHA256";
    private static final String PREFIX = "sha256=";

    private Signature() {}

    /** {@return {@code sha256=} and a body's HMAC-SHA-256 in hexadecimal} */
    static String of(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return PREFIX + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("This Java has no " + HMAC, e);
        }
    }
}
