package com.juniper.upgrade.workflow;

import static com.juniper.upgrade.workflow.IssueResolutionModel.FOR_MAINTAINER;
import static com.juniper.upgrade.workflow.IssueResolutionModel.ISSUE_DUE;
import static com.juniper.upgrade.workflow.IssueResolutionModel.ISSUE_NUMBER;

import com.juniper.upgrade.support.Category;
import com.juniper.upgrade.support.Concern;
import com.juniper.upgrade.support.Coverage;
import com.juniper.upgrade.support.CoverageFacts;
import com.juniper.upgrade.support.Issue;
import com.juniper.upgrade.support.IssueState;
import com.juniper.upgrade.support.IssueWorkflow;
import com.juniper.upgrade.support.Route;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Repository;

/** Decides and resolves issues with the models of {@code bpmn/}. */
@Repository
class CamundaIssueWorkflow implements IssueWorkflow {

    private static final String COVERAGE = "SlaCoverage";
    private static final String ROUTING = "IssueRouting";

    private final RuntimeService processes;
    private final DecisionService decisions;
    private final Map<CoverageFacts, Coverage> coverages = new ConcurrentHashMap<>();

    CamundaIssueWorkflow(RuntimeService processes, DecisionService decisions) {
        this.processes = processes;
        this.decisions = decisions;
    }

    /** The decision depends on nothing else, and its history is long: each answer is asked for once. */
    @Override
    public Coverage coverage(CoverageFacts facts) {
        return coverages.computeIfAbsent(facts, this::decideCoverage);
    }

    private Coverage decideCoverage(CoverageFacts facts) {
        var decided = decide(COVERAGE, facts.asVariables());
        return new Coverage(
                entry(decided, "covered", Boolean.class),
                entry(decided, "requirement", String.class),
                entry(decided, "clause", String.class));
    }

    @Override
    public Route route(Category category, Concern concern, boolean covered) {
        var decided =
                decide(ROUTING, Map.of("category", category.name(), "concern", concern.name(), "covered", covered));
        return new Route(
                entry(decided, "forMaintainer", Boolean.class),
                entry(decided, "hours", Number.class).intValue());
    }

    private Map<String, Object> decide(String decision, Map<String, Object> facts) {
        return decisions
                .evaluateDecisionByKey(decision)
                .variables(facts)
                .evaluate()
                .getSingleResult()
                .getEntryMap();
    }

    private static <T> T entry(Map<String, Object> decided, String name, Class<T> type) {
        return Objects.requireNonNull(type.cast(decided.get(name)), name);
    }

    /** In the case's process where that is under way and knows of issues; else, and for an internal one, beside it. */
    @Override
    public void start(Issue issue) {
        var variables = Map.<String, Object>of(
                ISSUE_NUMBER.name(),
                issue.number(),
                FOR_MAINTAINER.name(),
                issue.state() == IssueState.REPAIRING,
                ISSUE_DUE.name(),
                Date.from(issue.due()));
        var waiting = processes
                .createExecutionQuery()
                .processDefinitionKey(UpgradeLifecycleModel.PROCESS_ID)
                .processInstanceBusinessKey(issue.upgrade())
                .messageEventSubscriptionName(UpgradeLifecycleModel.MESSAGE_ISSUE_REPORTED)
                .list();
        if (waiting.isEmpty() || issue.internal()) {
            processes.startProcessInstanceByKey(IssueResolutionModel.PROCESS_ID, issue.upgrade(), variables);
        } else {
            processes
                    .createMessageCorrelation(UpgradeLifecycleModel.MESSAGE_ISSUE_REPORTED)
                    .processInstanceId(waiting.get(0).getProcessInstanceId())
                    .setVariablesToTriggeredScope(variables)
                    .correlate();
        }
    }

    @Override
    public boolean withdraw(String number) {
        return !processes
                        .createMessageCorrelation(IssueResolutionModel.MESSAGE_ISSUE_WITHDRAWN)
                        .processInstanceVariableEquals(ISSUE_NUMBER.name(), number)
                        .correlateAllWithResult()
                        .isEmpty()
                || processes
                                .createExecutionQuery()
                                .variableValueEquals(ISSUE_NUMBER.name(), number)
                                .count()
                        == 0;
    }
}
