package com.juniper.upgrade.workflow.access;

import com.juniper.upgrade.CaseFixture;
import com.juniper.upgrade.CaseFixture.Case;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A case of the company Rivalry that waits for its people, with a secret in whatever the process engine keeps of it. */
final class EngineSecrets {

    /** Stands in every text. */
    static final String SECRET = "s3cret-of-rivalry";

    private static final String VARIABLE = "secret";

    private final RuntimeService processes;
    private final TaskService tasks;
    private final HistoryService history;
    private final JdbcClient jdbc;
    private final Case waiting;
    private final String instance;
    private final String task;

    /** By the name of the resource that stands before the placeholder in an address. */
    private final Map<String, String> ids = new HashMap<>();

    EngineSecrets(ApplicationContext platform) {
        processes = platform.getBean(RuntimeService.class);
        tasks = platform.getBean(TaskService.class);
        history = platform.getBean(HistoryService.class);
        jdbc = platform.getBean(JdbcClient.class);
        waiting = new CaseFixture(platform).make("rival", "WAITING_FOR_MODULES");
        jdbc.sql("update upgrade.upgrade set company = 'rivalry', database_name = ? where number = ?")
                .params(SECRET, waiting.number())
                .update();
        var started = processes
                .createProcessInstanceByKey("TestUpgrade")
                .businessKey(waiting.number())
                .setVariables(
                        Map.of("requestId", waiting.request().toString(), "targetVersion", "17.0", VARIABLE, SECRET))
                .startBeforeActivity("Task_DeclareCustomModulesPorted")
                .execute();
        instance = started.getId();
        task = tasks.createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
        ids.put("process-definition", started.getProcessDefinitionId());
        ids.put("decision-definition", decision(platform.getBean(RepositoryService.class)));
        work(platform.getBean(IdentityService.class));
        fail(platform.getBean(ManagementService.class));
        keep(platform.getBean(RepositoryService.class), platform.getBean(FilterService.class));
        end();
        find();
    }

    private static String decision(RepositoryService models) {
        return models.createDecisionDefinitionQuery()
                .latestVersion()
                .list()
                .get(0)
                .getId();
    }

    /** What people leave with a task, and in the log of what they did. */
    private void work(IdentityService identities) {
        tasks.setVariableLocal(task, "own", SECRET);
        ids.put("comment", tasks.createComment(task, instance, SECRET).getId());
        ids.put(
                "attachment",
                tasks.createAttachment(
                                "text",
                                task,
                                instance,
                                SECRET,
                                SECRET,
                                new ByteArrayInputStream(SECRET.getBytes(StandardCharsets.UTF_8)))
                        .getId());
        identities.setAuthenticatedUserId("rival");
        try {
            tasks.setDescription(task, SECRET);
            tasks.setAssignee(task, "rival");
        } finally {
            identities.clearAuthentication();
        }
        history.createUserOperationLogQuery()
                .processInstanceId(instance)
                .list()
                .forEach(entry -> history.setAnnotationForOperationLogById(entry.getOperationId(), SECRET));
    }

    /** An incident, and a job that has failed. */
    private void fail(ManagementService management) {
        var execution = tasks.createTaskQuery().taskId(task).singleResult().getExecutionId();
        ids.put(
                "incident",
                processes.createIncident(SECRET, execution, SECRET, SECRET).getId());
        var job = management.createJobQuery().processInstanceId(instance).list().get(0);
        var trace = "trace-" + UUID.randomUUID();
        jdbc.sql("insert into camunda.act_ge_bytearray (id_, rev_, name_, bytes_) values (?, 1, 'trace', ?)")
                .params(trace, SECRET.getBytes(StandardCharsets.UTF_8))
                .update();
        jdbc.sql("update camunda.act_ru_job set exception_msg_ = ?, exception_stack_id_ = ? where id_ = ?")
                .params(SECRET, trace, job.getId())
                .update();
        jdbc.sql("""
                        update camunda.act_hi_job_log set job_exception_msg_ = ?, job_exception_stack_id_ = ?
                        where process_instance_id_ = ?""").params(SECRET, trace, instance).update();
        ids.put("job", job.getId());
        ids.put("job-definition", job.getJobDefinitionId());
    }

    /** What belongs to no instance. */
    private void keep(RepositoryService models, FilterService filters) {
        var deployment = models.createDeployment()
                .name(SECRET)
                .addString("secret.txt", SECRET)
                .deploy();
        ids.put("deployment", deployment.getId());
        ids.put(
                "resources",
                models.getDeploymentResources(deployment.getId()).get(0).getId());
        ids.put("filter", filters.saveFilter(filters.newTaskFilter(SECRET)).getId());
    }

    private void end() {
        var ended = processes
                .createProcessInstanceByKey("TestUpgrade")
                .businessKey(waiting.number())
                .setVariables(
                        Map.of("requestId", waiting.request().toString(), "targetVersion", "17.0", VARIABLE, SECRET))
                .startBeforeActivity("Task_DeclareCustomModulesPorted")
                .execute();
        processes.deleteProcessInstance(ended.getId(), SECRET);
    }

    private void find() {
        ids.put("task", task);
        ids.put("process-instance", instance);
        ids.put("execution", instance);
        ids.put("variables", VARIABLE);
        ids.put("localVariables", "own");
        ids.put(
                "variable-instance",
                processes
                        .createVariableInstanceQuery()
                        .processInstanceIdIn(instance)
                        .variableName(VARIABLE)
                        .singleResult()
                        .getId());
        ids.put(
                "detail",
                history.createHistoricDetailQuery()
                        .processInstanceId(instance)
                        .variableUpdates()
                        .list()
                        .get(0)
                        .getId());
        ids.put(
                "activity-instance",
                history.createHistoricActivityInstanceQuery()
                        .processInstanceId(instance)
                        .list()
                        .get(0)
                        .getId());
        ids.put(
                "job-log",
                history.createHistoricJobLogQuery()
                        .processInstanceId(instance)
                        .list()
                        .get(0)
                        .getId());
        ids.put("user", "rival");
        ids.put("group", "customers");
        ids.put("key", "TestUpgrade");
        ids.put("engine", "default");
    }

    /** {@return an address with the ids of what belongs to the case} */
    String filled(String address) {
        var parts = address.split("/", -1);
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].startsWith("{")) {
                parts[i] = parts[i].startsWith("{engine")
                                || parts[i].startsWith("{processEngine")
                                || parts[i - 1].equals("engine")
                        ? "default"
                        : ids.getOrDefault(parts[i - 1], "none");
            }
        }
        return String.join("/", parts);
    }

    /** {@return the queries of a list that find the case} */
    List<String> queries() {
        return List.of(
                "?processInstanceId=" + instance,
                "?processInstanceIdIn=" + instance,
                "?businessKey=" + waiting.number(),
                "?processInstanceBusinessKey=" + waiting.number(),
                "?taskId=" + task,
                "?taskIdIn=" + task,
                "?userId=rival");
    }

    /** {@return what nobody else may read} */
    List<String> secrets() {
        return List.of(SECRET, waiting.request().toString(), "Rita");
    }

    /** {@return whether the task waits as before} */
    boolean isUntouched() {
        return tasks.createTaskQuery()
                                .taskId(task)
                                .taskAssignee("rival")
                                .active()
                                .count()
                        == 1
                && SECRET.equals(processes.getVariable(instance, VARIABLE));
    }
}
