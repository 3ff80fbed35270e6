package com.juniper.upgrade.support;

import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.upgrades.Purpose;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestGate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Open issues keep production from being upgraded (R24, R107), and known causes keep requests from meeting them again. */
@Component
class IssueGate implements RequestGate {

    private final Issues issues;

    IssueGate(Issues issues) {
        this.issues = issues;
    }

    @Override
    public List<Reason> obstacles(Asked asked) {
        List<Reason> reasons = new ArrayList<>();
        HostedDatabase hosted = asked.hosted();
        issues.knownCauses(
                        asked.number(),
                        hosted == null ? null : hosted.id(),
                        hosted == null ? null : hosted.company(),
                        asked.targetVersion())
                .forEach(issue -> reasons.add(new Reason("issue", known(issue, asked.number()))));
        if (asked.purpose() == Purpose.PRODUCTION && asked.number() != null) {
            issues.blocking(asked.number())
                    .forEach(issue -> reasons.add(new Reason(
                            "issue",
                            "%s is open: %s. Production is upgraded once every issue is resolved."
                                    .formatted(issue.number(), issue.title()))));
        }
        return reasons;
    }

    /** Another company's words stay with that company, and the platform's own with it. */
    private static String known(Issue issue, @Nullable String upgrade) {
        return "%s is known and being solved: until then this upgrade would meet it again. Ask again when it is."
                .formatted(
                        issue.upgrade().equals(upgrade) && !issue.internal()
                                ? "%s, %s,".formatted(issue.number(), issue.title())
                                : "A problem with the module %s".formatted(issue.module()));
    }
}
