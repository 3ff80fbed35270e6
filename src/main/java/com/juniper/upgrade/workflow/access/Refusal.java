package com.juniper.upgrade.workflow.access;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** A call of the process engine is refused; becomes the answer, as problem details. */
class Refusal extends RuntimeException {

    private final HttpStatus status;
    private final transient Map<String, ?> facts;

    Refusal(HttpStatus status, String detail, Map<String, ?> facts) {
        super(detail);
        this.status = status;
        this.facts = facts;
    }

    /** Something in a call that is wrong or missing, by its name, and what is expected in its place. */
    record Problem(String name, String expected) {}

    /** {@return the refusal of a call with wrong or missing parts, all of them named at once} */
    static Refusal badRequest(List<Problem> problems) {
        var detail = problems.stream()
                .map(problem -> problem.name() + ": " + problem.expected())
                .collect(Collectors.joining(" "));
        return new Refusal(HttpStatus.BAD_REQUEST, detail, Map.of("problems", problems));
    }

    static Refusal badRequest(String name, String expected) {
        return badRequest(List.of(new Problem(name, expected)));
    }

    static Refusal notFound(String what) {
        return new Refusal(HttpStatus.NOT_FOUND, what + " does not exist", Map.of());
    }

    HttpStatus status() {
        return status;
    }

    Map<String, ?> facts() {
        return facts;
    }
}
