package com.juniper.upgrade.workflow.access;

import com.juniper.upgrade.workflow.TypedVariable;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says with every task of a case which case it is, so that Tasklist's lists and searches show it. */
@Component
class TaskFacts {

    /** The case's number, and the name of its database; the task's own. */
    static final TypedVariable<String> UPGRADE = new TypedVariable<>("upgrade", String.class);

    static final TypedVariable<String> DATABASE = new TypedVariable<>("database", String.class);

    private final JdbcClient jdbc;

    TaskFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener(condition = "#task.eventName == '" + TaskListener.EVENTNAME_CREATE + "'")
    void created(DelegateTask task) {
        var number = task.getExecution().getProcessBusinessKey();
        if (number != null) {
            task.setVariableLocal(UPGRADE.name(), number);
            jdbc.sql("select database_name from upgrade.upgrade where number = ?")
                    .param(number)
                    .query(String.class)
                    .optional()
                    .ifPresent(name -> task.setVariableLocal(DATABASE.name(), name));
        }
    }
}
