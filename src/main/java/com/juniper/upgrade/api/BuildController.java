package com.juniper.upgrade.api;

import com.juniper.upgrade.projects.BranchUpgrade;
import com.juniper.upgrade.projects.BranchUpgrades;
import com.juniper.upgrade.projects.Build;
import com.juniper.upgrade.projects.ProjectReader;
import com.juniper.upgrade.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The upgrades of projects' branches, and their builds (R42-R50, R121-R128). */
@RestController
@RequestMapping("/api/projects/{name}")
@Tag(name = "Projects")
class BuildController {

    private final BranchUpgrades upgrades;
    private final ProjectReader projects;
    private final CurrentCaller callers;

    BuildController(BranchUpgrades upgrades, ProjectReader projects, CurrentCaller callers) {
        this.upgrades = upgrades;
        this.projects = projects;
        this.callers = callers;
    }

    /** What a test of a staging branch needs. */
    record TestOfBranch(
            @Nullable String branch,
            @Nullable String targetVersion,
            @Nullable String email) {}

    /** What production needs. */
    record Production(
            @Nullable String targetVersion,
            @Nullable String email,
            @Nullable String confirmedName) {}

    /** A branch. */
    record OfBranch(@Nullable String branch) {}

    @PostMapping("/upgrades")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Upgrades the newest backup of production for a staging branch, which then updates on commit")
    BranchUpgrade test(@PathVariable String name, @RequestBody TestOfBranch body) {
        return upgrades.test(name, text(body.branch()), body.targetVersion(), body.email(), callers.require());
    }

    @PostMapping("/production")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Arms the upgrade of production: the next commit on its branch starts it")
    BranchUpgrade arm(@PathVariable String name, @RequestBody Production body) {
        return upgrades.arm(name, body.targetVersion(), body.email(), body.confirmedName(), callers.require());
    }

    @DeleteMapping("/upgrades")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Leaves a branch's upgrade mode, or disarms production")
    void leave(@PathVariable String name, @RequestParam(defaultValue = "") String branch) {
        upgrades.leave(name, branch, callers.require());
    }

    @PostMapping("/builds")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Builds what is on a branch in the mode \"update on commit\", without a new commit")
    Build build(@PathVariable String name, @RequestBody OfBranch body) {
        return upgrades.buildAgain(name, text(body.branch()), callers.require());
    }

    @GetMapping("/builds")
    @Operation(summary = "The newest builds of a project, or of one of its branches, newest first")
    List<Build> builds(@PathVariable String name, @RequestParam(required = false) @Nullable String branch) {
        return projects.builds(name, branch, callers.require());
    }

    @GetMapping("/builds/{number}")
    @Operation(summary = "A build: its state, and where it failed")
    Build build(@PathVariable String name, @PathVariable int number) {
        return projects.build(name, number, callers.require());
    }

    @GetMapping(path = "/builds/{number}/logs/upgrade.log", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(summary = "~/logs/upgrade.log of a build, as far as it is written")
    ResponseEntity<Resource> log(@PathVariable String name, @PathVariable int number) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
                .body(new FileSystemResource(projects.log(name, number, callers.require())));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
