package com.juniper.upgrade.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.security.RequestJson.TextRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestJsonTest {

    private final ObjectMapper json = new ObjectMapper(new RequestJson());

    private record Body(
            @Nullable String name,
            @Nullable List<String> modules,
            @Nullable Map<String, Object> more) {}

    private static void assertRefused(ThrowingCallable reading, String field) {
        var refusal = catchThrowableOfType(JsonProcessingException.class, reading);
        Throwable cause = refusal;
        while (cause != null && !(cause instanceof TextRefusedException)) {
            cause = cause.getCause();
        }
        assertThat(cause).isInstanceOfSatisfying(TextRefusedException.class, refused -> assertThat(refused.field())
                .isEqualTo(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\": \"a\\u0000b\"} | name",
                "{\"modules\": [\"a\", \"\\u0000\"]} | modules.1",
                "{\"more\": {\"a\": [{\"b\": \"\\u0000\"}]}} | more.a.0.b",
                "{\"more\": {\"\\u0000\": 1}} | more",
                "{\"\\u0000\": 1} | body",
                "\"\\u0000\" | body"
            })
    @DisplayName("U+0000 is refused wherever it is, by the name of its field, however it is read")
    void refuses(String text, String field) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertRefused(() -> json.readValue(new ByteArrayInputStream(bytes), Body.class), field);
        assertRefused(() -> json.readValue(new StringReader(text), Body.class), field);
        assertRefused(() -> json.readTree(bytes), field);
        assertRefused(() -> json.readTree(text), field);
    }

    @Test
    void readsAllOther() throws IOException {
        var read = json.readValue(
                "{\"name\": \"a\\\\u0000\\t\\u0001\", \"modules\": [\"sale\"], \"more\": {\"a\": null, \"b\": 1.5}}",
                Body.class);

        assertThat(read.name()).isEqualTo("a\\u0000\t\u0001");
        assertThat(read.modules()).containsExactly("sale");
        assertThat(read.more()).containsEntry("a", null).containsEntry("b", 1.5);
    }
}
