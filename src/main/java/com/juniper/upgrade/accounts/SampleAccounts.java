package com.juniper.upgrade.accounts;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.StartRefusedException;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Makes the sample's people and contracts, or the one operator of a platform without the sample. */
@Component
@DependsOnDatabaseInitialization
class SampleAccounts implements InitializingBean {

    private record Sample(String login, String firstName, String lastName, String company, Role role) {}

    private static final List<Sample> PEOPLE = List.of(
            new Sample("demo", "Dora", "Demo", "acme", Role.CUSTOMER),
            new Sample("colleague", "Carl", "Colleague", "acme", Role.CUSTOMER),
            new Sample("rival", "Rita", "Rival", "rivalry", Role.CUSTOMER),
            new Sample("maintainer", "Max", "Maintainer", "acme", Role.MAINTAINER),
            new Sample("analyst", "Ann", "Analyst", "", Role.ANALYST),
            new Sample("operator", "Otto", "Operator", "", Role.OPERATOR),
            new Sample("integration", "Integration", "", "acme", Role.INTEGRATION));

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;
    private final ApiTokens tokens;
    private final JuniperProperties properties;

    SampleAccounts(JdbcClient jdbc, PasswordEncoder passwords, ApiTokens tokens, JuniperProperties properties) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.tokens = tokens;
        this.properties = properties;
    }

    @Override
    public void afterPropertiesSet() {
        if (properties.demo()) {
            sample();
        } else {
            operator(Objects.requireNonNullElse(properties.adminPassword(), ""));
        }
    }

    private void sample() {
        if (isKnown("operator") && !isKnown("demo")) {
            throw new StartRefusedException(
                    "The data is no sample's, and the sample's passwords would open it to everybody. Set JUNIPER_DEMO=false");
        }
        companies();
        PEOPLE.forEach(person -> add(person, person.login()));
        contracts();
        tokens.add("sample-integration-token", "integration", "sample");
    }

    private void operator(String password) {
        if (isKnown("demo")) {
            throw new StartRefusedException(
                    "The data is the sample's, whose passwords everybody knows. Give a platform without the sample a folder (or database) of its own: JUNIPER_HOME");
        }
        if (!isKnown("operator") && password.isEmpty()) {
            throw new StartRefusedException(
                    "JUNIPER_ADMIN_PASSWORD is missing: without the sample, it is the password of 'operator', who does the rest");
        }
        if (!password.isEmpty()) {
            add(new Sample("operator", "Operator", "", "", Role.OPERATOR), password);
            changePassword(password);
        }
    }

    /** The operator may have chosen another since; only one that is new here takes its place. */
    private void changePassword(String password) {
        var last = jdbc.sql("select coalesce(admin_password, '{noop}') from platform")
                .query(String.class)
                .single();
        if (!passwords.matches(password, last)) {
            var encoded = passwords.encode(password);
            jdbc.sql("update person set password_hash = ? where login = 'operator'")
                    .param(encoded)
                    .update();
            jdbc.sql("update platform set admin_password = ?").param(encoded).update();
        }
    }

    private boolean isKnown(String login) {
        return jdbc.sql("select count(*) from person where login = ?")
                        .param(login)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private void companies() {
        jdbc.sql(
                        "insert into company values ('acme', 'Acme Tools'), ('rivalry', 'Rivalry & Sons') on conflict do nothing")
                .update();
    }

    private void contracts() {
        jdbc.sql("""
                        insert into contract values
                          ('JUN-ENT-0001', 'acme', 'ENTERPRISE', true, true),
                          ('JUN-ENT-0002', 'rivalry', 'ENTERPRISE', false, false),
                          ('JUN-COM-0001', 'acme', 'COMMUNITY', false, false)
                        on conflict do nothing""").update();
    }

    private void add(Sample person, String password) {
        if (isKnown(person.login())) {
            return; // encoding a password is slow on purpose
        }
        jdbc.sql("insert into person values (?, ?, ?, ?, nullif(?, ''), ?) on conflict do nothing")
                .params(
                        person.login(),
                        person.firstName(),
                        person.lastName(),
                        person.login() + "@juniper.example",
                        person.company(),
                        passwords.encode(password))
                .update();
        jdbc.sql("insert into membership values (?, ?) on conflict do nothing")
                .params(person.login(), person.role().name())
                .update();
    }
}
