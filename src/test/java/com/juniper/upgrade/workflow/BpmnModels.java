package com.juniper.upgrade.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BpmnModelElementInstance;

/** The files of {@code bpmn/}, and the constants of the classes that mirror them. */
final class BpmnModels {

    static final List<Class<?>> CLASSES = List.of(
            UpgradeLifecycleModel.class,
            RequestedUpgradeModel.class,
            TestUpgradeModel.class,
            TestingModel.class,
            IssueResolutionModel.class,
            ProductionUpgradeModel.class,
            GoLivePlanningModel.class,
            AgreedGoLiveModel.class,
            DatabaseUpgradeModel.class,
            ReleaseCampaignModel.class,
            RollingInvitationModel.class,
            ProjectUpgradeModel.class,
            WatchdogModel.class);

    private static final Path FOLDER = Path.of("bpmn");
    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{(.*?)}");

    private BpmnModels() {}

    /** {@return the model of that file name, without its ending} */
    static BpmnModelInstance model(String name) {
        return Bpmn.readModelFromFile(FOLDER.resolve(name + ".bpmn").toFile());
    }

    /** {@return the names of all models} */
    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".bpmn"))
                    .map(name -> name.substring(0, name.length() - ".bpmn".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the elements of a type, in every model} */
    static <T extends BpmnModelElementInstance> List<T> all(Class<T> type) {
        return names().stream().flatMap(name -> of(name, type).stream()).toList();
    }

    /** {@return the elements of a type, in one model} */
    static <T extends BpmnModelElementInstance> Collection<T> of(String model, Class<T> type) {
        return model(model).getModelElementsByType(type);
    }

    /** {@return what stands in the expressions of every model, without their braces} */
    static Set<String> expressions() {
        return names().stream()
                .flatMap(name ->
                        EXPRESSION.matcher(Bpmn.convertToString(model(name))).results())
                .map((MatchResult match) -> match.group(1))
                .collect(TreeSet::new, Set::add, Set::addAll);
    }

    /** {@return the values of the mirroring classes' text constants whose name begins so} */
    static Set<String> constants(String prefix) {
        return fields(String.class, prefix);
    }

    /** {@return the names of the variables that the mirroring classes declare} */
    static Set<String> variables() {
        return fields(CLASSES, TypedVariable.class, "");
    }

    /** {@return the names of the variables that the class which mirrors a model declares} */
    static Set<String> variables(String model) {
        return fields(
                CLASSES.stream()
                        .filter(type -> type.getSimpleName().equals(model + "Model"))
                        .toList(),
                TypedVariable.class,
                "");
    }

    private static Set<String> fields(Class<?> type, String prefix) {
        return fields(CLASSES, type, prefix);
    }

    private static Set<String> fields(List<Class<?>> classes, Class<?> type, String prefix) {
        return classes.stream()
                .flatMap(model -> Stream.of(model.getDeclaredFields()))
                .filter(field -> field.getType() == type && field.getName().startsWith(prefix))
                .map(field -> {
                    try {
                        return field.get(null) instanceof TypedVariable<?> variable
                                ? variable.name()
                                : String.valueOf(field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(TreeSet::new, Set::add, Set::addAll);
    }
}
