package com.juniper.upgrade.api;

import com.juniper.upgrade.artifacts.DumpRefusedException;
import com.juniper.upgrade.artifacts.FileStoreAwayException;
import com.juniper.upgrade.artifacts.TooManyUploadsException;
import com.juniper.upgrade.artifacts.UploadPausedException;
import com.juniper.upgrade.artifacts.UploadRefusedException;
import com.juniper.upgrade.databases.DatabaseBusyException;
import com.juniper.upgrade.engine.EngineException;
import com.juniper.upgrade.explorer.DatabaseUnavailableException;
import com.juniper.upgrade.explorer.NotThereException;
import com.juniper.upgrade.releases.ReleaseRefusedException;
import com.juniper.upgrade.security.RequestJson.TextRefusedException;
import com.juniper.upgrade.upgrades.DatabaseInUseException;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The one table from the domain's refusals to statuses; answers are problem details (RFC 9457). */
@RestControllerAdvice(basePackageClasses = ProblemAdvice.class)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final String RETRY_AFTER = "60";

    @ExceptionHandler
    ProblemDetail refused(RequestRefusedException refusal) {
        var problem = problem(HttpStatus.UNPROCESSABLE_ENTITY, "The request is refused", refusal);
        problem.setProperty("reasons", refusal.reasons());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail notFound(RequestNotFoundException refusal) {
        return problem(HttpStatus.NOT_FOUND, "Not found", refusal);
    }

    @ExceptionHandler
    ProblemDetail forbidden(DownloadForbiddenException refusal) {
        return problem(HttpStatus.FORBIDDEN, "Only the submitter downloads", refusal);
    }

    @ExceptionHandler
    ProblemDetail notAllowed(NotAllowedException refusal) {
        return problem(HttpStatus.FORBIDDEN, "Not allowed", refusal);
    }

    @ExceptionHandler({
        ConflictException.class,
        DatabaseBusyException.class,
        DatabaseInUseException.class,
        OptimisticLockingFailureException.class
    })
    ProblemDetail conflict(RuntimeException refusal) {
        return problem(HttpStatus.CONFLICT, "Not possible now", refusal);
    }

    @ExceptionHandler
    ProblemDetail parameter(BadParameterException refusal) {
        return problem(HttpStatus.BAD_REQUEST, "The address is wrong", refusal);
    }

    @ExceptionHandler
    ProblemDetail notThere(NotThereException refusal) {
        return problem(HttpStatus.NOT_FOUND, "Not found", refusal);
    }

    @ExceptionHandler
    ProblemDetail unavailable(DatabaseUnavailableException refusal) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "The database is unavailable", refusal);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> storeAway(FileStoreAwayException refusal) {
        return later(problem(HttpStatus.SERVICE_UNAVAILABLE, "The file is unavailable", refusal));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> paused(UploadPausedException refusal) {
        return later(problem(HttpStatus.INSUFFICIENT_STORAGE, "The upload is paused", refusal));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooMany(TooManyUploadsException refusal) {
        return later(problem(HttpStatus.TOO_MANY_REQUESTS, "Too many uploads", refusal));
    }

    private static ResponseEntity<ProblemDetail> later(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
                .body(problem);
    }

    @ExceptionHandler({UploadRefusedException.class, DumpRefusedException.class, ReleaseRefusedException.class})
    ProblemDetail file(RuntimeException refusal) {
        return problem(HttpStatus.UNPROCESSABLE_ENTITY, "The file is refused", refusal);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (!(unreadable.getMostSpecificCause() instanceof TextRefusedException refusal)) {
            return super.handleHttpMessageNotReadable(unreadable, headers, status, request);
        }
        var problem = ProblemDetail.forStatusAndDetail(
                status, "%s: %s".formatted(refusal.field(), refusal.getOriginalMessage()));
        problem.setTitle("A text is wrong");
        problem.setProperty("reasons", List.of(new Reason(refusal.field(), refusal.getOriginalMessage())));
        return handleExceptionInternal(unreadable, problem, headers, status, request);
    }

    /** A reference database that the engine cannot read is the publisher's to mend. */
    @ExceptionHandler
    ProblemDetail engine(EngineException refusal) {
        return problem(HttpStatus.UNPROCESSABLE_ENTITY, "The database is refused", refusal);
    }

    private static ProblemDetail problem(HttpStatus status, String title, RuntimeException refusal) {
        var problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(refusal.getMessage()));
        problem.setTitle(title);
        return problem;
    }
}
