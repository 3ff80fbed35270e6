package com.juniper.upgrade.tasks;

import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task that is open.
 *
 * @param key of the task in its model, like {@code Task_TestArea}
 * @param process the model's id, like {@code Testing}
 * @param description who does it and what completing it means: the model's documentation
 * @param number of the case, where it belongs to one
 * @param database the name of the case's database
 * @param issue the number of the issue that it is about
 * @param due until when it is to be done; null where no time is set
 * @param assignee who has taken it, or to whom it was given
 * @param candidates who may take it
 * @param groups whose people may take it
 */
public record HumanTask(
        String id,
        String key,
        String process,
        String name,
        @Nullable String description,
        @Nullable String number,
        @Nullable String database,
        @Nullable String issue,
        Instant created,
        @Nullable Instant due,
        @Nullable Worker assignee,
        List<Worker> candidates,
        List<Role> groups) {

    /** {@return whether its time is over} */
    public boolean isOverdue() {
        return due != null && due.isBefore(Instant.now());
    }

    /** {@return whether somebody may work on it} */
    public boolean isFor(Caller caller) {
        Person person = caller.person();
        return (assignee != null && assignee.login().equals(caller.name()))
                || candidates.stream().anyMatch(candidate -> candidate.login().equals(caller.name()))
                || (person != null
                        && (person.roles().contains(Role.OPERATOR)
                                || groups.stream().anyMatch(person.roles()::contains)));
    }

    /** {@return whose turn it is, like "Dora Demo, Carl Colleague, our analysts"} */
    public String whom() {
        if (assignee != null) {
            return assignee.name();
        }
        return Stream.concat(
                        candidates.stream().map(Worker::name), groups.stream().map(HumanTask::inWords))
                .collect(Collectors.joining(", "));
    }

    private static String inWords(Role group) {
        return switch (group) {
            case ANALYST -> "our analysts";
            case OPERATOR -> "our operators";
            case CUSTOMER -> "customers";
            case MAINTAINER -> "maintainers";
            case INTEGRATION -> "programs";
        };
    }
}
