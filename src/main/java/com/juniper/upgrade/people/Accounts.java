package com.juniper.upgrade.people;

import com.juniper.upgrade.accounts.ApiTokens;
import com.juniper.upgrade.accounts.Contract;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.notifications.Mail;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps companies, their contracts and everybody who can log in, for operators; the audit log is written by the database.
 *
 * <p>Nobody is deleted here: what a person did stays that person's, so a login is closed and never given to somebody else.
 * Erasing a person or a company is the privacy module's ({@code docs/privacy.md}).
 */
@Service
public class Accounts {

    private static final Pattern LOGIN = Pattern.compile("[a-z][a-z0-9_.-]{0,62}");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _.:-]*");
    private static final int LONGEST = 120;

    private final JdbcClient jdbc;
    private final People people;
    private final ApiTokens tokens;
    private final PasswordLinks links;
    private final PasswordEncoder passwords;
    private final LoginSessions sessions;

    Accounts(
            JdbcClient jdbc,
            People people,
            ApiTokens tokens,
            PasswordLinks links,
            PasswordEncoder passwords,
            LoginSessions sessions) {
        this.jdbc = jdbc;
        this.people = people;
        this.tokens = tokens;
        this.links = links;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    /**
     * A company.
     *
     * @param id its short name, which people, contracts and databases are assigned by
     * @param people how many can log in
     */
    public record Company(String id, String name, long people, long databases) {}

    /** {@return all companies, by name} */
    public List<Company> companies() {
        return jdbc.sql("""
                        select id, name, coalesce(p.people, 0) as people, coalesce(d.databases, 0) as databases
                        from upgrade.company c
                        left join (select company, count(distinct login) as people from upgrade.person join upgrade.membership using (login)
                          group by company) p on p.company = c.id
                        left join (select company, count(*) as databases from upgrade.hosted_database where gone is null
                          group by company) d on d.company = c.id
                        order by lower(name), id""").query(Company.class).list();
    }

    /**
     * Makes a company, or gives it another name.
     *
     * @throws RequestRefusedException with every reason
     */
    @Transactional
    public void putCompany(String id, @Nullable String name) {
        List<Reason> reasons = new ArrayList<>();
        if (!LOGIN.matcher(id).matches()) {
            reasons.add(new Reason(
                    "id",
                    "'%s' cannot name a company: small letters, digits, '_', '.' and '-', at most 63, the first a letter."
                            .formatted(id)));
        }
        requireText("name", "The company's name", name, reasons);
        refuseFor(reasons);
        jdbc.sql("insert into upgrade.company values (?, ?) on conflict (id) do update set name = excluded.name")
                .params(id, Objects.requireNonNull(name).strip())
                .update();
    }

    /** What somebody is to be, apart from the login; a part that is missing is refused. */
    public record Details(
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable String company,
            @Nullable List<Role> roles) {

        public Details {
            roles = roles == null ? List.of() : List.copyOf(roles);
        }
    }

    /**
     * Lets somebody in, or changes who that is. Somebody new, and somebody whose login was closed, gets a mail with a link to
     * choose a password; whose company or roles change is logged out everywhere.
     *
     * @return whether a mail is under way
     * @throws RequestRefusedException with every reason
     */
    @Transactional
    public boolean putPerson(String login, Details details) {
        refuseFor(reasons(login, details));
        var before = people.find(login).orElse(null);
        var after = new Person(
                login,
                Objects.requireNonNull(details.firstName()).strip(),
                Objects.requireNonNullElse(details.lastName(), "").strip(),
                Objects.requireNonNull(details.email()).strip(),
                companyOf(details),
                java.util.Set.copyOf(Objects.requireNonNull(details.roles())));
        if (after.equals(before)) {
            return false;
        }
        jdbc.sql("""
                        insert into upgrade.person values (:login, :first, :last, :email, :company, :nobodys)
                        on conflict (login) do update set first_name = :first, last_name = :last, email = :email, company = :company""")
                .param("login", login)
                .param("first", after.firstName())
                .param("last", after.lastName())
                .param("email", after.email())
                .param("company", after.company())
                .param("nobodys", before == null ? passwords.encode(ApiTokens.random("")) : "") // slow on purpose
                .update();
        var roles = after.roles().stream().map(Enum::name).toArray(String[]::new);
        jdbc.sql("delete from upgrade.membership where login = ? and role <> all(?)")
                .params(login, roles)
                .update();
        jdbc.sql("insert into upgrade.membership select ?, unnest(?::text[]) on conflict do nothing")
                .params(login, roles)
                .update();
        requireOperator();
        if (before == null || before.roles().isEmpty()) {
            links.invite(after);
            return true;
        }
        if (!before.email().equalsIgnoreCase(after.email()) && links.isPending(login)) {
            links.invite(after); // the link at the former address opens nothing any more
            return true;
        }
        if (!before.roles().equals(after.roles()) || !Objects.equals(before.company(), after.company())) {
            sessions.end(login, null);
        }
        return false;
    }

    private static @Nullable String companyOf(Details details) {
        return details.company() == null || details.company().isBlank() ? null : details.company();
    }

    private List<Reason> reasons(String login, Details details) {
        List<Reason> reasons = new ArrayList<>();
        if (!LOGIN.matcher(login).matches()) {
            reasons.add(new Reason(
                    "login",
                    "'%s' cannot be a login: small letters, digits, '_', '.' and '-', at most 63, the first a letter."
                            .formatted(login)));
        }
        requireText("firstName", "The first name", details.firstName(), reasons);
        if (details.lastName() != null && !details.lastName().isBlank()) {
            requireText("lastName", "The last name", details.lastName(), reasons);
        }
        if (details.email() == null || !Mail.isAddress(details.email().strip())) {
            reasons.add(new Reason(
                    "email",
                    "'%s' is not one e-mail address; the link to choose a password goes there."
                            .formatted(Objects.requireNonNullElse(details.email(), ""))));
        }
        var company = companyOf(details);
        var roles = Objects.requireNonNull(details.roles());
        if (roles.isEmpty()) {
            reasons.add(new Reason("roles", "Nobody logs in without a role; close the login instead."));
        } else if (roles.stream().allMatch(Role::isStaff)) {
            if (company != null) {
                reasons.add(new Reason("company", "Analysts and operators work for the platform, and for no company."));
            }
        } else if (roles.stream().anyMatch(Role::isStaff)) {
            reasons.add(new Reason(
                    "roles", "Nobody works for the platform and for a company: give the other role another login."));
        } else if (company == null || !isCompany(company)) {
            reasons.add(new Reason(
                    "company",
                    "There is no company '%s'; customers, maintainers and integrations are of one."
                            .formatted(Objects.requireNonNullElse(company, ""))));
        }
        return reasons;
    }

    /**
     * Closes a login: it opens nothing any more, its sessions and tokens end at once. What the person did stays.
     *
     * @throws RequestNotFoundException if there is none
     * @throws RequestRefusedException if nobody would operate the platform
     */
    @Transactional
    public void close(String login) {
        require(login);
        jdbc.sql("delete from upgrade.membership where login = ?").param(login).update();
        jdbc.sql("delete from upgrade.api_token where login = ?").param(login).update();
        jdbc.sql("delete from upgrade.password_link where login = ?")
                .param(login)
                .update();
        jdbc.sql("delete from upgrade.provider_login where login = ?")
                .param(login)
                .update();
        jdbc.sql("update upgrade.person set password_hash = ? where login = ?")
                .params(passwords.encode(ApiTokens.random("")), login)
                .update();
        requireOperator();
        sessions.end(login, null);
    }

    /**
     * Sends somebody another link to choose a password; the ones before open nothing any more.
     *
     * @throws RequestNotFoundException if nobody has that login, or it is closed
     */
    @Transactional
    public void invite(String login) {
        var person = require(login);
        if (person.roles().isEmpty()) {
            throw new RequestNotFoundException("The login %s is closed".formatted(login));
        }
        links.invite(person);
    }

    private Person require(String login) {
        return people.find(login)
                .orElseThrow(() -> new RequestNotFoundException("There is no login %s".formatted(login)));
    }

    private void requireOperator() {
        if (people.with(Role.OPERATOR).isEmpty()) {
            refuseFor(List.of(new Reason("roles", "Nobody would operate the platform any more.")));
        }
    }

    /**
     * Makes a contract, or changes it.
     *
     * @throws RequestRefusedException with every reason
     */
    @Transactional
    public void putContract(
            String code,
            @Nullable String company,
            Contract.@Nullable Edition edition,
            boolean studioActive,
            boolean maintenance) {
        List<Reason> reasons = new ArrayList<>();
        if (!CODE.matcher(code).matches()) {
            reasons.add(new Reason(
                    "code",
                    "'%s' cannot name a contract: letters, digits, '_', '.' and '-', at most 63.".formatted(code)));
        }
        if (company == null || !isCompany(company)) {
            reasons.add(new Reason(
                    "company", "There is no company '%s'.".formatted(Objects.requireNonNullElse(company, ""))));
        }
        if (edition == null) {
            reasons.add(new Reason("edition", "The edition is missing: ENTERPRISE or COMMUNITY."));
        }
        refuseFor(reasons);
        jdbc.sql("""
                        insert into upgrade.contract values (?, ?, ?, ?, ?) on conflict (code) do update set
                          company = excluded.company, edition = excluded.edition, studio_active = excluded.studio_active, maintenance = excluded.maintenance""")
                .params(code, company, Objects.requireNonNull(edition).name(), studioActive, maintenance)
                .update();
    }

    /**
     * {@return the name of a new token of somebody}
     *
     * @throws RequestRefusedException if there is none, or one of that name
     */
    public String tokenName(String login, @Nullable String name) {
        List<Reason> reasons = new ArrayList<>();
        requireText("name", "The token's name", name, reasons);
        refuseFor(reasons);
        var stripped = Objects.requireNonNull(name).strip();
        if (!TOKEN.matcher(stripped).matches()) { // it stands in addresses
            refuseFor(List.of(new Reason(
                    "name",
                    "'%s' cannot name a token: letters, digits, spaces, '_', '.', ':' and '-', the first a letter or digit."
                            .formatted(stripped))));
        }
        if (tokens.of(login).stream().anyMatch(known -> known.name().equals(stripped))) {
            refuseFor(List.of(new Reason("name", "There is a token '%s' already.".formatted(stripped))));
        }
        return stripped;
    }

    /**
     * Ends a token of somebody.
     *
     * @throws RequestNotFoundException if there is none of that name
     */
    public void endToken(String login, String name) {
        if (!tokens.end(login, name)) {
            throw new RequestNotFoundException("There is no token '%s'".formatted(name));
        }
    }

    private boolean isCompany(String id) {
        return jdbc.sql("select exists (select from upgrade.company where id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private static void requireText(String code, String what, @Nullable String value, List<Reason> reasons) {
        if (value == null || value.isBlank()) {
            reasons.add(new Reason(code, "%s is missing.".formatted(what)));
        } else if (value.strip().length() > LONGEST || value.matches("(?s).*\\p{Cntrl}.*")) {
            reasons.add(new Reason(code, "%s is one line of at most %d letters.".formatted(what, LONGEST)));
        }
    }

    private static void refuseFor(List<Reason> reasons) {
        if (!reasons.isEmpty()) {
            throw new RequestRefusedException(reasons);
        }
    }
}
