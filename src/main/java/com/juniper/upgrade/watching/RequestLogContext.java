package com.juniper.upgrade.watching;

import com.juniper.upgrade.LogContext;
import com.juniper.upgrade.upgrades.UpgradeNumbers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Says in the log of which case, request and build a page or a REST call is: their addresses name them. */
@Component
class RequestLogContext implements AsyncHandlerInterceptor, WebMvcConfigurer {

    /** What numbers, ids and names consist of: whoever asks for another address writes nothing of his own into the log. */
    private static final Pattern NAME = Pattern.compile("[\\w-]{1,64}");

    private final UpgradeNumbers numbers;

    RequestLogContext(UpgradeNumbers numbers) {
        this.numbers = numbers;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        LogContext.clear();
        var pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables) {
            put(pattern, variables);
        }
        return true;
    }

    private void put(String pattern, Map<?, ?> variables) {
        if (pattern.startsWith("/upgrades/{number}") || pattern.startsWith("/api/upgrades/{number}")) {
            LogContext.put(LogContext.UPGRADE, text(variables, "number"));
        } else if (pattern.startsWith("/api/requests/{id}")) {
            var id = text(variables, "id");
            LogContext.put(LogContext.REQUEST, id);
            LogContext.put(LogContext.UPGRADE, numberOf(id));
        } else if (pattern.contains("/builds/{number}")) {
            LogContext.put(LogContext.BUILD, "%s/%s".formatted(text(variables, "name"), text(variables, "number")));
        }
    }

    private static @Nullable String text(Map<?, ?> variables, String name) {
        return variables.get(name) instanceof String text && NAME.matcher(text).matches() ? text : null;
    }

    private @Nullable String numberOf(@Nullable String id) {
        try {
            return id == null ? null : numbers.of(UUID.fromString(id)).orElse(null);
        } catch (IllegalArgumentException e) {
            return null; // no request has such an id; the controller says so
        }
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception problem) {
        LogContext.clear();
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        LogContext.clear();
    }
}
