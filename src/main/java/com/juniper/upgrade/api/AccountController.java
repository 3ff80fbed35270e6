package com.juniper.upgrade.api;

import com.juniper.upgrade.accounts.ApiTokens;
import com.juniper.upgrade.accounts.Contract;
import com.juniper.upgrade.accounts.Contracts;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.people.Accounts;
import com.juniper.upgrade.security.CurrentCaller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Companies, contracts and people, for operators; and everybody's own tokens. */
@RestController
class AccountController {

    private final Accounts accounts;
    private final People people;
    private final Contracts contracts;
    private final ApiTokens tokens;
    private final CurrentCaller callers;

    AccountController(Accounts accounts, People people, Contracts contracts, ApiTokens tokens, CurrentCaller callers) {
        this.accounts = accounts;
        this.people = people;
        this.contracts = contracts;
        this.tokens = tokens;
        this.callers = callers;
    }

    /** All companies, by name. */
    @GetMapping("/api/companies")
    List<Accounts.Company> companies() {
        return accounts.companies();
    }

    record CompanyBody(@Nullable String name) {}

    /** Makes a company, or gives it another name. */
    @PutMapping("/api/companies/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void putCompany(@PathVariable String id, @RequestBody CompanyBody company) {
        accounts.putCompany(id, company.name());
    }

    /** A hundred people, by login: of a company, and with a text in login, name or address; closed logins have no role. */
    @GetMapping("/api/people")
    List<Person> people(
            @RequestParam(required = false) @Nullable String company,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "1") int page) {
        return people.page(company, search, page);
    }

    record Put(boolean invited) {}

    /** Lets somebody in, or changes who that is; {@code invited} says that a mail with a link to choose a password is under way. */
    @PutMapping("/api/people/{login}")
    Put putPerson(@PathVariable String login, @RequestBody Accounts.Details person) {
        return new Put(accounts.putPerson(login, person));
    }

    /** Closes a login: its sessions and tokens end at once; what the person did stays. */
    @DeleteMapping("/api/people/{login}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable String login) {
        accounts.close(login);
    }

    /** Sends another link to choose a password; the ones before open nothing any more. */
    @PostMapping("/api/people/{login}/invitation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void invite(@PathVariable String login) {
        accounts.invite(login);
    }

    /** All contracts. */
    @GetMapping("/api/contracts")
    List<Contract> contracts() {
        return contracts.of(null, true);
    }

    record ContractBody(
            @Nullable String company, Contract.@Nullable Edition edition, boolean studioActive, boolean maintenance) {}

    /** Makes a contract, or changes it. */
    @PutMapping("/api/contracts/{code}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void putContract(@PathVariable String code, @RequestBody ContractBody contract) {
        accounts.putContract(
                code, contract.company(), contract.edition(), contract.studioActive(), contract.maintenance());
    }

    /** The caller's tokens, without what opens anything. */
    @GetMapping("/api/tokens")
    List<ApiTokens.Known> tokens() {
        return tokens.of(callers.requirePerson().login());
    }

    record TokenBody(@Nullable String name) {}

    record Token(String name, String token) {}

    /** Makes a token for the caller; its text is shown here alone. */
    @PostMapping("/api/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    Token makeToken(@RequestBody TokenBody token) {
        var login = callers.requirePerson().login();
        var name = accounts.tokenName(login, token.name());
        return new Token(name, tokens.create(login, name));
    }

    /** Ends a token of the caller. */
    @DeleteMapping("/api/tokens/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endToken(@PathVariable String name) {
        accounts.endToken(callers.requirePerson().login(), name);
    }
}
