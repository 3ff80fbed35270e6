package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.security.CurrentCaller;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the git client finds the repositories. */
@Configuration
class GitConfiguration {

    @Bean
    ServletRegistrationBean<GitHttp> gitServlet(
            Projects projects,
            Repositories repositories,
            BranchSync branches,
            CurrentCaller callers,
            JuniperProperties properties) {
        var git = new ServletRegistrationBean<>(
                new GitHttp(projects, repositories, branches, callers, properties.projects()), GitHttp.PATH);
        git.setName("git");
        return git;
    }
}
