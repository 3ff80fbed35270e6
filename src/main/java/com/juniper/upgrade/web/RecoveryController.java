package com.juniper.upgrade.web;

import com.juniper.upgrade.recovery.Recovery;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.DatabaseInUseException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a restore of the platform's database has left to operators. */
@Controller
class RecoveryController {

    private final Recovery recovery;
    private final CurrentCaller callers;

    RecoveryController(Recovery recovery, CurrentCaller callers) {
        this.recovery = recovery;
        this.callers = callers;
    }

    @GetMapping("/admin/recovery")
    String all(Model model) {
        model.addAttribute("state", recovery.state());
        return "recovery";
    }

    @PostMapping("/admin/recovery/look")
    String look() {
        recovery.look();
        return "redirect:/admin/recovery";
    }

    @PostMapping("/admin/recovery/go-on")
    String goOn(@RequestParam(defaultValue = "false") boolean mails, RedirectAttributes next) {
        return tried(() -> recovery.goOn(mails, callers.require()), next);
    }

    @PostMapping("/admin/recovery/findings/{id}")
    String settle(@PathVariable long id, @RequestParam(defaultValue = "false") boolean drop, RedirectAttributes next) {
        return tried(() -> recovery.settle(id, drop, callers.require()), next);
    }

    private static String tried(Runnable work, RedirectAttributes next) {
        try {
            work.run();
        } catch (DatabaseInUseException e) {
            next.addFlashAttribute("problem", e.getMessage());
        }
        return "redirect:/admin/recovery";
    }
}
