package com.juniper.upgrade.privacy;

import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what belongs to a company or a person: {@code privacy/subject.sql}. */
@Component
class Subjects {

    private final JdbcClient jdbc;
    private final People people;
    private final NamedStatements tables = NamedStatements.read("subject.sql");
    private final NamedStatements running = NamedStatements.read("running.sql");

    Subjects(JdbcClient jdbc, People people) {
        this.jdbc = jdbc;
        this.people = people;
    }

    /**
     * Refuses what is nobody's.
     *
     * @throws RequestRefusedException if there is no such company or customer
     */
    void require(DataSubject subject) {
        if ((subject.company() == null) == (subject.login() == null)) {
            throw refused("subject", "Choose a company, or give the login of one person.");
        }
        var login = subject.login();
        if (login == null) {
            if (jdbc.sql("select count(*) from upgrade.company where id = ?")
                            .param(subject.company())
                            .query(Long.class)
                            .single()
                    == 0) {
                throw refused("company", "There is no company '%s'.".formatted(subject.company()));
            }
            return;
        }
        var person =
                people.find(login).orElseThrow(() -> refused("login", "There is no person '%s'.".formatted(login)));
        if (person.company() == null) {
            throw refused("login", "'%s' works for the platform and is no customer.".formatted(login));
        }
    }

    private static RequestRefusedException refused(String code, String message) {
        return new RequestRefusedException(List.of(new Reason(code, message)));
    }

    /** Makes the tables {@code subject_…} of the transaction. */
    void open(DataSubject subject) {
        for (var table : tables.all()) {
            jdbc.sql(table.sql())
                    .param("company", subject.company())
                    .param("login", subject.login())
                    .update();
        }
    }

    /** {@return what still runs, a sentence each; after {@link #open}} */
    List<Reason> running() {
        return running.all().stream()
                .flatMap(statement -> jdbc.sql(statement.sql()).query(String.class).list().stream()
                        .map(sentence -> new Reason(statement.name(), sentence)))
                .toList();
    }
}
