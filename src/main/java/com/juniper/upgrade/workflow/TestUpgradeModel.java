package com.juniper.upgrade.workflow;

import com.juniper.upgrade.upgrades.UpgradeRequest;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.VariableScope;

/** Mirrors {@code bpmn/TestUpgrade.bpmn}: one request for a test copy, from its turn to its end. */
public final class TestUpgradeModel {

    public static final String PROCESS_ID = "TestUpgrade";

    public static final String TASK_DECLARE_CUSTOM_MODULES_PORTED = "Task_DeclareCustomModulesPorted";

    /** Lets a request that waits ask for its turn again. */
    public static final String MESSAGE_TURN_FREED = "Msg_TurnFreed";

    public static final TypedVariable<String> REQUEST_ID = new TypedVariable<>("requestId", String.class);
    public static final TypedVariable<String> TARGET_VERSION = new TypedVariable<>("targetVersion", String.class);
    public static final TypedVariable<Boolean> TURN_TAKEN = new TypedVariable<>("turnTaken", Boolean.class);
    public static final TypedVariable<Boolean> MODULES_PORTED = new TypedVariable<>("modulesPorted", Boolean.class);
    public static final TypedVariable<String> CUSTOM_MODULES = new TypedVariable<>("customModules", String.class);

    /** Whether the request ended with an upgraded test copy, which people test then. */
    public static final TypedVariable<Boolean> TEST_DELIVERED = new TypedVariable<>("testDelivered", Boolean.class);

    private TestUpgradeModel() {}

    /** {@return what a process needs to know of the request that it runs} */
    public static Map<String, Object> variablesOf(UpgradeRequest request) {
        return Map.of(
                REQUEST_ID.name(), request.id().toString(),
                TARGET_VERSION.name(), request.targetVersion(),
                DatabaseUpgradeModel.FOR_PRODUCTION.name(), request.isForProduction(),
                TEST_DELIVERED.name(), false,
                ProductionUpgradeModel.PRODUCTION_DELIVERED.name(), false);
    }

    /** {@return the request that a process runs} */
    public static UUID requestOf(VariableScope scope) {
        return UUID.fromString(REQUEST_ID.in(scope));
    }
}
