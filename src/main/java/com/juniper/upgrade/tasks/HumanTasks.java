package com.juniper.upgrade.tasks;

import com.juniper.upgrade.security.Caller;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits for people. Somebody works on the tasks that are assigned to him, that he is a candidate of, or that one of his
 * roles' groups is; operators on all. To everybody else but staff a task does not exist.
 *
 * <p>Where a task is named by its id, {@link com.juniper.upgrade.upgrades.RequestNotFoundException} says that it does not
 * exist, or not for the caller, or is done; {@link com.juniper.upgrade.upgrades.NotAllowedException} that the caller reads it
 * only; {@link com.juniper.upgrade.upgrades.RequestRefusedException} why something cannot be done with it now.
 */
public interface HumanTasks {

    /** {@return a page of the open tasks that the caller may work on} */
    TaskPage list(TaskFilter filter, Caller caller);

    /** {@return all open tasks of a case, whoever they are for; who asks has seen that the caller may see the case} */
    List<HumanTask> ofCase(String number);

    /** {@return all open tasks of an issue, whoever they are for; who asks has seen that the caller may see the issue} */
    List<HumanTask> ofIssue(String issueNumber);

    /** {@return a task with its form} */
    TaskForm open(String id, Caller caller);

    /** Takes a task that nobody has. */
    void claim(String id, Caller caller);

    /** Gives a task back that the caller has; staff gives back those of others too. */
    void unclaim(String id, Caller caller);

    /** Gives a task to a colleague, or takes it over from one: {@link TaskForm#colleagues()}. */
    void assign(String id, String login, Caller caller);

    /**
     * Completes a task with the fields of its form.
     *
     * @param values of the fields that can be filled in, by their keys: text, number, true or false, a list or an object
     */
    void complete(String id, Map<String, @Nullable Object> values, Caller caller);
}
