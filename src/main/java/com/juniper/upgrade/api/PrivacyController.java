package com.juniper.upgrade.api;

import com.juniper.upgrade.privacy.DataExport;
import com.juniper.upgrade.privacy.DataSubject;
import com.juniper.upgrade.privacy.Erasure;
import com.juniper.upgrade.privacy.Erasures;
import com.juniper.upgrade.privacy.PrivacyReason;
import com.juniper.upgrade.privacy.RetentionSchedule;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Export and erasure of what is kept of a company or a person, and how long each kind of data is kept (R30, R31). */
@RestController
class PrivacyController {

    private final DataExport exports;
    private final Erasures erasures;
    private final RetentionSchedule retention;
    private final CurrentCaller callers;

    PrivacyController(DataExport exports, Erasures erasures, RetentionSchedule retention, CurrentCaller callers) {
        this.exports = exports;
        this.erasures = erasures;
        this.retention = retention;
        this.callers = callers;
    }

    /**
     * Whose data, and why.
     *
     * @param company a company's id, for all of it
     * @param person a login, for one person
     * @param confirmation of an erasure: the id or login again
     */
    record Order(
            @Nullable String company,
            @Nullable String person,
            @Nullable PrivacyReason reason,
            @Nullable String confirmation) {

        DataSubject subject() {
            return new DataSubject(company, person);
        }

        PrivacyReason why() {
            if (reason == null) {
                throw new BadParameterException("'reason' is missing: ASKED, CONTRACT_ENDED, AUTHORITY or OTHER");
            }
            return reason;
        }
    }

    /** Everything that is kept, as a zip of JSON; operators for all, customers for their own company. */
    @PostMapping("/api/privacy/exports")
    void export(@RequestBody Order order, HttpServletResponse response) throws IOException {
        var caller = callers.require();
        var reason = order.why();
        exports.check(order.subject(), caller); // refused before anything is written
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename("export.zip").build().toString());
        exports.write(order.subject(), reason, caller, response.getOutputStream());
    }

    /** Erases it; refused with names while something runs. {@return the proof} */
    @PostMapping("/api/privacy/erasures")
    @ResponseStatus(HttpStatus.CREATED)
    Erasure erase(@RequestBody Order order) {
        return erasures.erase(
                order.subject(), order.why(), Objects.requireNonNullElse(order.confirmation(), ""), callers.require());
    }

    /** {@return the newest hundred proofs} */
    @GetMapping("/api/privacy/erasures")
    List<Erasure> erasures() {
        return erasures.newest();
    }

    /** {@return a proof} */
    @GetMapping("/api/privacy/erasures/{id}")
    Erasure erasure(@PathVariable UUID id) {
        return erasures.find(id).orElseThrow(() -> new RequestNotFoundException("The erasure " + id));
    }

    /** {@return how long each kind of data is kept, and who deletes it} */
    @GetMapping("/api/retention")
    List<RetentionSchedule.Kept> retention() {
        return retention.all();
    }
}
