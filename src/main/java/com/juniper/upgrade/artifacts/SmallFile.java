package com.juniper.upgrade.artifacts;

import java.util.Set;

/**
 * A screenshot, a short log: its name, its bytes, and its media type, which is a picture's only where its first bytes say so.
 */
public final class SmallFile {

    /** What a browser may show: it cannot carry a script. */
    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private static final int LONGEST_NAME = 100;

    private final String name;
    private final String type;
    private final byte[] content;

    SmallFile(String name, String type, byte[] content) {
        this.name = name;
        this.type = type;
        this.content = content;
    }

    /** {@return the name, without a folder} */
    public String name() {
        return name;
    }

    /** {@return the media type; application/octet-stream for all that is no picture} */
    public String type() {
        return type;
    }

    /** {@return whether a browser may show a file of that type in a page} */
    public static boolean isPicture(String type) {
        return PICTURES.contains(type);
    }

    /** {@return the bytes, not copied} */
    public byte[] content() {
        return content;
    }

    /** {@return a file that somebody sent, whatever he says of its type} */
    public static SmallFile of(String name, byte[] content) {
        var safe = name.replaceAll("^.*[/\\\\]", "")
                .replaceAll("[\\p{Cntrl}\"]", "")
                .strip();
        return new SmallFile(
                safe.isEmpty() ? "file" : safe.substring(Math.max(0, safe.length() - LONGEST_NAME)),
                typeOf(content),
                content);
    }

    private static String typeOf(byte[] content) {
        if (begins(content, 0, 0x89, 'P', 'N', 'G')) {
            return "image/png";
        }
        if (begins(content, 0, 0xff, 0xd8, 0xff)) {
            return "image/jpeg";
        }
        if (begins(content, 0, 'G', 'I', 'F', '8')) {
            return "image/gif";
        }
        return begins(content, 0, 'R', 'I', 'F', 'F') && begins(content, 8, 'W', 'E', 'B', 'P')
                ? "image/webp"
                : "application/octet-stream";
    }

    private static boolean begins(byte[] content, int offset, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (content.length <= offset + i || (content[offset + i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
