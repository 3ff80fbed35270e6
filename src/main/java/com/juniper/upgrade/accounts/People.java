package com.juniper.upgrade.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
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

    private static final String SELECT =
            "select p.*, array(select role from membership m where m.login = p.login) as roles from person p ";

    /** How many people a page of them has. */
    public static final int PAGE = 100;

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** {@return the person of that login} */
    public Optional<Person> find(String login) {
        return jdbc.sql(SELECT + "where login = ?")
                .param(login)
                .query(People::person)
                .optional();
    }

    /** {@return the person with that address; nobody where several have it} */
    public Optional<Person> ofEmail(String email) {
        var found = jdbc.sql(SELECT + "where lower(trim(email)) = lower(trim(?)) limit 2")
                .param(email)
                .query(People::person)
                .list();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                row.getString("login"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("email"),
                row.getString("company"),
                roles((String[]) row.getArray("roles").getArray()));
    }

    /** {@return the logins of a company's customers and maintainers} */
    public List<String> of(@Nullable String company) {
        return jdbc.sql("""
                        select distinct login from person join membership using (login)
                        where company = ? and role in ('CUSTOMER', 'MAINTAINER') order by login""").param(company).query(String.class).list();
    }

    /** {@return everybody with a role, by login} */
    public List<Person> with(Role role) {
        return jdbc.sql(SELECT + "where login in (select login from membership where role = ?) order by login")
                .param(role.name())
                .query(People::person)
                .list();
    }

    /** {@return everybody of a company with a role, by login; nobody of no company} */
    public List<Person> with(Role role, @Nullable String company) {
        return jdbc.sql(SELECT
                        + "where login in (select login from membership where role = ?) and company = ? order by login")
                .params(role.name(), company)
                .query(People::person)
                .list();
    }

    /** {@return people by login: of a company, or of any and none; with a text in the login, the name or the address} */
    public List<Person> page(@Nullable String company, String search, int page) {
        return jdbc.sql(SELECT + """
                        where (:company::text is null or company = :company)
                          and concat_ws(' ', login, first_name, last_name, email) ilike '%' || :search || '%'
                        order by login limit :most offset :first""")
                .param("company", company)
                .param("search", search.strip().replaceAll("[\\\\%_]", "\\\\$0"))
                .param("most", PAGE)
                .param("first", (Math.max(1, page) - 1L) * PAGE)
                .query(People::person)
                .list();
    }

    /** A person, and the encoded password with which he logs in. */
    public record Login(Person person, String passwordHash) {}

    /** {@return the person of that login, with the password} */
    public Optional<Login> login(String login) {
        return jdbc.sql(SELECT + "where login = ?")
                .param(login)
                .query((row, number) -> new Login(person(row, number), row.getString("password_hash")))
                .optional();
    }

    private static Set<Role> roles(String[] names) {
        return Arrays.stream(names).map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
