package com.juniper.upgrade.web;

import com.juniper.upgrade.releases.Release;
import com.juniper.upgrade.releases.Releases;
import com.juniper.upgrade.rolling.Campaign;
import com.juniper.upgrade.rolling.CampaignView.TargetFilter;
import com.juniper.upgrade.rolling.Campaigns;
import com.juniper.upgrade.rolling.Campaigns.Act;
import com.juniper.upgrade.rolling.Invitation;
import com.juniper.upgrade.rolling.TrialOutcome;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The campaigns of rolling releases: staff looks at them, operators start and steer them (R11, R18, R19). */
@Controller
class CampaignsController {

    /** What can be done in each state, as the buttons say it. */
    private static final Map<Campaign.State, List<Act>> POSSIBLE = Map.of(
            Campaign.State.LISTING, List.of(Act.STOP),
            Campaign.State.APPROVAL, List.of(Act.APPROVE, Act.STOP),
            Campaign.State.RUNNING, List.of(Act.PAUSE, Act.NEXT_WAVE, Act.RETRY, Act.STOP),
            Campaign.State.PAUSED, List.of(Act.RESUME, Act.RETRY, Act.STOP),
            Campaign.State.FINISHED, List.of(Act.PAUSE, Act.RETRY, Act.STOP),
            Campaign.State.STOPPED, List.of());

    private final Campaigns campaigns;
    private final Releases releases;
    private final CurrentCaller callers;

    CampaignsController(Campaigns campaigns, Releases releases, CurrentCaller callers) {
        this.campaigns = campaigns;
        this.releases = releases;
        this.callers = callers;
    }

    /**
     * A line of the list.
     *
     * @param tried how many of its databases are tried; null for one that has ended
     */
    record Row(Campaign campaign, @Nullable OutcomeBar tried) {}

    @GetMapping("/campaigns")
    String list(Model model) {
        return list(CampaignForm.of(campaigns.defaults()), List.of(), model);
    }

    private String list(CampaignForm form, List<Reason> reasons, Model model) {
        var caller = callers.require();
        model.addAttribute(
                "rows",
                campaigns.newest(caller).stream()
                        .map(campaign -> new Row(
                                campaign,
                                campaign.ended() == null
                                        ? OutcomeBar.of(campaigns
                                                .view(campaign.number(), caller)
                                                .waves())
                                        : null))
                        .toList());
        Map<String, String> newest = new LinkedHashMap<>(); // by line and version: the last one is the newest
        releases.all().stream()
                .map(Release::summary)
                .forEach(summary -> newest.put(summary.line(), summary.version().toString()));
        model.addAttribute("newest", newest);
        model.addAttribute("form", form);
        model.addAttribute("reasons", reasons);
        return "campaigns";
    }

    @PostMapping("/campaigns")
    Object start(CampaignForm form, Model model) {
        try {
            var campaign = campaigns.start(form.line(), form.version(), form.settings(), callers.require());
            return "redirect:/campaigns/" + campaign.number();
        } catch (RequestRefusedException refusal) {
            var view = list(form, refusal.reasons(), model);
            return new ModelAndView(view, model.asMap(), HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }

    @GetMapping("/campaigns/{number}")
    String show(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable TrialOutcome state,
            @RequestParam(required = false) @Nullable String signature,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        return show(number, new TargetFilter(state, signature, text, page), List.of(), null, model);
    }

    private String show(
            String number, TargetFilter filter, List<Reason> reasons, @Nullable String remark, Model model) {
        var caller = callers.require();
        var view = campaigns.view(number, caller);
        model.addAttribute("view", view);
        model.addAttribute("all", OutcomeBar.of(view.waves()));
        model.addAttribute("bars", view.waves().stream().map(OutcomeBar::of).toList());
        model.addAttribute("acts", POSSIBLE.get(view.campaign().state()));
        model.addAttribute("outcomes", TrialOutcome.values());
        model.addAttribute("answers", Invitation.State.values());
        model.addAttribute("filter", filter);
        model.addAttribute("targets", campaigns.targets(number, filter, caller));
        model.addAttribute("reasons", reasons);
        model.addAttribute("remark", remark);
        return "campaign";
    }

    /** Does with the campaign what an operator asks for, and keeps why. */
    @PostMapping("/campaigns/{number}")
    Object act(
            @PathVariable String number,
            @RequestParam Act act,
            @RequestParam(required = false) @Nullable String remark,
            Model model) {
        try {
            campaigns.act(number, act, remark, callers.require());
            return "redirect:/campaigns/" + number;
        } catch (RequestRefusedException refusal) {
            var view = show(number, new TargetFilter(null, null, null, 1), refusal.reasons(), remark, model);
            return new ModelAndView(view, model.asMap(), HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }
}
