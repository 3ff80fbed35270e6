package com.juniper.upgrade.api;

import com.juniper.upgrade.artifacts.Uploads;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Uploads by the tus protocol 1.0.0: {@code POST /api/uploads}, then {@code PATCH} and {@code HEAD} on the Location. */
@RestController
class UploadController {

    private final Uploads uploads;
    private final CurrentCaller callers;

    UploadController(Uploads uploads, CurrentCaller callers) {
        this.uploads = uploads;
        this.callers = callers;
    }

    /** What is known of an upload; {@code bytes} is its declared length, {@code error} why it cannot be used. */
    record UploadView(
            String uploadId,
            String fileName,
            long bytes,
            boolean complete,
            @Nullable String sha256,
            @Nullable String error) {}

    @GetMapping("/api/uploads/{id}")
    UploadView find(@PathVariable String id) {
        return uploads.find(id, callers.require().name())
                .map(upload -> new UploadView(
                        upload.id(),
                        upload.fileName(),
                        upload.bytes(),
                        upload.complete(),
                        upload.sha256(),
                        upload.error()))
                .orElseThrow(() -> new RequestNotFoundException("Upload " + id));
    }

    @Hidden
    @RequestMapping(
            path = {"/api/uploads", "/api/uploads/{id}"},
            method = {
                RequestMethod.POST,
                RequestMethod.PATCH,
                RequestMethod.HEAD,
                RequestMethod.DELETE,
                RequestMethod.OPTIONS
            })
    void tus(HttpServletRequest request, HttpServletResponse response) throws IOException {
        uploads.serve(request, response, callers.require().name());
    }
}
