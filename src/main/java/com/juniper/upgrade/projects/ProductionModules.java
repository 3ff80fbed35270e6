package com.juniper.upgrade.projects;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.upgrades.ModuleUpdates;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Updates the custom modules in the copy that becomes production (R127). */
@Component
class ProductionModules implements ModuleUpdates {

    private final ProjectStore projects;
    private final CommitModules modules;

    ProductionModules(ProjectStore projects, CommitModules modules) {
        this.projects = projects;
        this.modules = modules;
    }

    @Override
    public void update(UpgradeRequest request, DatabaseAddress copy, Consumer<String> log) {
        var project = projects.ofDatabase(Objects.requireNonNull(request.databaseId()))
                .orElseThrow(() -> new FailedException("The project of %s is gone.".formatted(request.databaseName())));
        try {
            var commit = Objects.requireNonNull(request.commit());
            modules.update(project, commit, copy, request.id() + " " + commit, log);
        } catch (BuildFailedException e) {
            throw new FailedException(String.valueOf(e.getMessage()));
        }
    }
}
