package com.juniper.upgrade.accounts;

import com.juniper.upgrade.JuniperProperties;
import java.util.List;
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
            companies();
            PEOPLE.forEach(person -> add(person, person.login()));
            contracts();
            tokens.add("sample-integration-token", "integration", "sample");
        } else if (properties.adminPassword() != null
                && !properties.adminPassword().isEmpty()) {
            add(new Sample("operator", "Operator", "", "", Role.OPERATOR), properties.adminPassword());
        }
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
        boolean known = jdbc.sql("select count(*) from person where login = ?")
                        .param(person.login())
                        .query(Long.class)
                        .single()
                > 0;
        if (known) {
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
