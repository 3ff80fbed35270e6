package com.juniper.upgrade.web;

import com.juniper.upgrade.upgrades.RequestNotFoundException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Shows what a page does not have as the error page. */
@ControllerAdvice(basePackageClasses = PageErrors.class)
class PageErrors {

    @ExceptionHandler(RequestNotFoundException.class)
    void notFound(RequestNotFoundException refusal, HttpServletResponse response) throws IOException {
        response.sendError(HttpStatus.NOT_FOUND.value(), refusal.getMessage());
    }

    @ExceptionHandler(IllegalArgumentException.class)
    void badAddress(IllegalArgumentException refusal, HttpServletResponse response) throws IOException {
        response.sendError(HttpStatus.NOT_FOUND.value(), refusal.getMessage());
    }
}
