package com.juniper.upgrade.security;

import com.juniper.upgrade.JuniperProperties;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The one login page of everything that has pages. */
@Controller
class LoginController {

    private final JuniperProperties properties;

    LoginController(JuniperProperties properties) {
        this.properties = properties;
    }

    @GetMapping("/login")
    String login(Model model) {
        model.addAttribute("demo", properties.demo());
        return "login";
    }
}
