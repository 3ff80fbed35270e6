package com.juniper.upgrade.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.historyService;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.managementService;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.processEngine;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.repositoryService;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.runtimeService;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.checklists.Checklists;
import com.juniper.upgrade.checklists.TestingTexts;
import com.juniper.upgrade.checklists.TestingTexts.AreaText;
import com.juniper.upgrade.golive.GoLivePlans;
import com.juniper.upgrade.golive.GoLiveRun;
import com.juniper.upgrade.golive.GoLiveTexts;
import com.juniper.upgrade.projects.BranchUpgradeEnds;
import com.juniper.upgrade.projects.Builds;
import com.juniper.upgrade.projects.CommitQueue;
import com.juniper.upgrade.projects.ProductionStart;
import com.juniper.upgrade.reports.UpgradeReports;
import com.juniper.upgrade.rolling.Campaigns;
import com.juniper.upgrade.rolling.Invitations;
import com.juniper.upgrade.rolling.Trials;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.support.Category;
import com.juniper.upgrade.support.Concern;
import com.juniper.upgrade.support.Coverage;
import com.juniper.upgrade.support.Issue;
import com.juniper.upgrade.support.IssueState;
import com.juniper.upgrade.support.Issues;
import com.juniper.upgrade.upgrades.DatabaseFacts;
import com.juniper.upgrade.upgrades.Purpose;
import com.juniper.upgrade.upgrades.RequestEnds;
import com.juniper.upgrade.upgrades.RequestState;
import com.juniper.upgrade.upgrades.Timeline;
import com.juniper.upgrade.upgrades.Turns;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import com.juniper.upgrade.upgrades.UpgradeRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A test that follows the models step by step: the delegates are real, the domain behind them is mocked. */
abstract class ProcessTrace {

    static final UUID REQUEST = UUID.fromString("5e6ce4ba-3d4a-4b1c-8d7e-0c4f0d0b5a11");
    static final String NUMBER = "UPG-00042";
    static final Caller CALLER = new Caller("demo", null);
    static final Instant DUE = Instant.parse("2100-01-01T08:00:00Z");

    private static final JuniperProperties PROPERTIES = mock(JuniperProperties.class);

    final UpgradeRun run = mock(UpgradeRun.class);
    final Turns turns = mock(Turns.class);
    final RequestEnds ends = mock(RequestEnds.class);
    final UpgradeReports reports = mock(UpgradeReports.class);
    final UpgradeRequests requests = mock(UpgradeRequests.class);
    final CaseTeam caseTeam = mock(CaseTeam.class);
    final Checklists checklists = mock(Checklists.class);
    final TestingTexts texts = mock(TestingTexts.class);
    final CurrentCaller callers = mock(CurrentCaller.class);
    final Issues issues = mock(Issues.class);
    final IssueTasks issueTasks = mock(IssueTasks.class);
    final Timeline timeline = mock(Timeline.class);

    final Campaigns campaigns = mock(Campaigns.class);
    final Trials trials = mock(Trials.class);
    final Invitations invitations = mock(Invitations.class);
    final CommitQueue commits = mock(CommitQueue.class);
    final ProductionStart productionStart = mock(ProductionStart.class);
    final BranchUpgradeEnds branchUpgradeEnds = mock(BranchUpgradeEnds.class);
    final Builds builds = mock(Builds.class);
    final GoLivePlans plans = mock(GoLivePlans.class);
    final GoLiveRun goLive = mock(GoLiveRun.class);
    final GoLiveTexts goLiveTexts = mock(GoLiveTexts.class);
    final GoLiveTeam goLiveTeam = mock(GoLiveTeam.class);

    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();

