package com.juniper.upgrade.workflow;

import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.support.Issues;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** {@return the logins of who says whether it is resolved: the company's customers; the analysts of an internal one} */
    public List<String> customersOf(String issueNumber) {
        var issue = issues.require(issueNumber);
        return issue.internal()
                ? people.with(Role.ANALYST).stream().map(Person::login).toList()
                : logins(Role.CUSTOMER, issue.company());
    }

    /** {@return the logins of the company's maintainers; of its customers, where it has none} */
    public List<String> maintainersOf(String issueNumber) {
        var company = issues.require(issueNumber).company();
        var maintainers = logins(Role.MAINTAINER, company);
        return maintainers.isEmpty() ? logins(Role.CUSTOMER, company) : maintainers;
    }

    private List<String> logins(Role role, @Nullable String company) {
        return people.with(role, company).stream().map(Person::login).toList();
    }
}
