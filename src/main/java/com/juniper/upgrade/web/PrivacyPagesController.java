package com.juniper.upgrade.web;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.privacy.DataExport;
import com.juniper.upgrade.privacy.DataSubject;
import com.juniper.upgrade.privacy.Erasures;
import com.juniper.upgrade.privacy.PrivacyReason;
import com.juniper.upgrade.privacy.RetentionSchedule;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What is kept, how long, and how somebody gets it or gets rid of it (R30, R31). */
@Controller
class PrivacyPagesController {

    private final DataExport exports;
    private final Erasures erasures;
    private final RetentionSchedule retention;
    private final CurrentCaller callers;
    private final JuniperProperties properties;

    PrivacyPagesController(
            DataExport exports,
            Erasures erasures,
            RetentionSchedule retention,
            CurrentCaller callers,
            JuniperProperties properties) {
        this.exports = exports;
        this.erasures = erasures;
        this.retention = retention;
        this.callers = callers;
        this.properties = properties;
    }

    /** The Privacy Policy. */
    @GetMapping("/privacy")
    String policy(Model model) {
        return page(model, "privacy");
    }

    /** How data is handled under the GDPR; a customer exports the own company's data here. */
    @GetMapping("/gdpr")
    String gdpr(Model model) {
        model.addAttribute(
                "company",
                callers.find().filter(Caller::isCustomer).map(Caller::company).orElse(null));
        return page(model, "gdpr");
    }

    private String page(Model model, String template) {
        model.addAttribute("retention", retention.all());
        model.addAttribute("contact", properties.mail().from());
        return template;
    }

    /** A customer's export of the own company's data. */
    @PostMapping("/gdpr/export")
    void exportOwn(HttpServletResponse response) throws IOException {
        var company = callers.require().company();
        if (company == null) {
            throw new NotAllowedException("Customers export the data of their own company, and operators that of all.");
        }
        export(new DataSubject(company, null), PrivacyReason.ASKED, response);
    }

    /** Export and erasure, for operators. */
    @GetMapping("/admin/privacy")
    String admin(Model model) {
        return admin(new DataSubject(null, null), PrivacyReason.ASKED, List.of(), model);
    }

    private String admin(DataSubject subject, PrivacyReason reason, List<Reason> refusals, Model model) {
        model.addAttribute("companies", exports.companies());
        model.addAttribute("choices", PrivacyReason.values());
        model.addAttribute("subject", subject);
        model.addAttribute("chosen", reason);
        model.addAttribute("reasons", refusals);
        model.addAttribute("erasures", erasures.newest());
        model.addAttribute("retention", retention.all());
        return "privacy-admin";
    }

    @PostMapping("/admin/privacy/export")
    @Nullable
    ModelAndView export(
            @RequestParam(required = false) @Nullable String company,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(defaultValue = "ASKED") PrivacyReason reason,
            HttpServletResponse response,
            Model model)
            throws IOException {
        var subject = new DataSubject(company, person);
        try {
            export(subject, reason, response);
            return null;
        } catch (RequestRefusedException refusal) {
            return refused(subject, reason, refusal, model);
        }
    }

    private void export(DataSubject subject, PrivacyReason reason, HttpServletResponse response) throws IOException {
        var caller = callers.require();
        exports.check(subject, caller); // refused before anything is written
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename("export.zip").build().toString());
        exports.write(subject, reason, caller, response.getOutputStream());
    }

    @PostMapping("/admin/privacy/erasure")
    Object erase(
            @RequestParam(required = false) @Nullable String company,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(defaultValue = "ASKED") PrivacyReason reason,
            @RequestParam(defaultValue = "") String confirmation,
            Model model) {
        var subject = new DataSubject(company, person);
        try {
            var erasure = erasures.erase(subject, reason, confirmation, callers.require());
            return "redirect:/admin/privacy#" + erasure.id();
        } catch (RequestRefusedException refusal) {
            return refused(subject, reason, refusal, model);
        }
    }

    private ModelAndView refused(
            DataSubject subject, PrivacyReason reason, RequestRefusedException refusal, Model model) {
        var view = admin(subject, reason, refusal.reasons(), model);
        return new ModelAndView(view, model.asMap(), HttpStatus.UNPROCESSABLE_ENTITY);
    }
}
