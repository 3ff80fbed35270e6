package com.juniper.upgrade.accounts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Everybody who can log in. */
@Repository
public class People {

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** {@return the person of that login} */
    public Optional<Person> find(String login) {
        return jdbc.sql("""
                        select p.*, array(select role from membership m where m.login = p.login) as roles
                        from person p where login = ?""")
                .param(login)
                .query((row, number) -> new Person(
                        row.getString("login"),
                        row.getString("first_name"),
                        row.getString("last_name"),
                        row.getString("email"),
                        row.getString("company"),
                        roles((String[]) row.getArray("roles").getArray())))
                .optional();
    }

    /** {@return the logins of a company's customers and maintainers} */
    public List<String> of(@Nullable String company) {
        return jdbc.sql("""
                        select distinct login from person join membership using (login)
                        where company = ? and role in ('CUSTOMER', 'MAINTAINER') order by login""").param(company).query(String.class).list();
    }

    /** {@return everybody with a role, by login} */
    public List<Person> with(Role role) {
        return jdbc
                .sql("select login from membership where role = ? order by login")
                .param(role.name())
                .query(String.class)
                .list()
                .stream()
                .flatMap(login -> find(login).stream())
                .toList();
    }

    /** {@return the encoded password of a person} */
    public Optional<String> passwordHash(String login) {
        return jdbc.sql("select password_hash from person where login = ?")
                .param(login)
                .query(String.class)
                .optional();
    }

    private static Set<Role> roles(String[] names) {
        return Arrays.stream(names).map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
