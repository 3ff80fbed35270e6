package com.juniper.upgrade.workflow.access;

import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.support.Issues;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import com.juniper.upgrade.workflow.IssueResolutionModel;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.HistoryService;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Lets an integration read the processes of its own company's cases, and of no others. */
@Component
class CaseReads {

    private static final Pattern DEFINITIONS =
            Pattern.compile("engine|version|process-definition(/count|(/key)?/[^/]+(/xml|/diagram)?)?");
    private static final Pattern ONE = Pattern.compile(
            "(?:history/)?process-instance/(?!count$)([^/]+)(/activity-instances|/variables(/[^/]+)?)?");
    private static final Pattern RUNNING = Pattern.compile("process-instance(/count)?");
    private static final Pattern ENDED = Pattern.compile("history/process-instance(/count)?");
    private static final Pattern PARTS = Pattern.compile(
            "(variable-instance|incident|history/(activity-instance|variable-instance|incident))(/count)?");

    private final UpgradeDesk desk;
    private final HistoryService history;
    private final Issues issues;

    CaseReads(UpgradeDesk desk, HistoryService history, Issues issues) {
        this.desk = desk;
        this.history = history;
        this.issues = issues;
    }

    /**
     * Checks what an integration reads.
     *
     * @throws Refusal if that is not of a case of its company
     */
    void check(EngineCall call, Caller caller) {
        var path = call.path();
        var one = ONE.matcher(path);
        if (one.matches()) {
            requireInstance(one.group(1), caller);
        } else if (RUNNING.matcher(path).matches()) {
            requireCase(filter(call, "businessKey", "the number of a case, like UPG-00042."), caller);
        } else if (ENDED.matcher(path).matches()) {
            requireCase(filter(call, "processInstanceBusinessKey", "the number of a case, like UPG-00042."), caller);
        } else if (PARTS.matcher(path).matches()) {
            var parameter = path.startsWith("variable-instance") ? "processInstanceIdIn" : "processInstanceId";
            requireInstance(filter(call, parameter, "the id of one process instance."), caller);
        } else if (!DEFINITIONS.matcher(path).matches()) {
            throw new Refusal(
                    HttpStatus.FORBIDDEN,
                    "An integration reads process definitions, and the process instances of its company's cases.",
                    Map.of());
        }
    }

    private static String filter(EngineCall call, String name, String expected) {
        return call.parameter(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> Refusal.badRequest(name, "missing; expected is, once, " + expected));
    }

    private void requireInstance(String id, Caller caller) {
        var instance = Optional.ofNullable(history.createHistoricProcessInstanceQuery()
                .processInstanceId(id)
                .singleResult());
        if (isInternal(id)
                || !isVisible(instance.map(found -> found.getBusinessKey()).orElse(null), caller)) {
            throw Refusal.notFound("Process instance " + id);
        }
    }

    /** The platform's own issues are nobody else's to read. */
    private boolean isInternal(String instance) {
        return history
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance)
                .variableName(IssueResolutionModel.ISSUE_NUMBER.name())
                .list()
                .stream()
                .anyMatch(variable ->
                        issues.require(String.valueOf(variable.getValue())).internal());
    }

    private void requireCase(String number, Caller caller) {
        if (!isVisible(number, caller)) {
            throw Refusal.notFound("Upgrade " + number);
        }
    }

    private boolean isVisible(@Nullable String number, Caller caller) {
        if (number == null) {
            return false;
        }
        try {
            desk.visibleCase(number, caller);
            return true;
        } catch (RequestNotFoundException e) {
            return false;
        }
    }
}
