package com.juniper.upgrade.workflow.access;

import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** What the process engine takes from outside, and from whom: which changes and queries, and what customers read; all else is refused. */
final class EngineRules {

    /** What a call does, which says how it is checked further. */
    enum Kind {
        START,
        QUERY,
        COMPLETE_TASK,
        TAKE_TASK,
        OPERATE
    }

    private record Rule(Kind kind, String method, String path, Set<Role> roles, String inWords) {

        boolean matches(EngineCall call) {
            return method.equals(call.method()) && Pattern.matches(path, call.path());
        }

        boolean allows(Person person) {
            return person.roles().stream().anyMatch(roles::contains);
        }
    }

    private static final Set<Role> STAFF = Set.of(Role.ANALYST, Role.OPERATOR);
    private static final Set<Role> STARTERS = Set.of(Role.ANALYST, Role.OPERATOR, Role.INTEGRATION);
    private static final Set<Role> WORKERS = Set.of(Role.ANALYST, Role.OPERATOR, Role.CUSTOMER, Role.MAINTAINER);
    private static final Set<Role> OPERATORS = Set.of(Role.OPERATOR);

    private static final String COMPLETED = "complete a task with the fields of its form";
    private static final String TAKEN = "take a task, or give it back";
    private static final String QUERIED = "query by POST, without expressions";
    private static final String SUSPENDED = "set retries of jobs; suspend and activate";

    private static final List<Rule> RULES = List.of(
            new Rule(
                    Kind.START,
                    "POST",
                    "process-definition/key/(TestUpgrade|ProductionUpgrade|UpgradeLifecycle)/start",
                    STARTERS,
                    "POST /engine-rest/process-definition/key/{TestUpgrade|ProductionUpgrade|UpgradeLifecycle}/start"),
            new Rule(
                    Kind.START,
                    "POST",
                    "process-definition/key/ReleaseCampaign/start",
                    OPERATORS,
                    "POST /engine-rest/process-definition/key/ReleaseCampaign/start"),
            new Rule(Kind.COMPLETE_TASK, "POST", "task/[^/]+/(complete|submit-form)", WORKERS, COMPLETED),
            new Rule(Kind.TAKE_TASK, "POST", "task/[^/]+/(claim|unclaim|assignee)", WORKERS, TAKEN),
            new Rule(
                    Kind.QUERY,
                    "POST",
                    "(task|process-instance|execution|variable-instance|job|job-definition|external-task)(/count)?",
                    STAFF,
                    QUERIED),
            new Rule(
                    Kind.QUERY,
                    "POST",
                    "history/(process-instance|activity-instance|task|variable-instance|detail|job-log)(/count)?",
                    STAFF,
                    QUERIED),
            new Rule(Kind.QUERY, "POST", "filter/[^/]+/(list|singleResult|count)", WORKERS, "list a filter's tasks"),
            new Rule(
                    Kind.QUERY,
                    "POST",
                    "camunda/api/cockpit/plugin/base/[^/]+/(incident|process-instance)(/count)?"
                            + "|camunda/api/cockpit/plugin/base/[^/]+/process-(instance|definition)/[^/]+/called-process-(instance|definition)s",
                    STAFF,
                    QUERIED),
            new Rule(Kind.OPERATE, "PUT", "job(-definition)?/[^/]+/(retries|suspended)", OPERATORS, SUSPENDED),
            new Rule(
                    Kind.OPERATE,
                    "PUT",
                    "process-instance/[^/]+/suspended|process-definition/([^/]+|key/[^/]+)/suspended",
                    OPERATORS,
                    SUSPENDED));

    /** What Tasklist reads. By the id of a comment or an attachment alone, the engine asks for no right. */
    private static final Pattern TASKLIST = Pattern.compile(String.join(
            "|",
            "engine|version|identity/(groups|password-policy)|authorization(/count|/check)?",
            "(user|group)(/count)?|user/[^/]+/profile",
            "filter(/count|/[^/]+(/(list|singleResult|count))?)?",
            "task(/count|/[^/]+(/(form|form-variables|rendered-form|deployed-form|identity-links|comment|attachment))?)?",
            "task/[^/]+/(variables|localVariables)(/[^/]+(/data)?)?",
            "process-definition(/count|(/key)?/[^/]+(/(xml|diagram|startForm|form-variables|rendered-form|deployed-start-form))?)?",
            "process-instance(/count|/[^/]+(/variables(/[^/]+(/data)?)?)?)?|variable-instance(/count|/[^/]+(/data)?)?",
            "history/(task|user-operation)(/count)?",
            "camunda/api/(admin/auth/user/[^/]+|tasklist/.+|welcome/.+)"));

    private EngineRules() {}

    /**
     * Checks what a customer reads.
     *
     * @throws Refusal if Tasklist does not need it
     */
    static void requireTasklist(EngineCall call) {
        if (!TASKLIST.matcher(call.path()).matches()) {
            throw new Refusal(HttpStatus.FORBIDDEN, "You read what Tasklist shows, your tasks.", Map.of());
        }
    }

    /**
     * {@return what the call does}
     *
     * @throws Refusal if the person may not do that
     */
    static Kind kindOf(EngineCall call, Optional<Person> caller) {
        return RULES.stream()
                .filter(rule ->
                        rule.matches(call) && caller.filter(rule::allows).isPresent())
                .filter(rule -> rule.kind() != Kind.START || !call.web())
                .findFirst()
                .map(Rule::kind)
                .orElseThrow(() -> refusal(call, caller));
    }

    private static Refusal refusal(EngineCall call, Optional<Person> caller) {
        var allowed = RULES.stream()
                .filter(rule -> caller.filter(rule::allows).isPresent())
                .map(Rule::inWords)
                .distinct()
                .toList();
        return new Refusal(
                HttpStatus.FORBIDDEN,
                "%s %s is not allowed from outside. Besides reading, you may: %s."
                        .formatted(call.method(), call.path(), String.join("; ", allowed)),
                Map.of("allowed", allowed));
    }
}
