package com.juniper.upgrade.web;

import com.juniper.upgrade.projects.Branch.Stage;
import com.juniper.upgrade.projects.BranchUpgrades;
import com.juniper.upgrade.projects.Project;
import com.juniper.upgrade.projects.ProjectReader;
import com.juniper.upgrade.projects.Projects;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.DatabaseDesk;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Juniper.sh: projects, their branches by stage, commits and builds; upgrades are asked for and armed here (R42-R50, R121-R128). */
@Controller
class ProjectsController {

    /** So much of a log's end the page shows; the file has all. */
    private static final int SHOWN_BYTES = 200_000;

    private final Projects projects;
    private final ProjectReader reader;
    private final BranchUpgrades upgrades;
    private final DatabaseDesk databases;
    private final CurrentCaller callers;

    ProjectsController(
            Projects projects,
            ProjectReader reader,
            BranchUpgrades upgrades,
            DatabaseDesk databases,
            CurrentCaller callers) {
        this.projects = projects;
        this.reader = reader;
        this.upgrades = upgrades;
        this.databases = databases;
        this.callers = callers;
    }

    /** What the page's forms hold. */
    record Form(
            @Nullable String branch,
            @Nullable String targetVersion,
            @Nullable String email,
            @Nullable String confirmedName,
            @Nullable Stage stage) {

        String on() {
            return given(branch, "");
        }
    }

    /** What a new project needs. */
    record NewProject(
            @Nullable String name,
            @Nullable String database,
            @Nullable String productionBranch) {}

    @GetMapping("/projects")
    String list(Model model) {
        return list(new NewProject(null, null, null), List.of(), model);
    }

    private String list(NewProject form, List<Reason> reasons, Model model) {
        model.addAttribute("projects", projects.visible(callers.require()));
        model.addAttribute("form", form);
        model.addAttribute("reasons", reasons);
        return "projects";
    }

    @PostMapping("/projects")
    Object create(NewProject form, Model model) {
        try {
            Project project = projects.create(
                    given(form.name(), ""),
                    given(form.database(), ""),
                    given(form.productionBranch(), "main"),
                    callers.require());
            return "redirect:/projects/" + project.name();
        } catch (RequestRefusedException refusal) {
            return refused(list(form, refusal.reasons(), model), model);
        }
    }

    private static String given(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text.strip();
    }

    @GetMapping("/projects/{name}")
    String show(@PathVariable String name, Model model) {
        return show(name, new Form(null, null, null, null, null), List.of(), model);
    }

    private String show(String name, Form form, List<Reason> reasons, Model model) {
        var caller = callers.require();
        var page = reader.page(name, caller);
        var person = caller.person();
        model.addAttribute("page", page);
        model.addAttribute("managed", databases.managed(page.view().project().databaseId(), caller));
        model.addAttribute("email", Objects.requireNonNullElse(form.email(), person == null ? "" : person.email()));
        model.addAttribute("form", form);
        model.addAttribute("reasons", reasons);
        return "project";
    }

    /** Something that a form of the page asks for. */
    private interface Act {
        void by(Caller caller);
    }

    private Object act(String name, Form form, Model model, Act act) {
        try {
            act.by(callers.require());
            return "redirect:/projects/" + name;
        } catch (RequestRefusedException refusal) {
            return refused(show(name, form, refusal.reasons(), model), model);
        }
    }

    private static ModelAndView refused(String view, Model model) {
        return new ModelAndView(view, model.asMap(), HttpStatus.UNPROCESSABLE_ENTITY);
    }

    @PostMapping("/projects/{name}/stage")
    Object stage(@PathVariable String name, Form form, Model model) {
        return act(
                name,
                form,
                model,
                caller -> projects.stage(
                        name, form.on(), Objects.requireNonNullElse(form.stage(), Stage.DEVELOPMENT), caller));
    }

    @PostMapping("/projects/{name}/upgrade")
    Object test(@PathVariable String name, Form form, Model model) {
        return act(
                name,
                form,
                model,
                caller -> upgrades.test(name, form.on(), form.targetVersion(), form.email(), caller));
    }

    @PostMapping("/projects/{name}/production")
    Object arm(@PathVariable String name, Form form, Model model) {
        return act(
                name,
                form,
                model,
                caller -> upgrades.arm(name, form.targetVersion(), form.email(), form.confirmedName(), caller));
    }

    @PostMapping("/projects/{name}/leave")
    Object leave(@PathVariable String name, Form form, Model model) {
        return act(name, form, model, caller -> upgrades.leave(name, form.on(), caller));
    }

    @PostMapping("/projects/{name}/build")
    Object build(@PathVariable String name, Form form, Model model) {
        return act(name, form, model, caller -> upgrades.buildAgain(name, form.on(), caller));
    }

    @GetMapping("/projects/{name}/builds/{number}")
    String build(@PathVariable String name, @PathVariable int number, Model model) throws IOException {
        var caller = callers.require();
        var build = reader.build(name, number, caller);
        model.addAttribute("project", projects.visible(name, caller));
        model.addAttribute("build", build);
        model.addAttribute("commit", reader.commit(name, build, caller));
        model.addAttribute("there", reader.isThere(build));
        model.addAttribute("log", log(name, number, caller));
        return "build";
    }

    /** {@return the end of the log; empty before the build begins} */
    private String log(String name, int number, Caller caller) throws IOException {
        Path file;
        try {
            file = reader.log(name, number, caller);
        } catch (RequestNotFoundException e) {
            return "";
        }
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            long skipped = Math.max(0, log.length() - SHOWN_BYTES);
            log.seek(skipped);
            var end = new byte[(int) (log.length() - skipped)];
            log.readFully(end);
            var text = new String(end, StandardCharsets.UTF_8);
            return skipped == 0 ? text : "…" + text.substring(text.indexOf('\n') + 1);
        }
    }

    @GetMapping("/projects/{name}/builds/{number}/logs/upgrade.log")
    ResponseEntity<Resource> download(@PathVariable String name, @PathVariable int number) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
                .body(new FileSystemResource(reader.log(name, number, callers.require())));
    }
}
