package com.juniper.upgrade.web;

import com.juniper.upgrade.accounts.ApiTokens;
import com.juniper.upgrade.people.Accounts;
import com.juniper.upgrade.people.PasswordLinks;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Everybody's own login: its password and its tokens; and the way in for who is new, or has forgotten the password. */
@Controller
class AccountPageController {

    private final PasswordLinks passwords;
    private final Accounts accounts;
    private final ApiTokens tokens;
    private final CurrentCaller callers;

    AccountPageController(PasswordLinks passwords, Accounts accounts, ApiTokens tokens, CurrentCaller callers) {
        this.passwords = passwords;
        this.accounts = accounts;
        this.tokens = tokens;
        this.callers = callers;
    }

    @GetMapping("/account")
    String account(Model model) {
        return account(model, List.of());
    }

    private String account(Model model, List<Reason> reasons) {
        var person = callers.requirePerson();
        model.addAttribute("person", person);
        model.addAttribute("tokens", tokens.of(person.login()));
        model.addAttribute("shortest", PasswordLinks.SHORTEST);
        model.addAttribute("reasons", reasons);
        return "account";
    }

    @PostMapping("/account/password")
    Object change(@RequestParam String present, @RequestParam String password, HttpSession session, Model model) {
        try {
            passwords.change(callers.requirePerson().login(), present, password, session.getId());
            return "redirect:/account?changed";
        } catch (RequestRefusedException refusal) {
            return refused(account(model, refusal.reasons()), model);
        }
    }

    /** The token's text is on the answer alone, which no browser keeps. */
    @PostMapping("/account/tokens")
    Object make(@RequestParam String name, Model model) {
        var login = callers.requirePerson().login();
        try {
            model.addAttribute("made", tokens.create(login, accounts.tokenName(login, name)));
            return account(model, List.of());
        } catch (RequestRefusedException refusal) {
            return refused(account(model, refusal.reasons()), model);
        }
    }

    @PostMapping("/account/tokens/end")
    String end(@RequestParam String name) {
        accounts.endToken(callers.requirePerson().login(), name);
        return "redirect:/account#tokens";
    }

    /** Asks who has forgotten the password. */
    @GetMapping("/password")
    String forgotten() {
        return "password";
    }

    /** Says the same whether anybody has that name. */
    @PostMapping("/password")
    String forgotten(@RequestParam String name) {
        passwords.forgotten(name);
        return "redirect:/password?sent";
    }

    @GetMapping("/password/new")
    Object choose(@RequestParam(defaultValue = "") String link, Model model) {
        return choose(link, null, model);
    }

    private Object choose(String link, @Nullable RequestRefusedException refusal, Model model) {
        var login = passwords.loginOf(link).orElse(null);
        model.addAttribute("login", login);
        model.addAttribute("link", link);
        model.addAttribute("shortest", PasswordLinks.SHORTEST);
        model.addAttribute("reasons", refusal == null ? List.of() : refusal.reasons());
        return login == null
                ? new ModelAndView("password-new", model.asMap(), HttpStatus.NOT_FOUND)
                : refusal == null ? "password-new" : refused("password-new", model);
    }

    @PostMapping("/password/new")
    Object set(@RequestParam String link, @RequestParam String password, Model model) {
        try {
            passwords.choose(link, password);
            return "redirect:/login?chosen";
        } catch (RequestRefusedException refusal) {
            return choose(link, refusal, model);
        }
    }

    private static ModelAndView refused(String view, Model model) {
        return new ModelAndView(view, model.asMap(), HttpStatus.UNPROCESSABLE_ENTITY);
    }
}
