package com.juniper.upgrade.web;

import com.juniper.upgrade.releases.Releases;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The published versions; operators publish on this page too, through the API. */
@Controller
class ReleasesController {

    private final Releases releases;

    ReleasesController(Releases releases) {
        this.releases = releases;
    }

    @GetMapping("/releases")
    String releases(Model model) {
        model.addAttribute("releases", releases.all());
        return "releases";
    }
}
