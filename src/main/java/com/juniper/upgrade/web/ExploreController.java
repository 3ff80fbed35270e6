package com.juniper.upgrade.web;

import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.databases.HostedDatabase;
import com.juniper.upgrade.explorer.Comparisons;
import com.juniper.upgrade.explorer.Content;
import com.juniper.upgrade.explorer.DatabaseUnavailableException;
import com.juniper.upgrade.explorer.Explorer;
import com.juniper.upgrade.explorer.NotThereException;
import com.juniper.upgrade.explorer.Section;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.DatabaseDesk;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Hosted databases, opened to read in (R40, R41) and put side by side (R87, R92, R98). */
@Controller
class ExploreController {

    private static final Logger log = LoggerFactory.getLogger(ExploreController.class);
    private static final Set<Role> ADMINISTRATORS = Set.of(Role.CUSTOMER, Role.ANALYST, Role.OPERATOR);

    private final DatabaseDesk databases;
    private final Explorer explorer;
    private final Comparisons comparisons;
    private final CurrentCaller callers;

    ExploreController(DatabaseDesk databases, Explorer explorer, Comparisons comparisons, CurrentCaller callers) {
        this.databases = databases;
        this.explorer = explorer;
        this.comparisons = comparisons;
        this.callers = callers;
    }

    @GetMapping("/databases/{id}/explore")
    String apps(@PathVariable long id, Model model) {
        var database = opened(id, "apps", model);
        log.info("{} opens {} to read", callers.require().name(), database.name());
        model.addAttribute("apps", explorer.read(database, Content::apps));
        return "explore";
    }

    @GetMapping("/databases/{id}/explore/models")
    String models(@PathVariable long id, @RequestParam(defaultValue = "") String search, Model model) {
        var database = opened(id, "models", model);
        model.addAttribute("search", search);
        model.addAttribute(
                "models",
                explorer.read(database, Content::models).stream()
                        .filter(found -> found.model().contains(search)
                                || found.label().toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT)))
                        .toList());
        return "explore";
    }

    @GetMapping("/databases/{id}/explore/models/{model}")
    String records(
            @PathVariable long id,
            @PathVariable("model") String name,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        var database = opened(id, "models", model);
        model.addAttribute("search", search);
        model.addAttribute("list", explorer.read(database, content -> content.items(name, search, page)));
        return "explore";
    }

    @GetMapping("/databases/{id}/explore/models/{model}/{record}")
    String record(@PathVariable long id, @PathVariable("model") String name, @PathVariable long record, Model model) {
        var database = opened(id, "models", model);
        model.addAttribute("record", explorer.read(database, content -> content.record(name, record)));
        return "explore";
    }

    @GetMapping("/databases/{id}/explore/discuss")
    String discuss(@PathVariable long id, Model model) {
        var database = opened(id, "discuss", model);
        boolean administrator = isAdministrator(callers.require().person());
        model.addAttribute("channels", explorer.read(database, content -> content.channels(administrator)));
        return "explore";
    }

    /** The customers are their databases' administrators (R67); maintainers and programs are not. */
    private static boolean isAdministrator(@Nullable Person person) {
        return person != null && person.roles().stream().anyMatch(ADMINISTRATORS::contains);
    }

    @GetMapping("/databases/{id}/explore/{section}")
    String section(
            @PathVariable long id,
            @PathVariable String section,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        var chosen = Section.of(section).orElseThrow(() -> new RequestNotFoundException("This page"));
        var database = opened(id, chosen.key(), model);
        model.addAttribute("search", search);
        model.addAttribute("list", explorer.read(database, content -> content.section(chosen, search, page)));
        if (chosen == Section.VIEWS) {
            model.addAttribute("disabled", disabledByUpgrade(database));
        }
        return "explore";
    }

    /** The views that are active in the database of which this is a test, and no more in this one (R78). */
    private Set<Long> disabledByUpgrade(HostedDatabase database) {
        if (database.origin() == null) {
            return Set.of();
        }
        try {
            var origin = databases.visible(database.origin(), callers.require());
            var disabled = new HashSet<>(explorer.read(database, Content::inactiveViews));
            disabled.removeAll(explorer.read(origin, Content::inactiveViews));
            return disabled;
        } catch (DatabaseUnavailableException | NotThereException | RequestNotFoundException e) {
            return Set.of();
        }
    }

    private HostedDatabase opened(long id, String section, Model model) {
        var database = databases.visible(id, callers.require());
        model.addAttribute("database", database);
        model.addAttribute("section", section);
        model.addAttribute("sections", Section.values());
        model.addAttribute("disabled", Set.of());
        return database;
    }

    @GetMapping("/databases/{id}/compare/{other}")
    String compare(
            @PathVariable long id,
            @PathVariable long other,
            @RequestParam(name = "model", required = false) @Nullable String name,
            @RequestParam(name = "id", required = false) @Nullable Long record,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "false") boolean all,
            Model model) {
        var caller = callers.require();
        var left = databases.visible(id, caller);
        var right = databases.visible(other, caller);
        model.addAttribute("left", left);
        model.addAttribute("right", right);
        model.addAttribute("name", name);
        model.addAttribute("all", all);
        if (name == null) {
            model.addAttribute("counts", comparisons.counts(left, right));
        } else if (record == null) {
            model.addAttribute("records", comparisons.model(left, right, name, page));
        } else {
            model.addAttribute("pair", comparisons.record(left, right, name, record));
        }
        return "compare";
    }

    /** Goes to a record of production at random, side by side with its test. */
    @GetMapping("/databases/{id}/compare/{other}/any")
    String any(
            @PathVariable long id,
            @PathVariable long other,
            @RequestParam(name = "model", defaultValue = "res.partner") String name) {
        var caller = callers.require();
        var left = databases.visible(id, caller);
        databases.visible(other, caller);
        var record = explorer.read(left, content -> content.any(name))
                .orElseThrow(() -> new RequestNotFoundException("A record of " + name));
        return "redirect:/databases/%d/compare/%d?model=%s&id=%d".formatted(id, other, name, record);
    }
}
