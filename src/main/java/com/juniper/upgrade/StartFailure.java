package com.juniper.upgrade;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;

/** Says in a sentence, without a stack trace, why the platform does not start. */
final class StartFailure implements FailureAnalyzer, FailureAnalysisReporter, Ordered {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(StartFailure::reason)
                .filter(reason -> reason != null)
                .findFirst()
                .map(reason -> new FailureAnalysis(reason, null, failure))
                .orElse(null);
    }

    private static @Nullable String reason(Throwable cause) {
        if (cause instanceof PortInUseException taken) {
            return "Port %d is in use. Stop what listens there, or choose another port: SERVER_PORT=%d bin/run"
                    .formatted(taken.getPort(), taken.getPort() + 1);
        }
        return cause instanceof StartRefusedException ? cause.getMessage() : null;
    }

    @Override
    public void report(FailureAnalysis analysis) {
        var action = analysis.getAction() == null ? "" : System.lineSeparator() + analysis.getAction();
        System.err.println("Juniper Upgrade does not start: " + analysis.getDescription() + action);
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
