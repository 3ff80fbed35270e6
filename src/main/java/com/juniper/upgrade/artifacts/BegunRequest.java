package com.juniper.upgrade.artifacts;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** A request of whose body the beginning was read already, and is given again. */
final class BegunRequest extends HttpServletRequestWrapper {

    private final ServletInputStream body;

    BegunRequest(HttpServletRequest request, byte[] beginning) throws IOException {
        super(request);
        this.body = new Body(beginning, request.getInputStream());
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    private static final class Body extends ServletInputStream {

        private final ServletInputStream rest;
        private final InputStream whole;

        Body(byte[] beginning, ServletInputStream rest) {
            this.rest = rest;
            this.whole = new SequenceInputStream(new ByteArrayInputStream(beginning), rest);
        }

        @Override
        public int read() throws IOException {
            return whole.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return whole.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return rest.isFinished();
        }

        @Override
        public boolean isReady() {
            return rest.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The beginning was read already");
        }
    }
}
