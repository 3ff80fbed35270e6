package com.juniper.upgrade.projects;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Writes down what listeners hear of. */
class PushRecorder implements PushListener {

    /** What was heard: {@code project branch commit by}, or {@code project branch deleted}. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    volatile boolean failing;

    @Override
    public void pushed(Project project, Branch branch, Consumer<String> tell) {
        if (failing) {
            throw new IllegalStateException("The listener fails on purpose");
        }
        heard.add("%s %s %s %s".formatted(project.name(), branch.name(), branch.commitId(), branch.pushedBy()));
        tell.accept("Heard of " + branch.name());
    }

    @Override
    public void deleted(Project project, String branch) {
        heard.add("%s %s deleted".formatted(project.name(), branch));
    }

    List<String> of(Project project) {
        return heard.stream()
                .filter(line -> line.startsWith(project.name() + " "))
                .map(line -> line.substring(project.name().length() + 1))
                .toList();
    }
}
