package com.juniper.upgrade.web;

import com.juniper.upgrade.notifications.Unsubscriptions;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Ends optional mails without a login: the token in the mail says whose. Reading the page changes nothing, because programs
 * follow the links of mails; mail programs send the form by themselves (RFC 8058).
 */
@Controller
class UnsubscribeController {

    private final Unsubscriptions unsubscriptions;

    UnsubscribeController(Unsubscriptions unsubscriptions) {
        this.unsubscriptions = unsubscriptions;
    }

    @GetMapping("/unsubscribe")
    String ask(@RequestParam(defaultValue = "") String token, Model model) {
        return page(token, "ask", model);
    }

    @PostMapping("/unsubscribe")
    String change(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "false") boolean again,
            Model model) {
        var subscription = read(token);
        if (again) {
            unsubscriptions.renew(subscription);
        } else {
            unsubscriptions.end(subscription);
        }
        return page(token, again ? "renewed" : "ended", model);
    }

    private String page(String token, String state, Model model) {
        model.addAttribute("subscription", read(token));
        model.addAttribute("token", token);
        model.addAttribute("state", state);
        return "unsubscribe";
    }

    private Unsubscriptions.Subscription read(String token) {
        return unsubscriptions
                .read(token)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "The address is not complete"));
    }
}
