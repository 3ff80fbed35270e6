package com.juniper.upgrade.workflow;

import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Who works on a case's tasks; expressions in the models ask this bean. */
@Component
public class CaseTeam {

    private final UpgradeRequests requests;
    private final People people;

    CaseTeam(UpgradeRequests requests, People people) {
        this.requests = requests;
        this.people = people;
    }

    /** {@return the logins of the company's people, and of who asked, wherever he belongs} */
    public List<String> of(String requestId) {
        var request = requests.require(UUID.fromString(requestId));
        return withSubmitter(people.of(request.company()).stream(), request, person -> true);
    }

    /** {@return the logins of the customers among them, who alone say whether they are confident of a test (R24)} */
    public List<String> customersOf(String requestId) {
        var request = requests.require(UUID.fromString(requestId));
        return withSubmitter(
                people.with(Role.CUSTOMER, request.company()).stream().map(Person::login),
                request,
                person -> person.roles().contains(Role.CUSTOMER));
    }

    private List<String> withSubmitter(Stream<String> logins, UpgradeRequest request, Predicate<Person> belongs) {
        return Stream.concat(logins, people.find(request.submitter()).filter(belongs).map(Person::login).stream())
                .distinct()
                .toList();
    }
}
