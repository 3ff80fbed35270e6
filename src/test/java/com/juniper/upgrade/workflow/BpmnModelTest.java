package com.juniper.upgrade.workflow;

import static com.juniper.upgrade.workflow.BpmnModels.all;
import static com.juniper.upgrade.workflow.BpmnModels.constants;
import static com.juniper.upgrade.workflow.BpmnModels.expressions;
import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.Application;
import com.juniper.upgrade.upgrades.DatabaseFacts;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.TimeDuration;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Component;

/** The models, the classes that mirror them, and the beans that work for them say the same. */
class BpmnModelTest {

    private static final Pattern BEAN_METHOD = Pattern.compile("(\\w+)\\.(\\w+)\\(.*\\)");
    private static final Pattern VARIABLE = Pattern.compile("!?(\\w+)");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    @Test
    void everyModelHasAClassThatMirrorsIt() {
        assertThat(BpmnModels.names()).containsExactlyInAnyOrderElementsOf(constants("PROCESS_"));
        assertThat(BpmnModels.CLASSES.stream().map(Class::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(
                        BpmnModels.names().stream().map(name -> name + "Model").toList());
        assertThat(all(Process.class)).allSatisfy(process -> {
            assertThat(process.isExecutable()).isTrue();
            assertThat(process.getCamundaHistoryTimeToLiveString()).isNotBlank();
        });
        for (String name : BpmnModels.names()) {
            assertThat(BpmnModels.of(name, Process.class))
                    .extracting(Process::getId)
                    .containsExactly(name);
        }
    }

    @Test
    void activitiesMessagesErrorsAndDecisionsAreThoseOfTheFiles() {
        assertThat(ids(Activity.class)).containsAll(constants("TASK_"));
        assertThat(all(Message.class).stream().map(Message::getName).collect(Collectors.toSet()))
                .isEqualTo(constants("MESSAGE_"));
        assertThat(all(Error.class).stream().map(Error::getErrorCode).collect(Collectors.toSet()))
                .isEqualTo(constants("ERROR_"));
        assertThat(all(BusinessRuleTask.class).stream()
                        .map(BusinessRuleTask::getCamundaDecisionRef)
                        .collect(Collectors.toSet()))
                .isEqualTo(constants("DECISION_"));
        assertThat(all(CallActivity.class).stream().map(CallActivity::getCalledElement))
                .allSatisfy(called -> assertThat(BpmnModels.names()).contains(called));
    }

    @Test
    void everyMessageAndErrorIsUsedByTheFileThatDeclaresIt() {
        for (String name : BpmnModels.names()) {
            assertThat(BpmnModels.of(name, Message.class).stream().map(Message::getId))
                    .containsExactlyInAnyOrderElementsOf(BpmnModels.of(name, MessageEventDefinition.class).stream()
                            .map(definition -> definition.getMessage().getId())
                            .collect(Collectors.toSet()));
            assertThat(BpmnModels.of(name, Error.class).stream().map(Error::getId))
                    .containsExactlyInAnyOrderElementsOf(BpmnModels.of(name, ErrorEventDefinition.class).stream()
                            .map(definition -> definition.getError().getId())
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void everyVariableOfTheFilesIsDeclaredAndEveryDeclaredOneIsUsed() throws Exception {
        Set<String> used = new TreeSet<>(formFields());
        expressions().stream()
                .map(VARIABLE::matcher)
                .filter(matcher -> matcher.matches() && !beans().containsKey(matcher.group(1)))
                .forEach(matcher -> used.add(matcher.group(1)));
        all(CamundaIn.class).stream()
                .filter(mapping -> mapping.getCamundaBusinessKey() == null)
                .forEach(mapping -> used.addAll(List.of(mapping.getCamundaSource(), mapping.getCamundaTarget())));
        all(CamundaOut.class)
                .forEach(mapping -> used.addAll(List.of(mapping.getCamundaSource(), mapping.getCamundaTarget())));

        all(MultiInstanceLoopCharacteristics.class)
                .forEach(characteristics -> used.add(characteristics.getCamundaElementVariable()));

        assertThat(used).isEqualTo(BpmnModels.variables());
    }

    @Test
    void whatAFormShowsOrAsksIsAVariableOfTheModelWithItsTask() throws Exception {
        for (String name : BpmnModels.names()) {
            Set<String> known = new HashSet<>(BpmnModels.variables(name));
            BpmnModels.of(name, CamundaOut.class).forEach(out -> known.add(out.getCamundaTarget()));
            assertThat(known).as(name).containsAll(formFields(BpmnModels.of(name, UserTask.class)));
        }
    }

    @Test
    void everyServiceTaskHasADelegateOfItsNameAndEveryDelegateATask() {
        assertThat(all(ServiceTask.class)).allSatisfy(task -> assertThat(task.getCamundaDelegateExpression())
                .isEqualTo("${%sDelegate}".formatted(lowerFirst(nameOf(task)))));
        assertThat(all(ServiceTask.class).stream()
                        .map(task -> nameOf(task) + "Delegate")
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(classNames(JavaDelegate.class));
    }

    @Test
    void everyBeanThatAnExpressionNamesExistsAndEveryListenerIsNamed() {
        Set<String> named = new TreeSet<>();
        for (String expression : expressions()) {
            var call = BEAN_METHOD.matcher(expression);
            if (call.matches()) {
                assertThat(bean(call.group(1)).getMethods())
                        .extracting(Method::getName)
                        .contains(call.group(2));
            } else if (expression.endsWith("Delegate") || expression.endsWith("Listener")) {
                named.add(bean(expression).getSimpleName());
            }
        }
        assertThat(named).containsAll(classNames(ExecutionListener.class)).containsAll(classNames(TaskListener.class));
    }

    @Test
    void stepsThatFailAreTheStepsThatAreShown() {
        assertThat(all(StartEvent.class)).allMatch(StartEvent::isCamundaAsyncBefore, "asyncBefore");
        assertThat(Stream.of(ServiceTask.class, BusinessRuleTask.class, CallActivity.class)
                        .flatMap(type -> all(type).stream())
                        .filter(activity -> !activity.isForCompensation())) // runs in the job of the event that throws
                .allMatch(Activity::isCamundaAsyncBefore, "asyncBefore");
        assertThat(all(UserTask.class)).allMatch(UserTask::isCamundaAsyncAfter, "asyncAfter");
        assertThat(all(IntermediateCatchEvent.class))
                .filteredOn(event -> event.getEventDefinitions().iterator().next() instanceof MessageEventDefinition)
                .allMatch(IntermediateCatchEvent::isCamundaAsyncAfter, "asyncAfter");
    }

    @Test
    void anIdIsItsLabelInOneWord() {
        assertThat(all(FlowNode.class))
                .filteredOn(node -> node.getName() != null)
                .allSatisfy(node -> assertThat(nameOf(node)).isEqualTo(upperCamel(node.getName())));
        assertThat(all(FlowNode.class).stream().map(BpmnModelTest::prefixOf).collect(Collectors.toSet()))
                .isSubsetOf(
                        "StartEvent",
                        "EndEvent",
                        "BoundaryEvent",
                        "MessageEvent",
                        "TimerEvent",
                        "CompensationEvent",
                        "Task",
                        "CallActivity",
                        "SubProcess",
                        "Gateway");
        assertThat(ids(SequenceFlow.class)).allMatch(id -> id.startsWith("Flow_"));
        assertThat(all(Message.class)).allSatisfy(message -> assertThat("Message_" + withoutPrefix(message.getName()))
                .isEqualTo(message.getId()));
        assertThat(all(Error.class)).allSatisfy(error -> {
            assertThat("Error_" + withoutPrefix(error.getErrorCode())).isEqualTo(error.getId());
            assertThat(nameOf(error)).isEqualTo(upperCamel(error.getName()));
        });
    }

    @Test
    void aSplitIsAQuestionWithAnswersAndAJoinHasNoLabel() {
        for (ExclusiveGateway gateway : all(ExclusiveGateway.class)) {
            if (gateway.getOutgoing().size() == 1) {
                assertThat(gateway.getName()).as(gateway.getId()).isNull();
                continue;
            }
            assertThat(gateway.getIncoming()).as(gateway.getId()).hasSize(1);
            assertThat(gateway.getName()).as(gateway.getId()).endsWith("?");
            assertThat(gateway.getDefault()).as(gateway.getId()).isNotNull();
            assertThat(gateway.getOutgoing()).allSatisfy(flow -> assertThat(flow.getId())
                    .isEqualTo("Flow_" + nameOf(gateway) + upperCamel(flow.getName())));
            assertThat(gateway.getOutgoing())
                    .filteredOn(flow -> flow != gateway.getDefault())
                    .allSatisfy(flow -> assertThat(flow.getConditionExpression().getTextContent())
                            .matches("\\$\\{!?\\w+}"));
        }
    }

    @Test
    void everyNodeButAJoinIsLabelledInSentenceCase() {
        assertThat(all(FlowNode.class))
                .filteredOn(node -> !prefixOf(node).equals("Gateway"))
                .allSatisfy(node -> assertThat(node.getName()).as(node.getId()).matches("[A-Z][a-z]+( [a-z]+)*"));
        for (String name : BpmnModels.names()) {
            assertThat(BpmnModels.of(name, FlowNode.class)).hasSizeLessThanOrEqualTo(25);
        }
    }

    @Test
    void durationsComeFromSettingsAndUserTasksSayWhoDoesThem() {
        assertThat(all(TimeDuration.class))
                .extracting(TimeDuration::getTextContent)
                .allMatch(text -> text.startsWith("${waits."));
        assertThat(all(UserTask.class)).allSatisfy(task -> {
            assertThat(task.getDocumentations()).hasSize(1);
            assertThat(Path.of("forms", task.getCamundaFormRef() + ".form")).exists();
        });
    }

    @Test
    void theDecisionAsksForTheFactsThatTheAnalysisGives() {
        var model = Dmn.readModelFromFile(Path.of("bpmn", "Eligibility.dmn").toFile());
        assertThat(model.getModelElementsByType(Decision.class))
                .extracting(Decision::getId)
                .containsExactly(DatabaseUpgradeModel.DECISION_ELIGIBILITY);
        var text = Stream.concat(
                        model.getModelElementsByType(InputExpression.class).stream()
                                .map(input -> input.getText().getTextContent()),
                        model.getModelElementsByType(OutputEntry.class).stream()
                                .map(output -> output.getText().getTextContent()))
                .map(expression -> QUOTED.matcher(expression).replaceAll(""))
                .collect(Collectors.joining(" "));
        Set<String> asked = Pattern.compile("\\w+")
                .matcher(text)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
        asked.removeAll(Set.of(
                "false", "if", "then", "else", "null", "and", "or", "not", "list", "contains", "split", "number"));

        var facts = new DatabaseFacts(true, null, List.of(), null, null, null, null, null, null, null, null, List.of());
        assertThat(asked).isEqualTo(facts.asVariables().keySet());
    }

    private static Set<String> formFields() throws Exception {
        return formFields(all(UserTask.class));
    }

    private static Set<String> formFields(Collection<UserTask> tasks) throws Exception {
        Set<String> fields = new TreeSet<>();
        for (UserTask task : tasks) {
            Pattern.compile("\"key\": *\"(\\w+)\"")
                    .matcher(Files.readString(Path.of("forms", task.getCamundaFormRef() + ".form")))
                    .results()
                    .forEach(match -> fields.add(match.group(1)));
        }
        return fields;
    }

    private static Set<String> ids(Class<? extends BaseElement> type) {
        return all(type).stream().map(BaseElement::getId).collect(Collectors.toSet());
    }

    /** The classes of the application's beans by the beans' names, without starting it. */
    private static Map<String, Class<?>> beans() {
        var registry = new SimpleBeanDefinitionRegistry();
        var scanner = new ClassPathBeanDefinitionScanner(registry, false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Component.class));
        scanner.scan(Application.class.getPackageName());
        Map<String, Class<?>> beans = new TreeMap<>();
        for (String name : registry.getBeanDefinitionNames()) {
            var type = registry.getBeanDefinition(name).getBeanClassName();
            if (type != null && type.startsWith(Application.class.getPackageName())) {
                beans.put(name, loaded(type));
            }
        }
        return beans;
    }

    private static Class<?> bean(String name) {
        return Optional.ofNullable(beans().get(name)).orElseThrow(() -> new AssertionError("There is no bean " + name));
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, BpmnModelTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> classNames(Class<?> type) {
        return beans().values().stream()
                .filter(type::isAssignableFrom)
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
    }

    private static String nameOf(BaseElement element) {
        return withoutPrefix(element.getId());
    }

    private static String withoutPrefix(String id) {
        return id.substring(id.indexOf('_') + 1);
    }

    private static String prefixOf(BaseElement element) {
        return element.getId().substring(0, element.getId().indexOf('_'));
    }

    private static String upperCamel(String label) {
        return Stream.of(label.replace("?", "").split(" "))
                .map(word -> word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static String lowerFirst(String name) {
        return name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1);
    }
}