    @BeforeEach
    void registerBeans() {
        beans.registerBean(UpgradeRun.class, () -> run);
        beans.registerBean(Turns.class, () -> turns);
        beans.registerBean(RequestEnds.class, () -> ends);
        beans.registerBean(UpgradeReports.class, () -> reports);
        beans.registerBean(UpgradeRequests.class, () -> requests);
        beans.registerBean(Checklists.class, () -> checklists);
        beans.registerBean(TestingTexts.class, () -> texts);
        beans.registerBean(CurrentCaller.class, () -> callers);
        beans.registerBean(Campaigns.class, () -> campaigns);
        beans.registerBean(Trials.class, () -> trials);
        beans.registerBean(Invitations.class, () -> invitations);
        beans.registerBean(CommitQueue.class, () -> commits);
        beans.registerBean(ProductionStart.class, () -> productionStart);
        beans.registerBean(BranchUpgradeEnds.class, () -> branchUpgradeEnds);
        beans.registerBean(Builds.class, () -> builds);
        beans.registerBean(GoLivePlans.class, () -> plans);
        beans.registerBean(GoLiveRun.class, () -> goLive);
        beans.registerBean(GoLiveTexts.class, () -> goLiveTexts);
        beans.registerBean(Issues.class, () -> issues);
        beans.registerBean(Timeline.class, () -> timeline);
        beans.registerBean(JuniperProperties.class, () -> PROPERTIES);
        var workflow = ProcessTrace.class.getPackageName();
        beans.scan(workflow + ".delegates", workflow + ".listeners");
        beans.refresh();
        List.of(JavaDelegate.class, ExecutionListener.class, TaskListener.class)
                .forEach(type -> beans.getBeansOfType(type).forEach(Mocks::register));
        Mocks.register("caseTeam", caseTeam);
        Mocks.register("goLiveTeam", goLiveTeam);
        Mocks.register("checklists", checklists);
        Mocks.register("issueTasks", issueTasks);
        Mocks.register("waits", new Waits("PT30S", "P30D", "P60D", "P14D", "P90D", "P60D"));
    }

    @BeforeEach
    void nothingGoesWrong() {
        when(turns.take(REQUEST)).thenReturn(true);
        when(run.analyse(any())).thenReturn(facts(null));
        when(run.modulesPorted(any())).thenReturn(true);
        when(caseTeam.of(REQUEST.toString())).thenReturn(List.of("demo", "dora"));
        when(caseTeam.customersOf(REQUEST.toString())).thenReturn(List.of("demo"));
        when(checklists.openAreas(any())).thenReturn(List.of("general", "sales"));
        when(texts.of(any(), any()))
                .thenAnswer(call ->
                        new AreaText("Area " + call.getArgument(1), "- an item", "http://platform.test/testing"));
        when(callers.require()).thenReturn(CALLER);
        when(issues.require(any())).thenAnswer(call -> issue(call.getArgument(0)));
        when(issueTasks.customersOf(any())).thenReturn(List.of("demo"));
        when(issueTasks.maintainersOf(any())).thenReturn(List.of("maintainer"));
    }

    @AfterEach
    void forgetBeans() {
        Mocks.reset();
        beans.close();
    }

    /** {@return what the analysis finds in a fine database, or in one of another application} */
    static DatabaseFacts facts(@Nullable String notErp) {
        return new DatabaseFacts(
                true,
                "18.0",
                List.of("16.0", "17.0", "18.0"),
                notErp == null,
                notErp,
                "community",
                "16.0",
                "community",
                null,
                "ONPREM",
                null,
                List.of("acme_sale"));
    }

    static Map<String, Object> variables(UUID request) {
        return TestUpgradeModel.variablesOf(request(request, Purpose.TEST));
    }

    /** {@return a request as the domain hands it over} */
    static UpgradeRequest request(UUID id, Purpose purpose) {
        return new UpgradeRequest(
                id,
                NUMBER,
                "acme",
                "shop",
                "demo",
                purpose,
                "demo@juniper.example",
                "JUN-ENT-0001",
                null,
                "upload",
                "shop.dump",
                1,
                null,
                null,
                "18.0",
                "ONPREM",
                RequestState.SUBMITTED,
                null,
                null,
                List.of(),
                false,
                null,
                null,
                null,
                null,
                null,
                false,
                Instant.EPOCH,
                null,
                null);
    }

