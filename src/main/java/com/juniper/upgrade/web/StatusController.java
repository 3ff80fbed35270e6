package com.juniper.upgrade.web;

import com.juniper.upgrade.watching.StatusBoard;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How the platform is, for everybody, also while it does not work. */
@Controller
class StatusController {

    private final StatusBoard board;

    StatusController(StatusBoard board) {
        this.board = board;
    }

    @GetMapping("/status")
    String status(Model model) {
        model.addAttribute("status", board.status());
        return "status";
    }
}
