package com.juniper.upgrade.workflow.access;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * A call of the process engine: the same words for its REST API and for its web applications.
 *
 * @param path without the API's own address and without the engine's name, like {@code task/{id}/complete}; an address
 *     of a web application that is not the engine's API is kept whole, {@code camunda/api/…}
 * @param web whether a web application calls
 * @param parameters of the address
 */
record EngineCall(String method, String path, boolean web, MultiValueMap<String, String> parameters) {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern REST = Pattern.compile("^/engine-rest/?");
    private static final Pattern WEB = Pattern.compile("^/camunda/api/engine/");
    private static final Pattern ENGINE = Pattern.compile("^engine/[^/]+/");

    /**
     * Reads a request's address.
     *
     * @throws Refusal if it is none, or has a text that none may be
     */
    static EngineCall of(HttpServletRequest request) {
        var address = request.getRequestURI().substring(request.getContextPath().length());
        var path = StringUtils.trimTrailingCharacter(decode(address), '/');
        boolean web = !REST.matcher(path).find();
        var own = web ? WEB.matcher(path).replaceFirst("") : REST.matcher(path).replaceFirst("");
        return new EngineCall(
                request.getMethod(),
                ENGINE.matcher(own).replaceFirst("").replaceFirst("^/", ""),
                web,
                parameters(request.getQueryString()));
    }

    private static MultiValueMap<String, String> parameters(@Nullable String query) {
        MultiValueMap<String, String> decoded = new LinkedMultiValueMap<>();
        UriComponentsBuilder.newInstance()
                .query(query)
                .build()
                .getQueryParams()
                .forEach((name, values) -> values.forEach(value -> decoded.add(word(name), word(value))));
        return decoded;
    }

    private static String word(@Nullable String text) {
        return text == null ? "" : decode(text.replace('+', ' '));
    }

    private static String decode(String text) {
        try {
            var decoded = UriUtils.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf('\0') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // the answer is the same: it is no text
        }
        throw Refusal.badRequest(
                "address", "expected is text: each % with two hexadecimal digits, and none of them 00.");
    }

    boolean isReading() {
        return READING.contains(method);
    }

    /** {@return the one value of a parameter, if it is there exactly once} */
    Optional<String> parameter(String name) {
        var values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
