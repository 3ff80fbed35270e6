package com.juniper.upgrade.workflow.access;

import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import java.util.Arrays;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * Has the process engine grant tasks one by one to customers alone. Staff has its rights on whole models, from
 * {@link EngineAuthorizations}, and {@link EngineGate} asks whose a task is: with a grant of each open task to the
 * analysts' group, the engine would join all tasks with all grants whenever an analyst lists some.
 */
@Component
class TaskGrants extends DefaultAuthorizationProvider implements ProcessEnginePlugin {

    private static final AuthorizationEntity[] NONE = {};

    private final People people;

    TaskGrants(People people) {
        this.people = people;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setResourceAuthorizationProvider(this);
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {}

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {}

    /** A grant of a task's history would stay for as long as the history does; Tasklist shows open tasks. */
    @Override
    protected boolean isHistoricInstancePermissionsEnabled() {
        return false;
    }

    @Override
    protected AuthorizationEntity[] createOrUpdateAuthorizationsByGroupId(Task task, String group) {
        boolean staff = Arrays.stream(Role.values())
                .anyMatch(role -> role.isStaff() && role.group().equals(group));
        return staff ? NONE : super.createOrUpdateAuthorizationsByGroupId(task, group);
    }

    @Override
    protected AuthorizationEntity[] createOrUpdateAuthorizationsByUserId(Task task, String login) {
        return people.find(login).filter(Person::isStaff).isPresent()
                ? NONE
                : super.createOrUpdateAuthorizationsByUserId(task, login);
    }
}
