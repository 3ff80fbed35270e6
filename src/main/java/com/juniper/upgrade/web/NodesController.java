package com.juniper.upgrade.web;

import com.juniper.upgrade.nodes.Nodes;
import com.juniper.upgrade.security.CurrentCaller;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The nodes of the platform, for operators. */
@Controller
class NodesController {

    private final Nodes nodes;
    private final CurrentCaller callers;

    NodesController(Nodes nodes, CurrentCaller callers) {
        this.nodes = nodes;
        this.callers = callers;
    }

    @GetMapping("/admin/nodes")
    String all(Model model) {
        model.addAttribute("nodes", nodes.all());
        return "nodes";
    }

    @PostMapping("/admin/nodes")
    String drain(@RequestParam String name, @RequestParam boolean draining) {
        nodes.drain(name, draining, callers.require());
        return "redirect:/admin/nodes";
    }
}
