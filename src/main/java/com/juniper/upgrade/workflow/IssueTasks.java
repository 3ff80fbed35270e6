package com.juniper.upgrade.workflow;

import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.support.Issues;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who works on an issue's tasks; expressions in the model ask this bean. */
@Component
public class IssueTasks {

    private final Issues issues;
    private final People people;

    IssueTasks(Issues issues, People people) {
        this.issues = issues;
        this.people = people;
    }

    /** {@return the logins of the company's people, who say whether it is resolved} */
    public List<String> customersOf(String issueNumber) {
        return people.of(issues.require(issueNumber).company());
    }

    /** {@return the logins of the company's maintainers; of its people, where it has none} */
    public List<String> maintainersOf(String issueNumber) {
        var company = issues.require(issueNumber).company();
        var maintainers = people.with(Role.MAINTAINER).stream()
                .filter(person -> company != null && company.equals(person.company()))
                .map(Person::login)
                .toList();
        return maintainers.isEmpty() ? people.of(company) : maintainers;
    }
}
