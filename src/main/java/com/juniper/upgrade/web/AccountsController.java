package com.juniper.upgrade.web;

import com.juniper.upgrade.accounts.Contract;
import com.juniper.upgrade.accounts.Contracts;
import com.juniper.upgrade.accounts.People;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.people.Accounts;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Companies, their contracts and everybody who can log in, for operators. */
@Controller
class AccountsController {

    private final Accounts accounts;
    private final People people;
    private final Contracts contracts;

    AccountsController(Accounts accounts, People people, Contracts contracts) {
        this.accounts = accounts;
        this.people = people;
        this.contracts = contracts;
    }

    @GetMapping("/admin/people")
    String all(
            @RequestParam(required = false) @Nullable String company,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable String login,
            Model model) {
        model.addAttribute("edited", login == null ? null : people.find(login).orElse(null));
        return page(company, search, page, List.of(), model);
    }

    private String page(@Nullable String company, String search, int page, List<Reason> reasons, Model model) {
        var companies = accounts.companies();
        var shown = companies.stream()
                .filter(each -> company == null || company.isEmpty() || company.equals(each.id()))
                .limit(People.PAGE)
                .toList();
        model.addAttribute("companies", companies);
        model.addAttribute("shown", shown);
        model.addAttribute("more", shown.size() == People.PAGE && companies.size() > shown.size());
        model.addAttribute(
                "contracts", contracts.of(null, true).stream().collect(Collectors.groupingBy(Contract::company)));
        model.addAttribute("people", people.page(company, search, page));
        model.addAttribute("roles", Role.values());
        model.addAttribute("company", company);
        model.addAttribute("search", search);
        model.addAttribute("page", page);
        model.addAttribute("most", People.PAGE);
        model.addAttribute("reasons", reasons);
        return "people";
    }

    @PostMapping("/admin/people")
    Object put(
            @RequestParam String login, @RequestParam(defaultValue = "") List<Role> roles, Person person, Model model) {
        return done(model, () -> accounts.putPerson(login, person.details(roles)));
    }

    /** What the form says of somebody. */
    record Person(
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable String company) {

        Accounts.Details details(List<Role> roles) {
            return new Accounts.Details(firstName, lastName, email, company, roles);
        }
    }

    @PostMapping("/admin/people/close")
    Object close(@RequestParam String person, Model model) {
        return done(model, () -> accounts.close(person));
    }

    @PostMapping("/admin/people/invite")
    Object invite(@RequestParam String person, Model model) {
        return done(model, () -> accounts.invite(person));
    }

    @PostMapping("/admin/companies")
    Object company(@RequestParam String id, @RequestParam String name, Model model) {
        return done(model, () -> accounts.putCompany(id, name));
    }

    @PostMapping("/admin/contracts")
    Object contract(
            @RequestParam String code,
            @RequestParam String company,
            @RequestParam Contract.Edition edition,
            @RequestParam(defaultValue = "false") boolean studioActive,
            @RequestParam(defaultValue = "false") boolean maintenance,
            Model model) {
        return done(model, () -> accounts.putContract(code, company, edition, studioActive, maintenance));
    }

    private Object done(Model model, Runnable change) {
        try {
            change.run();
            return "redirect:/admin/people";
        } catch (RequestRefusedException refusal) {
            return new ModelAndView(
                    page(null, "", 1, refusal.reasons(), model), model.asMap(), HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }
}
