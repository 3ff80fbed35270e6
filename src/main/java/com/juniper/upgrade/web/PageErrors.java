package com.juniper.upgrade.web;

import com.juniper.upgrade.artifacts.FileStoreAwayException;
import com.juniper.upgrade.explorer.DatabaseUnavailableException;
import com.juniper.upgrade.explorer.NotThereException;
import com.juniper.upgrade.releases.ReleaseRefusedException;
import com.juniper.upgrade.upgrades.DatabaseInUseException;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Shows what a page does not have as the error page, and what is refused with its reason. */
@ControllerAdvice(basePackageClasses = PageErrors.class)
class PageErrors {

    private static final String RETRY_AFTER = "10";

    private final PageModel pages;

    PageErrors(PageModel pages) {
        this.pages = pages;
    }

    @ExceptionHandler({RequestNotFoundException.class, IllegalArgumentException.class})
    void notFound(RuntimeException refusal, HttpServletResponse response) throws IOException {
        response.sendError(HttpStatus.NOT_FOUND.value(), refusal.getMessage());
    }

    @ExceptionHandler
    ModelAndView missing(MissingServletRequestParameterException refusal) {
        return explained(HttpStatus.BAD_REQUEST, "'%s' is missing.".formatted(refusal.getParameterName()));
    }

    @ExceptionHandler
    ModelAndView mistaken(MethodArgumentTypeMismatchException refusal) {
        if (refusal.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return explained(HttpStatus.NOT_FOUND, (String) null);
        }
        return explained(
                HttpStatus.BAD_REQUEST, "'%s' is nothing for '%s'.".formatted(refusal.getValue(), refusal.getName()));
    }

    @ExceptionHandler
    ModelAndView notThere(NotThereException refusal) {
        return explained(HttpStatus.NOT_FOUND, refusal);
    }

    @ExceptionHandler
    ModelAndView notAllowed(NotAllowedException refusal) {
        return explained(HttpStatus.FORBIDDEN, refusal);
    }

    @ExceptionHandler({DatabaseInUseException.class, OptimisticLockingFailureException.class})
    ModelAndView conflict(RuntimeException refusal) {
        return explained(HttpStatus.CONFLICT, refusal);
    }

    @ExceptionHandler({RequestRefusedException.class, ReleaseRefusedException.class})
    ModelAndView refused(RuntimeException refusal) {
        return explained(HttpStatus.UNPROCESSABLE_ENTITY, refusal);
    }

    @ExceptionHandler({DatabaseUnavailableException.class, FileStoreAwayException.class})
    ModelAndView unavailable(RuntimeException refusal, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        return explained(HttpStatus.SERVICE_UNAVAILABLE, refusal);
    }

    private ModelAndView explained(HttpStatus status, RuntimeException refusal) {
        return explained(status, refusal.getMessage());
    }

    private ModelAndView explained(HttpStatus status, @Nullable String detail) {
        var page = new ModelAndView("error", status);
        page.addObject("status", status.value());
        page.addObject("viewer", pages.viewer());
        page.addObject("detail", detail);
        return page;
    }
}
