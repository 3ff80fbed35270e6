package com.juniper.upgrade.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.juniper.upgrade.StartRefusedException;
import com.juniper.upgrade.TestProperties;
import com.juniper.upgrade.workflow.TestPlatform;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Who can log in after a start, with and without the sample. */
class SampleAccountsTest {

    private final PasswordEncoder passwords = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private JdbcClient jdbc;

    @BeforeEach
    void anEmptyPlatform() {
        var database = TestPlatform.database("accounts");
        var source = new DriverManagerDataSource(database.url(), database.user(), database.password());
        jdbc = JdbcClient.create(source);
    }

    @Test
    @DisplayName(
            "Without the sample there is the operator alone, whose password is the last that a start was given, or a later choice")
    void makesTheOperator() {
        start(false, "first");
        jdbc.sql("update person set password_hash = ?")
                .param(passwords.encode("chosen"))
                .update();
        start(false, "first");
        assertThat(passwords.matches("chosen", password("operator"))).isTrue();

        start(false, "second");
        start(false, "");

        assertThat(jdbc.sql("select login from person").query(String.class).list())
                .containsExactly("operator");
        assertThat(passwords.matches("second", password("operator"))).isTrue();
    }

    @Test
    @DisplayName("A platform that nobody could log in to does not start, and says which setting is missing")
    void refusesToStartForNobody() {
        assertThatThrownBy(() -> start(false, ""))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("JUNIPER_ADMIN_PASSWORD");
    }

    @Test
    @DisplayName("The sample's passwords, which everybody knows, never open a platform without the sample")
    void keepsTheSampleApart() {
        start(false, "secret");
        assertThatThrownBy(() -> start(true, "")).hasMessageContaining("Set JUNIPER_DEMO=false");

        anEmptyPlatform();
        start(true, "");
        start(true, "");
        assertThatThrownBy(() -> start(false, "secret")).hasMessageContaining("JUNIPER_HOME");
        assertThat(passwords.matches("operator", password("operator"))).isTrue();
    }

    private void start(boolean demo, String adminPassword) {
        var properties = TestProperties.of(Path.of("unused"), demo, adminPassword, "http://localhost");
        new SampleAccounts(jdbc, passwords, new ApiTokens(jdbc, new People(jdbc)), properties).afterPropertiesSet();
    }

    private String password(String login) {
        return jdbc.sql("select password_hash from person where login = ?")
                .param(login)
                .query(String.class)
                .single();
    }
}
