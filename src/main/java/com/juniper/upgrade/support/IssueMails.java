package com.juniper.upgrade.support;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.notifications.Mail;
import com.juniper.upgrade.notifications.Outbox;
import org.springframework.stereotype.Component;

/** Tells people of issues by mail, in the issue's thread. */
@Component
class IssueMails {

    private final Outbox outbox;
    private final People people;
    private final IssueStore store;
    private final JuniperProperties properties;

    IssueMails(Outbox outbox, People people, IssueStore store, JuniperProperties properties) {
        this.outbox = outbox;
        this.people = people;
        this.store = store;
        this.properties = properties;
    }

    /** To who reported the issue. */
    void reporter(Issue issue, String what, String body) {
        if (issue.reporter() != null) {
            send(issue, issue.email(), issue.reporter(), what, body);
        }
    }

    /** To the analyst who wrote last in the conversation, or to all of them where nobody did. */
    void analysts(Issue issue, String what, String body) {
        store.lastAnalyst(issue.number())
                .flatMap(people::find)
                .ifPresentOrElse(
                        analyst -> to(issue, analyst, what, body), () -> everybody(issue, Role.ANALYST, what, body));
    }

    /** To everybody with a role. */
    void everybody(Issue issue, Role role, String what, String body) {
        people.with(role).forEach(person -> to(issue, person, what, body));
    }

    /** To the maintainers of the company's modules; to who reported the issue, where there are none. */
    void maintainers(Issue issue, String what, String body) {
        var maintainers = people.with(Role.MAINTAINER).stream()
                .filter(person -> person.company() != null && person.company().equals(issue.company()))
                .toList();
        maintainers.forEach(person -> to(issue, person, what, body));
        if (maintainers.isEmpty()) {
            reporter(issue, what, body);
        }
    }

    private void to(Issue issue, Person person, String what, String body) {
        send(issue, person.email(), person.login(), what, body);
    }

    private void send(Issue issue, String address, String login, String what, String body) {
        if (address.isBlank()) {
            return;
        }
        outbox.put(Mail.to(address, login, "%s: %s – %s".formatted(issue.number(), what, issue.title()), """
                        %s

                        The issue, its conversation and its coverage: %s/support/%s
                        The upgrade of %s to %s: %s/upgrades/%s
                        """.formatted(
                                body.strip(),
                                properties.publicUrl(),
                                issue.number(),
                                issue.databaseName(),
                                issue.targetVersion(),
                                properties.publicUrl(),
                                issue.upgrade()))
                .about(issue.number()));
    }
}
