package com.juniper.upgrade.modules;

import java.util.List;
import java.util.stream.Collectors;

/** Custom modules cannot be used as they are; tells everything that is wrong with them at once. */
public class ModulesRefusedException extends RuntimeException {

    private final List<Problem> problems;

    ModulesRefusedException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
