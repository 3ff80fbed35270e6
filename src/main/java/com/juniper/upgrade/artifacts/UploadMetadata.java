package com.juniper.upgrade.artifacts;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an uploader says of its file, in the header {@code Upload-Metadata}.
 *
 * @param fileName its name, without folders and what cannot be printed
 * @param sha256 its checksum, where it is announced
 * @param head its first bytes in Base64, where they are told, so that a file of no use is refused before it is sent
 */
record UploadMetadata(
        String fileName, @Nullable String sha256, @Nullable String head) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_NAME = 200;

    /**
     * Reads the header.
     *
     * @throws UploadRefusedException if it is not what the protocol says, or what is in it makes no sense
     */
    static UploadMetadata of(@Nullable String header) {
        Map<String, String> values = new HashMap<>();
        for (String entry : header == null || header.isBlank() ? new String[0] : header.split(",", -1)) {
            var pair = entry.strip().split(" +", 2);
            var value = pair.length < 2 ? "" : new String(decoded(pair[0], pair[1]), StandardCharsets.UTF_8).strip();
            if (values.put(pair[0], value) != null) {
                throw new UploadRefusedException("The metadata names %s twice".formatted(printable(pair[0])));
            }
        }
        return new UploadMetadata(
                fileName(values.getOrDefault("filename", "")), checksum(values.get("sha256")), values.get("head"));
    }

    /** {@return the file's first bytes; none where they are not told} */
    byte[] firstBytes() {
        return head == null ? new byte[0] : decoded("head", head);
    }

    private static String fileName(String name) {
        var plain = printable(name.replaceFirst("^.*[/\\\\]", "")).strip();
        return plain.isEmpty() ? "dump" : plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    }

    private static @Nullable String checksum(@Nullable String announced) {
        var checksum = announced == null ? null : announced.toLowerCase(Locale.ROOT);
        if (checksum != null && !SHA_256.matcher(checksum).matches()) {
            throw new UploadRefusedException("The metadata sha256 is no SHA-256: 64 hexadecimal digits");
        }
        return checksum;
    }

    private static byte[] decoded(String name, String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new UploadRefusedException("The metadata %s is not in Base64".formatted(printable(name)));
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }
}
