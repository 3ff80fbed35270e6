package com.juniper.upgrade.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Writes what was seen, downloaded and refused at the addresses of {@link SeenAddresses}. What somebody changed is written by
 * the database itself, with the change.
 */
@Component
class SeenInterceptor implements HandlerInterceptor {

    private final SeenAddresses addresses = SeenAddresses.read();
    private final AuditLog log;

    SeenInterceptor(AuditLog log) {
        this.log = log;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        boolean refused = response.getStatus() == HttpStatus.FORBIDDEN.value();
        boolean seen = response.getStatus() < HttpStatus.MULTIPLE_CHOICES.value();
        if (!seen && !refused) {
            return;
        }
        var pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        addresses
                .find(request.getMethod(), pattern)
                .ifPresent(what -> log.write(
                        refused ? "REFUSED" : what.act(),
                        what.kind(),
                        what.object(variables(request)),
                        refused ? what.act() : null));
    }

    @SuppressWarnings("unchecked") // as Spring MVC documents the attribute
    private static Map<String, String> variables(HttpServletRequest request) {
        var variables = (Map<String, String>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables == null ? Map.of() : variables;
    }
}
