package com.juniper.upgrade.artifacts;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.Retained;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long uploads and delivered files are kept (decision 7). */
@Configuration
class Retention {

    @Bean
    Retained retainedArtifacts(Artifacts artifacts, JuniperProperties properties) {
        return new Retained(
                "ARTIFACTS",
                "Results and reports of requests, and what was found; from the day they were made",
                properties.retention().artifacts(),
                "juniper.retention.artifacts",
                artifacts::purge);
    }

    @Bean
    Retained retainedUploads(Uploads uploads, JuniperProperties properties) {
        return new Retained(
                "UPLOADS",
                "Uploaded dumps; from the last request that used one. One that broke off, or came without a login and is not used, goes after 7 days",
                properties.retention().uploads(),
                "juniper.retention.uploads",
                uploads::purge);
    }
}
