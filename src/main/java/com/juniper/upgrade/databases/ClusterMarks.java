package com.juniper.upgrade.databases;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the platform writes on clusters about what it does there: a last line in the comment of a database or a role, in the
 * transaction of what it tells of. With it the platform finds its way after its own database was restored from a backup that
 * knows nothing of that.
 */
@Component
class ClusterMarks {

    private static final Pattern MARK = Pattern.compile(
            "\\n?\\[juniper-upgrade ([0-9a-f-]{36}) ([A-Z]+) ([0-9a-f-]{36}) (\\d+) ([^ \\]]*) ([^ \\]]*) ([0-9a-f]{64})]$");

    private final PlatformHold platform;

    ClusterMarks(PlatformHold platform) {
        this.platform = platform;
    }

    /** What a mark on a database says. */
    enum Kind {
        /** It is the original, closed for a production upgrade, or because a former one is put into its place. */
        CLOSED,
        /** It is what it was before a production upgrade, which has another one in its place. */
        FORMER,
        /** An operator has put a former one into its place. */
        REPLACED
    }

    /**
     * A mark on a database.
     *
     * @param request whose production upgrade it is
     * @param other the server's number of the database in its place; 0 where there is none
     * @param name the database's name, or, where it is closed, the one that it gets
     * @param version the version of the one in its place; empty where that is not told
     */
    record Mark(Kind kind, UUID request, long other, String name, String version) {

        boolean isFormerOf(UUID upgrade) {
            return kind == Kind.FORMER && request.equals(upgrade);
        }
    }

    /** {@return the line that says so on the database of that number, signed: its owner could write one too} */
    String text(Mark mark, long oid) {
        var body = "%s %s %s %d %s %s"
                .formatted(
                        platform.identity().id(),
                        mark.kind(),
                        mark.request(),
                        mark.other(),
                        URLEncoder.encode(mark.name(), StandardCharsets.UTF_8),
                        URLEncoder.encode(mark.version(), StandardCharsets.UTF_8));
        return "[juniper-upgrade %s %s]".formatted(body, signature(body, oid));
    }

    private String signature(String body, long oid) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(platform.identity().key().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((oid + " " + body).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("This Java has no HmacSHA256", e);
        }
    }

    /** {@return the comment of the workshop's roles} */
    String role() {
        return "[juniper-upgrade %s]".formatted(platform.identity().id());
    }

    /** {@return what the comment of the database of that number says, where this platform has marked it} */
    Optional<Mark> read(@Nullable String comment, long oid) {
        var found = MARK.matcher(Objects.requireNonNullElse(comment, ""));
        return found.find() && isSigned(found, oid)
                ? Optional.of(new Mark(
                        Kind.valueOf(found.group(2).toUpperCase(Locale.ROOT)),
                        UUID.fromString(found.group(3)),
                        Long.parseLong(found.group(4)),
                        URLDecoder.decode(found.group(5), StandardCharsets.UTF_8),
                        URLDecoder.decode(found.group(6), StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    private boolean isSigned(Matcher mark, long oid) {
        var body = IntStream.rangeClosed(1, 6).mapToObj(mark::group).collect(Collectors.joining(" "));
        return MessageDigest.isEqual(
                mark.group(7).getBytes(StandardCharsets.US_ASCII),
                signature(body, oid).getBytes(StandardCharsets.US_ASCII));
    }

    /** {@return a comment as its owner wrote it; empty where nobody did} */
    static String without(@Nullable String comment) {
        return MARK.matcher(Objects.requireNonNullElse(comment, "")).replaceFirst("");
    }

    /** {@return a comment with a mark as its last line, in place of the one that it has} */
    static String with(@Nullable String comment, String mark) {
        var own = without(comment);
        return own.isEmpty() ? mark : own + "\n" + mark;
    }
}
