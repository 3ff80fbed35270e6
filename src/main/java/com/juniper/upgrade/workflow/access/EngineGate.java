package com.juniper.upgrade.workflow.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.security.Problems;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.workflow.EngineConflicts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Stands before the process engine's REST API and web applications (design.md, Processes): what changes anything, and what
 * a customer reads, is refused unless {@link EngineRules} lists it, a start is answered here, a task is taken and completed
 * by those whom it is for, with its form's fields alone. It comes before the engine because a start listener would be too
 * late (platform.md, decision 4).
 */
@Component
class EngineGate extends OncePerRequestFilter {

    /** The engine's code of an update that was overtaken, and what it says where somebody has taken the task before. */
    private static final Pattern FASTER =
            Pattern.compile("ENGINE-03005|OptimisticLockingException|TaskAlreadyClaimedException|Cannot find task");

    private static final int TASK_ID = 1;
    private static final int PROCESS_KEY = 2;

    private final CurrentCaller callers;
    private final IdentityService identities;
    private final ProcessStarts starts;
    private final EngineTasks tasks;
    private final TaskForms forms;
    private final CaseReads reads;
    private final Problems problems;

    EngineGate(
            CurrentCaller callers,
            IdentityService identities,
            ProcessStarts starts,
            EngineTasks tasks,
            TaskForms forms,
            CaseReads reads,
            Problems problems) {
        this.callers = callers;
        this.identities = identities;
        this.starts = starts;
        this.tasks = tasks;
        this.forms = forms;
        this.reads = reads;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest checked;
        try {
            var call = EngineCall.of(request);
            checked = call.isReading() ? request : new CallBody(request);
            if (isAnswered(call, checked, response)) {
                return;
            }
        } catch (Refusal refusal) {
            problems.write(request, response, refusal.status(), String.valueOf(refusal.getMessage()), refusal.facts());
            return;
        } catch (OptimisticLockingFailureException e) {
            problems.write(request, response, HttpStatus.CONFLICT, EngineConflicts.SENTENCE, Map.of());
            return;
        }
        if (checked == request) {
            chain.doFilter(request, response);
        } else {
            change(checked, response, chain);
        }
    }

    /** The engine answers with status 500 where somebody else was faster. */
    private void change(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        var body = new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
        if (answer.getStatus() == HttpStatus.INTERNAL_SERVER_ERROR.value()
                && FASTER.matcher(body).find()) {
            answer.resetBuffer();
            problems.write(request, answer, HttpStatus.CONFLICT, EngineConflicts.SENTENCE, Map.of());
        }
        answer.copyBodyToResponse();
    }

    /** Checks the call with the caller's rights in the engine; true where it is answered already. */
    private boolean isAnswered(EngineCall call, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var caller = callers.require();
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        identities.setAuthentication(
                caller.name(), SpringSecurityAuthenticationProvider.groupsOf(authentication), List.of());
        try {
            Expressions.refuseIn(call);
            if (request instanceof CallBody body) {
                return check(call, body, response, caller);
            }
            if (isIntegration(caller)) {
                reads.check(call, caller);
            } else if (!caller.isStaff()) {
                EngineRules.requireTasklist(call);
            }
            return false;
        } finally {
            identities.clearAuthentication();
        }
    }

    private boolean check(EngineCall call, CallBody request, HttpServletResponse response, Caller caller)
            throws IOException {
        var kind = EngineRules.kindOf(call, Optional.ofNullable(caller.person()));
        var body = request.json();
        var path = call.path().split("/", -1);
        switch (kind) {
            case START -> starts.answer(path[PROCESS_KEY], body, caller, request, response);
            case COMPLETE_TASK -> {
                requireWorkable(path[TASK_ID], caller);
                forms.check(path[TASK_ID], body);
            }
            case TAKE_TASK -> {
                requireWorkable(path[TASK_ID], caller);
                requireOneself(body, caller);
            }
            case QUERY -> Expressions.refuseIn(body);
            case OPERATE -> {}
        }
        return kind == EngineRules.Kind.START;
    }

    private void requireWorkable(String task, Caller caller) {
        try {
            tasks.requireWorkable(task, caller);
        } catch (RequestNotFoundException e) {
            throw Refusal.notFound("Task " + task);
        } catch (NotAllowedException e) {
            throw new Refusal(HttpStatus.FORBIDDEN, String.valueOf(e.getMessage()), Map.of());
        }
    }

    private static boolean isIntegration(Caller caller) {
        Person person = caller.person();
        return person == null || (person.roles().contains(Role.INTEGRATION) && !person.isStaff());
    }

    private static void requireOneself(JsonNode body, Caller caller) {
        body.fieldNames().forEachRemaining(name -> {
            if (!name.equals("userId")) {
                throw Refusal.badRequest(name, "not allowed; expected is userId.");
            }
        });
        var user = body.path("userId");
        if (!user.isMissingNode() && !user.isNull() && !user.asText().equals(caller.name())) {
            throw Refusal.badRequest("userId", "expected is yourself, %s.".formatted(caller.name()));
        }
    }
}
