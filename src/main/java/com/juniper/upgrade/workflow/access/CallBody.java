package com.juniper.upgrade.workflow.access;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.juniper.upgrade.security.RequestJson;
import com.juniper.upgrade.security.RequestJson.TextRefusedException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** A request whose small JSON body was read to be checked, and can be read again by the process engine. */
class CallBody extends HttpServletRequestWrapper {

    private static final int LIMIT = 1 << 20;
    private static final JsonMapper STRICT = JsonMapper.builder(new RequestJson())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final byte[] bytes;

    /**
     * Reads the body.
     *
     * @throws Refusal if it has more than 1 MiB
     */
    CallBody(HttpServletRequest request) throws IOException {
        super(request);
        bytes = request.getInputStream().readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw new Refusal(HttpStatus.PAYLOAD_TOO_LARGE, "The body has more than 1 MiB.", Map.of());
        }
    }

    /**
     * {@return the body, which is an object; empty where there is none}
     *
     * @throws Refusal if it is anything else
     */
    JsonNode json() {
        if (bytes.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            var json = STRICT.readTree(bytes);
            if (json.isObject()) {
                return json;
            }
        } catch (TextRefusedException e) {
            throw Refusal.badRequest(e.field(), e.getOriginalMessage());
        } catch (IOException e) {
            // the answer is the same: it is no object
        }
        throw Refusal.badRequest("body", "expected is a JSON object, each of its members once.");
    }

    @Override
    public ServletInputStream getInputStream() {
        var stream = new ByteArrayInputStream(bytes);
        return new ServletInputStream() {
            @Override
            public int read() {
                return stream.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return stream.read(target, offset, length);
            }

            @Override
            public boolean isFinished() {
                return stream.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("the body is there already");
            }
        };
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
}
