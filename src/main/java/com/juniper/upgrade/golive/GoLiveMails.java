package com.juniper.upgrade.golive;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.notifications.Mail;
import com.juniper.upgrade.notifications.Outbox;
import com.juniper.upgrade.upgrades.UpgradeCases;
import com.juniper.upgrade.upgrades.UpgradeCases.UpgradeCase;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells both sides of a plan what happened to it; all mails are in the thread of the case. */
@Component
class GoLiveMails {

    private final Outbox outbox;
    private final People people;
    private final UpgradeCases cases;
    private final GoLiveCalendar calendar;
    private final JuniperProperties properties;

    GoLiveMails(
            Outbox outbox, People people, UpgradeCases cases, GoLiveCalendar calendar, JuniperProperties properties) {
        this.outbox = outbox;
        this.people = people;
        this.cases = cases;
        this.calendar = calendar;
        this.properties = properties;
    }

    /** {@return the customers of a case's company} */
    private List<Person> customers(UpgradeCase upgrade) {
        return people.of(upgrade.company()).stream()
                .flatMap(login -> people.find(login).stream())
                .filter(person -> person.roles().contains(Role.CUSTOMER))
                .toList();
    }

    private Stream<Person> people(UpgradeCase upgrade, @Nullable Side side) {
        return Stream.concat(
                side == Side.ANALYST ? Stream.empty() : customers(upgrade).stream(),
                side == Side.CUSTOMER ? Stream.empty() : people.with(Role.ANALYST).stream());
    }

    /** Tells one side, or both. */
    void tell(GoLivePlan plan, @Nullable Side side, String subject, String body) {
        send(plan, side, subject, body, null, UnaryOperator.identity());
    }

    /** Tells both sides, with the appointment for their calendars. */
    void appoint(GoLivePlan plan, GoLiveCalendar.Purpose purpose, String subject, String body) {
        send(plan, null, subject, body, purpose, UnaryOperator.identity());
    }

    /** Reminds both sides of what they know. */
    void remind(GoLivePlan plan, String subject, String body) {
        send(plan, null, subject, body, null, mail -> mail.optional(Mail.Topic.REMINDERS));
    }

    private void send(
            GoLivePlan plan,
            @Nullable Side side,
            String subject,
            String body,
            GoLiveCalendar.@Nullable Purpose purpose,
            UnaryOperator<Mail> more) {
        var upgrade = cases.require(plan.number());
        people(upgrade, side).forEach(person -> {
            var mail = Mail.to(
                            person.email(),
                            person.login(),
                            "%s: %s".formatted(plan.number(), subject),
                            "%s%n%nThe go-live of %s on %s:%n%s"
                                    .formatted(
                                            body.strip(), upgrade.databaseName(), upgrade.targetVersion(), page(plan)))
                    .about(plan.number());
            if (purpose != null) {
                mail = mail.appointment(
                        calendar.write(plan, upgrade.databaseName(), upgrade.targetVersion(), purpose, person));
            }
            outbox.put(more.apply(mail));
        });
    }

    /** {@return the address of the page of a plan} */
    String page(GoLivePlan plan) {
        return "%s/upgrades/%s/golive".formatted(properties.publicUrl(), plan.number());
    }
}
