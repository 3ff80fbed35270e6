package com.juniper.upgrade.projects;

import com.juniper.upgrade.modules.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A commit's custom modules cannot be brought into a database; what was there before is as it was. */
class BuildFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    BuildFailedException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    BuildFailedException(String reason) {
        this(List.of(new Problem(null, null, reason)));
    }

    List<Problem> problems() {
        return problems;
    }
}
