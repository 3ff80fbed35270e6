package com.juniper.upgrade.web;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.security.CurrentCaller;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.servlet.error.BasicErrorController;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page, the error page too, shows beside its own: who is logged in, and where that person may go. */
@ControllerAdvice(basePackageClasses = PageModel.class, assignableTypes = BasicErrorController.class)
class PageModel {

    private final CurrentCaller callers;
    private final JuniperProperties properties;

    PageModel(CurrentCaller callers, JuniperProperties properties) {
        this.callers = callers;
        this.properties = properties;
    }

    /** The person who is logged in, as the pages need it. */
    record Viewer(String login, String name, boolean staff, boolean operator, boolean outbox) {}

    @ModelAttribute("viewer")
    @Nullable
    Viewer viewer() {
        return callers.find().map(this::viewer).orElse(null);
    }

    private Viewer viewer(Caller caller) {
        var person = caller.person();
        return new Viewer(
                caller.name(),
                person == null ? caller.name() : person.name(),
                caller.isStaff(),
                caller.isOperator(),
                caller.isOperator() || properties.demo());
    }
}
