package com.juniper.upgrade.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.accounts.ApiTokens;
import com.juniper.upgrade.accounts.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.security.authentication.AccountStatusUserDetailsChecker;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.web.PathPatternRequestMatcherBuilderFactoryBean;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who may use which address: one login for the pages and the process engine's, tokens or HTTP Basic for programs. */
@Configuration
class SecurityConfiguration {

    /** What outside git hosts announce is signed instead of logged in. */
    private static final String PUSH_HOOK = "/api/projects/*/hooks/push";

    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'%s",
            "frame-ancestors 'self'");

    private final OidcLogin provider;

    SecurityConfiguration(OidcLogin provider) {
        this.provider = provider;
    }

    /** How the platform is, for everybody: without a session, so that it is told while the database is away. */
    @Bean
    @Order(0)
    SecurityFilterChain status(HttpSecurity http) throws Exception {
        return http.securityMatcher("/status", "/api/status")
                .headers(this::headers)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** The process engine's REST API: for programs and the platform's own people, never for customers. */
    @Bean
    @Order(1)
    SecurityFilterChain engineRest(HttpSecurity http, ApiTokens tokens, Problems problems) throws Exception {
        return stateless(http, tokens, problems)
                .securityMatcher("/engine-rest/**")
                .authorizeHttpRequests(requests -> requests.anyRequest()
                        .hasAnyAuthority(Role.INTEGRATION.group(), Role.ANALYST.group(), Role.OPERATOR.group()))
                .build();
    }

    /** The projects' git repositories, for git's own client. */
    @Bean
    @Order(2)
    SecurityFilterChain git(HttpSecurity http, ApiTokens tokens, Problems problems) throws Exception {
        return stateless(http, tokens, problems)
                .securityMatcher("/git/**")
                .addFilterBefore(new TokenPasswordFilter(tokens), BasicAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    /** The REST API, and what is measured of the platform, for programs that say with each request who they are. */
    @Bean
    @Order(3)
    SecurityFilterChain programs(HttpSecurity http, ApiTokens tokens, Problems problems) throws Exception {
        RequestMatcher api = new OrRequestMatcher(path("/api/**"), path("/actuator/**"));
        return stateless(http, tokens, problems)
                .securityMatcher(
                        request -> api.matches(request) && request.getHeader(HttpHeaders.AUTHORIZATION) != null)
                .authorizeHttpRequests(SecurityConfiguration::programs)
                .build();
    }

    private HttpSecurity stateless(HttpSecurity http, ApiTokens tokens, Problems problems) throws Exception {
        var refusals = new ProgramRefusals(problems, "Basic realm=\"Juniper Upgrade\"");
        return http.headers(this::headers)
                .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new BearerTokenFilter(tokens), BasicAuthenticationFilter.class);
    }

    private static void programs(
            org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer<HttpSecurity>
                            .AuthorizationManagerRequestMatcherRegistry
                    requests) {
        requests.requestMatchers(HttpMethod.POST, "/api/request-tokens", PUSH_HOOK)
                .permitAll()
                .requestMatchers(
                        HttpMethod.POST,
                        "/api/releases",
                        "/releases/*/*/withdraw",
                        "/api/campaigns",
                        "/api/campaigns/*/*",
                        "/campaigns",
                        "/campaigns/*",
                        "/api/databases/*/rolling",
                        "/databases/*/rolling",
                        "/api/projects",
                        "/api/projects/*/remote",
                        "/api/databases/*/backups",
                        "/api/databases/*/restore",
                        "/api/backups/*/restore")
                .hasAuthority(Role.OPERATOR.group())
                .requestMatchers(HttpMethod.POST, "/api/databases/*/assignment", "/databases/*/assignment")
                .hasAuthority(Role.OPERATOR.group())
                .requestMatchers(
                        "/admin/**",
                        "/api/nodes",
                        "/api/nodes/**",
                        "/api/recovery",
                        "/api/recovery/**",
                        "/api/companies",
                        "/api/companies/**",
                        "/api/people",
                        "/api/people/**",
                        "/api/contracts",
                        "/api/contracts/**")
                .hasAuthority(Role.OPERATOR.group())
                .requestMatchers(HttpMethod.DELETE, "/api/releases/*/*")
                .hasAuthority(Role.OPERATOR.group())
                .requestMatchers(
                        "/api/audit/**", "/api/audit", "/api/audit.csv", "/api/privacy/erasures/**", "/api/retention")
                .hasAuthority(Role.OPERATOR.group())
                .requestMatchers("/api/**")
                .authenticated()
                .requestMatchers("/actuator/health")
                .permitAll()
                .requestMatchers("/actuator/**")
                .hasAuthority(Role.OPERATOR.group());
    }

    /** Everything else: one form login for the pages, the API behind them, Tasklist and Cockpit. */
    @Bean
    @Order(4)
    SecurityFilterChain pages(HttpSecurity http, Problems problems) throws Exception {
        var refusals = new ProgramRefusals(problems, "Bearer");
        RequestMatcher background =
                new OrRequestMatcher(path("/camunda/api/**"), path("/api/**"), path("/actuator/**"));
        RequestMatcher engineLogout = path("/camunda/api/admin/auth/user/{engine}/logout");
        if (provider.isOn()) {
            provider.addTo(http);
        }
        return http.authorizeHttpRequests(requests -> {
                    requests.requestMatchers(
                                    "/login",
                                    "/login/provider",
                                    "/password",
                                    "/password/new",
                                    "/error",
                                    "/upgrade",
                                    "/privacy",
                                    "/gdpr",
                                    "/unavailable/*",
                                    "/unsubscribe",
                                    "/vendor/**",
                                    "/js/**",
                                    "/css/**",
                                    "/img/**",
                                    "/favicon.ico")
                            .permitAll()
                            .requestMatchers("/admin/**")
                            .hasAuthority(Role.OPERATOR.group())
                            .requestMatchers("/camunda/app/admin/**", "/camunda/api/admin/setup/**")
                            .hasAuthority(Role.OPERATOR.group())
                            .requestMatchers("/camunda/app/cockpit/**", "/camunda/api/cockpit/**")
                            .hasAnyAuthority(Role.OPERATOR.group(), Role.ANALYST.group());
                    programs(requests);
                    requests.anyRequest().authenticated();
                })
                .formLogin(form -> form.loginPage("/login").permitAll())
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(refusals, background)
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/login"), AnyRequestMatcher.INSTANCE)
                        .defaultAccessDeniedHandlerFor(refusals, background)
                        .defaultAccessDeniedHandlerFor(new PageRefusals(), AnyRequestMatcher.INSTANCE))
                // the process engine's web applications bring a check of their own; mail programs have none of our
                // cookies
                .csrf(csrf -> csrf.ignoringRequestMatchers(
                        "/camunda/api/**", "/api/request-tokens", "/unsubscribe", PUSH_HOOK))
                .headers(this::headers)
                .logout(form -> form.logoutRequestMatcher(new OrRequestMatcher(path("/logout"), engineLogout))
                        .defaultLogoutSuccessHandlerFor(
                                new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT), engineLogout)
                        .defaultLogoutSuccessHandlerFor(provider.logout(), AnyRequestMatcher.INSTANCE))
                .build();
    }

    /** Pages run our own scripts and nothing else, and a logout may lead to the provider's; the process engine's web applications say the like themselves. */
    private void headers(HeadersConfigurer<HttpSecurity> headers) {
        var ours = new NegatedRequestMatcher(path("/camunda/**"));
        headers.frameOptions(frame -> frame.sameOrigin())
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                        ours,
                        new ContentSecurityPolicyHeaderWriter(CONTENT_SECURITY_POLICY.formatted(
                                provider.origin().map(origin -> " " + origin).orElse("")))));
    }

    @Bean
    DaoAuthenticationProvider authenticationProvider(
            PeopleUserDetails people, PasswordEncoder passwords, LoginThrottle throttle) {
        var provider = new DaoAuthenticationProvider(people);
        provider.setPasswordEncoder(passwords);
        provider.setPreAuthenticationChecks(throttle);
        provider.setPostAuthenticationChecks(new AccountStatusUserDetailsChecker());
        return provider;
    }

    /** Counts what fails, as every login does. */
    @Bean
    AuthenticationManager authenticationManager(AuthenticationConfiguration logins) throws Exception {
        return logins.getAuthenticationManager();
    }

    /** Refuses, with status 400, what no text of PostgreSQL's holds; in JSON, {@link RequestJson} does. */
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(value -> value.indexOf('\0') < 0);
        return firewall;
    }

    @Bean
    MappingJackson2HttpMessageConverter requestJson(ObjectMapper json) {
        return new MappingJackson2HttpMessageConverter(json.copyWith(new RequestJson()));
    }

    /**
     * Makes string patterns match the whole path: the default ones strip the path of the servlet, so that a pattern for
     * {@code /engine-rest} would never match.
     */
    @Bean
    PathPatternRequestMatcherBuilderFactoryBean requestMatcherBuilder() {
        return new PathPatternRequestMatcherBuilderFactoryBean();
    }

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }
}
