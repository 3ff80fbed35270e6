package com.juniper.upgrade.web;

import com.juniper.upgrade.databases.ProductionSwitch;
import com.juniper.upgrade.upgrades.Forecast;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What the ERP's users see while their database is upgraded (R119): a proxy in front of the ERP shows this page. */
@Controller
class UnavailableController {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final ProductionSwitch production;
    private final UpgradeRequests requests;
    private final Forecast forecast;

    UnavailableController(ProductionSwitch production, UpgradeRequests requests, Forecast forecast) {
        this.production = production;
        this.requests = requests;
        this.forecast = forecast;
    }

    /** The same page whether there is such a database or not; only one that is closed has an estimate. */
    @GetMapping("/unavailable/{name}")
    String unavailable(@PathVariable String name, Model model, HttpServletResponse response) {
        var rest = rest(name);
        model.addAttribute("name", name);
        model.addAttribute(
                "minutes", rest.map(left -> left.plusSeconds(59).toMinutes()).orElse(null));
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(
                HttpHeaders.RETRY_AFTER,
                Long.toString(Objects.requireNonNull(rest.orElse(SHORTEST)).toSeconds()));
        return "unavailable";
    }

    private Optional<Duration> rest(String name) {
        return production
                .closedFor(name)
                .flatMap(state -> requests.find(state.request()))
                .map(request ->
                        forecast.of(request, requests.steps(request.id())).rest())
                .map(rest -> rest.compareTo(SHORTEST) < 0 ? SHORTEST : rest.compareTo(LONGEST) > 0 ? LONGEST : rest);
    }
}
