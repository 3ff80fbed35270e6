package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.upgrades.Purpose;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestGate;
import java.util.List;
import org.springframework.stereotype.Component;

/** A project's database is upgraded from the project's branches, where its custom modules are (R42, R122). */
@Component
class ProjectGate implements RequestGate {

    private final ProjectStore projects;
    private final JuniperProperties properties;

    ProjectGate(ProjectStore projects, JuniperProperties properties) {
        this.projects = projects;
        this.properties = properties;
    }

    @Override
    public List<Reason> obstacles(Asked asked) {
        var hosted = asked.hosted();
        if (hosted == null || asked.branch() != null || asked.purpose() == Purpose.REHEARSAL) {
            return List.of();
        }
        return projects.ofDatabase(hosted.id())
                .map(project -> List.of(new Reason(
                        "branch",
                        asked.purpose() == Purpose.PRODUCTION
                                ? "%s is the production database of the project %s: arm the upgrade of its branch %s, and the next commit starts it: %s/projects/%s"
                                        .formatted(
                                                hosted.name(),
                                                project.name(),
                                                project.productionBranch(),
                                                properties.publicUrl(),
                                                project.name())
                                : "%s is the production database of the project %s: ask for its test upgrade on a staging branch: %s/projects/%s"
                                        .formatted(
                                                hosted.name(),
                                                project.name(),
                                                properties.publicUrl(),
                                                project.name()))))
                .orElseGet(List::of);
    }
}
