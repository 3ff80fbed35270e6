package com.juniper.upgrade.workflow;

import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

    /** {@return the logins of the company's people} */
    public List<String> of(String requestId) {
        var request = requests.require(UUID.fromString(requestId));
        List<String> logins = new ArrayList<>(people.of(request.company()));
        if (people.find(request.submitter()).isPresent() && !logins.contains(request.submitter())) {
            logins.add(request.submitter());
        }
        return logins;
    }

    /** {@return the logins of the company's customers, who alone say whether they are confident of a test (R24)} */
    public List<String> customersOf(String requestId) {
        return of(requestId).stream()
                .filter(login -> people.find(login)
                        .filter(person -> person.roles().contains(Role.CUSTOMER))
                        .isPresent())
                .toList();
    }
}
