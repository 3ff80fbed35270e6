package com.juniper.upgrade.support;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.notifications.Mail;
import com.juniper.upgrade.notifications.Outbox;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells people of issues by mail, in the issue's thread. */
@Component
class IssueMails {

    private final Outbox outbox;
    private final People people;
    private final IssueStore store;
    private final UpgradeRequests requests;
    private final JuniperProperties properties;

    IssueMails(Outbox outbox, People people, IssueStore store, UpgradeRequests requests, JuniperProperties properties) {
        this.outbox = outbox;
        this.people = people;
        this.store = store;
        this.requests = requests;
        this.properties = properties;
    }

    /** To who reported the issue; of the platform's own, to who submitted the request. */
    void reporter(Issue issue, String what, String body) {
        var login = issue.reporter() != null || issue.request() == null
                ? issue.reporter()
                : requests.require(issue.request()).submitter();
        send(issue, issue.email(), login, what, body);
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

    /** To the maintainers of the company's modules. */
    void maintainers(Issue issue, String what, String body) {
        people.with(Role.MAINTAINER, issue.company()).forEach(person -> to(issue, person, what, body));
    }

    private void to(Issue issue, Person person, String what, String body) {
        send(issue, person.email(), person.login(), what, body);
    }

    private void send(Issue issue, String address, @Nullable String login, String what, String body) {
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
