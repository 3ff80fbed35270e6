package com.juniper.upgrade.workflow;

/** Mirrors {@code bpmn/Testing.bpmn}: people test a delivered test copy, until the customer decides. */
public final class TestingModel {

    public static final String PROCESS_ID = "Testing";

    public static final String TASK_TEST_AREA = "Task_TestArea";

    public static final String TASK_DECLARE_CONFIDENCE = "Task_DeclareConfidence";

    /** A newer test, or production, takes the place of a test. */
    public static final String MESSAGE_TESTING_SUPERSEDED = "Msg_TestingSuperseded";

    /** The area of one task, by its key. */
    public static final TypedVariable<String> AREA = new TypedVariable<>("area", String.class);

    /** What a task's form shows: the area, its items, the address of the checklist. */
    public static final TypedVariable<String> AREA_TITLE = new TypedVariable<>("areaTitle", String.class);

    public static final TypedVariable<String> AREA_ITEMS = new TypedVariable<>("areaItems", String.class);
    public static final TypedVariable<String> TESTING_PAGE = new TypedVariable<>("testingPage", String.class);

    /** What somebody answers in a task's form; absent where the task is completed by the page. */
    public static final TypedVariable<String> AREA_ANSWER = new TypedVariable<>("areaAnswer", String.class);

    public static final TypedVariable<String> TESTING_COMMENT = new TypedVariable<>("testingComment", String.class);
    public static final TypedVariable<Boolean> CONFIDENT = new TypedVariable<>("confident", Boolean.class);

    private TestingModel() {}
}
