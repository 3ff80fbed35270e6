package com.juniper.upgrade.security;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that callers send, wherever it is read: what no text of PostgreSQL's holds, the character U+0000, is refused
 * in any text and any name.
 */
public final class RequestJson extends JsonFactory {

    /** A text holds U+0000. */
    public static final class TextRefusedException extends JsonParseException {

        private final String field;

        private TextRefusedException(JsonParser parser, String field) {
            super(parser, "A text holds the character U+0000, which no text may: leave it out.");
            this.field = field;
        }

        /** {@return where, its names with dots between them; {@code body} for the whole} */
        public String field() {
            return field;
        }
    }

    @Override
    protected JsonParser _createParser(InputStream json, IOContext context) throws IOException {
        return new Texts(super._createParser(json, context));
    }

    @Override
    protected JsonParser _createParser(Reader json, IOContext context) throws IOException {
        return new Texts(super._createParser(json, context));
    }

    @Override
    protected JsonParser _createParser(byte[] json, int offset, int length, IOContext context) throws IOException {
        return new Texts(super._createParser(json, offset, length, context));
    }

    @Override
    protected JsonParser _createParser(char[] json, int offset, int length, IOContext context, boolean recyclable)
            throws IOException {
        return new Texts(super._createParser(json, offset, length, context, recyclable));
    }

    private static final class Texts extends JsonParserDelegate {

        private Texts(JsonParser parser) {
            super(parser);
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            var token = super.nextToken();
            if ((token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME)
                    && getText().indexOf('\0') >= 0) {
                throw new TextRefusedException(this, field(token));
            }
            return token;
        }

        @Override
        public @Nullable JsonToken nextValue() throws IOException {
            var token = nextToken();
            return token == JsonToken.FIELD_NAME ? nextToken() : token;
        }

        private String field(JsonToken token) {
            var path = getParsingContext().pathAsPointer();
            var named = String.valueOf(token == JsonToken.FIELD_NAME ? path.head() : path);
            return named.isEmpty() ? "body" : named.substring(1).replace('/', '.');
        }
    }
}
