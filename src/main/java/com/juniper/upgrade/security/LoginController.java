package com.juniper.upgrade.security;

import com.juniper.upgrade.JuniperProperties;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The one login page of everything that has pages. */
@Controller
class LoginController {

    private final JuniperProperties properties;
    private final OidcLogin provider;

    LoginController(JuniperProperties properties, OidcLogin provider) {
        this.properties = properties;
        this.provider = provider;
    }

    @GetMapping("/login")
    String login(Model model, HttpServletRequest request) {
        model.addAttribute("demo", properties.demo());
        if (provider.isOn()) {
            model.addAttribute("provider", provider.name());
            model.addAttribute("unknown", OidcLogin.unknown(request));
        }
        return "login";
    }

    /** The way to the provider, where it answers. */
    @GetMapping("/login/provider")
    String provider() {
        return !provider.isOn()
                ? "redirect:/login"
                : provider.findByRegistrationId(OidcLogin.ID) == null
                        ? "redirect:/login?provider=away"
                        : "redirect:/oauth2/authorization/" + OidcLogin.ID;
    }
}
