package com.juniper.upgrade.support;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.Retained;
import com.juniper.upgrade.artifacts.SmallFiles;
import com.juniper.upgrade.artifacts.SmallFiles.Owner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long the files of issues, which show customers' data, are kept (decision 7); what was said stays. */
@Configuration
class IssueRetention {

    @Bean
    Retained retainedIssueFiles(SmallFiles files, JuniperProperties properties) {
        var kept = properties.retention().artifacts();
        return new Retained(
                "ISSUE_FILES",
                "Files of issues; from the issue's end. What was said stays with the case",
                kept,
                "juniper.retention.artifacts",
                now -> files.purge(
                        Owner.MESSAGE,
                        "select m.id from upgrade.issue_message m join upgrade.issue i on i.number = m.issue where i.ended < ?",
                        now.minus(kept)));
    }
}
