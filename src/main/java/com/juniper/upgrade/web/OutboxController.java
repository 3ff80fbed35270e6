package com.juniper.upgrade.web;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.notifications.Outbox;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The mails: all of them for operators, and in the sample everybody's own. */
@Controller
class OutboxController {

    private final Outbox outbox;
    private final CurrentCaller callers;
    private final JuniperProperties properties;

    OutboxController(Outbox outbox, CurrentCaller callers, JuniperProperties properties) {
        this.outbox = outbox;
        this.callers = callers;
        this.properties = properties;
    }

    @GetMapping("/outbox")
    String outbox(Model model) {
        var caller = callers.require();
        boolean all = caller.isOperator();
        if (!all && !properties.demo()) {
            throw new RequestNotFoundException("This page");
        }
        model.addAttribute("mails", outbox.newest(all ? null : caller.name()));
        return "outbox";
    }
}