    static CamundaIssueWorkflow issueWorkflow() {
        return new CamundaIssueWorkflow(runtimeService(), processEngine().getDecisionService());
    }

    /** {@return an issue as the domain hands it over, with the analysts} */
    static Issue issue(String number) {
        return new Issue(
                number,
                NUMBER,
                "acme",
                "shop",
                "16.0",
                "18.0",
                REQUEST,
                null,
                Category.TESTING,
                Concern.STANDARD,
                null,
                "Totals are gone",
                IssueState.REPORTED,
                new Coverage(true, "R137", "All standard applications are covered."),
                true,
                false,
                null,
                "demo",
                "Dora Demo",
                "demo@juniper.example",
                DUE,
                false,
                null,
                null,
                Instant.EPOCH,
                null,
                1,
                false);
    }

    /** Executes the one job that waits before, after or at an activity. */
    static void continueFrom(String activity) {
        managementService().executeJob(only(jobs(activity), activity).getId());
    }

    /** Executes jobs one after the other. */
    static void continueFrom(String first, String... others) {
        continueFrom(first);
        for (String activity : others) {
            continueFrom(activity);
        }
    }

    /** Executes an activity's job, which fails with that message and stays. */
    static void failAt(String activity, String message) {
        var job = only(jobs(activity), activity);
        assertThatThrownBy(() -> managementService().executeJob(job.getId())).hasStackTraceContaining(message);
        assertThat(only(jobs(activity), activity).getRetries()).isLessThan(job.getRetries());
    }

    /** Lets the time of a timer come. */
    static void fireTimer(String activity) {
        var job = only(
                managementService()
                        .createJobQuery()
                        .timers()
                        .activityId(activity)
                        .list(),
                activity);
        assertThat(job.getDuedate()).isInTheFuture();
        managementService().executeJob(job.getId());
    }

    /** The upgrade of the database runs through, over two versions. */
    void upgradeTheDatabase() {
        when(run.upgradeHop(any())).thenReturn(true, false);
        continueFrom("CallActivity_DatabaseUpgrade");
        decideEligibility();
        continueFrom(
                "Task_UpgradeToNextVersion",
                "Task_UpgradeToNextVersion",
                "Task_FinishUpgrade",
                "Task_NeutralizeCopy",
                "Task_VerifyNeutralization",
                "Task_WriteReport",
                "Task_PackResult");
    }

    /** The copy of a production database is upgraded, over one version; it is not neutralized. */
    void upgradeTheProductionCopy() {
        when(run.isForProduction(any())).thenReturn(true);
        when(run.upgradeHop(any())).thenReturn(false);
        continueFrom("CallActivity_DatabaseUpgrade");
        decideEligibility();
        continueFrom(
                "Task_UpgradeToNextVersion",
                "Task_FinishUpgrade",
                "Task_UpdateCustomModules",
                "Task_WriteReport",
                "Task_PackResult");
    }

    /** From the start of the called process to its decision. */
    static void decideEligibility() {
        continueFrom(
                "StartEvent_DatabaseUpgradeCalled",
                "Task_RestoreCopy",
                "Task_AnalyseDatabase",
                "Task_DecideEligibility");
    }

    /** {@return the ids of the activities that ended, in every process of that model, in their order} */
    static List<String> passed(String model) {
        return historyService()
                .createHistoricActivityInstanceQuery()
                .processDefinitionId(definition(model))
                .finished()
                .orderPartiallyByOccurrence()
                .asc()
                .list()
                .stream()
                .map(activity -> activity.getActivityId())
                .toList();
    }

    /** {@return how many processes of a model run} */
    static long running(String model) {
        return runtimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(model)
                .count();
    }

    private static String definition(String model) {
        return repositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(model)
                .singleResult()
                .getId();
    }

    private static List<Job> jobs(String activity) {
        return managementService().createJobQuery().activityId(activity).list();
    }

    private static Job only(List<Job> jobs, String activity) {
        assertThat(jobs).as("jobs that wait at " + activity).hasSize(1);
        return jobs.get(0);
    }
}
