package com.juniper.upgrade.checklists;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.checklists.Checklist.Item;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.UpgradeRequests;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the forms of the process engine's tasks show of a checklist. */
@Component
public class TestingTexts {

    /** What the engine keeps of a text. */
    private static final int LONGEST = 4000;

    private final Checklists checklists;
    private final UpgradeRequests requests;
    private final JuniperProperties properties;

    TestingTexts(Checklists checklists, UpgradeRequests requests, JuniperProperties properties) {
        this.checklists = checklists;
        this.requests = requests;
        this.properties = properties;
    }

    /**
     * An area.
     *
     * @param items a line each, of those that are open
     * @param page the address of the checklist
     */
    public record AreaText(String title, String items, String page) {}

    /** {@return an area of a request's checklist} */
    public AreaText of(UUID request, String key) {
        var area = checklists.require(request).areas().stream()
                .filter(candidate -> candidate.area().equals(key))
                .findFirst()
                .orElseThrow(() -> new RequestNotFoundException("Area " + key));
        var items = area.items().stream()
                .filter(Item::isOpen)
                .map(item -> (item.isRed() ? "! " : "- ") + item.text())
                .collect(Collectors.joining("\n"));
        return new AreaText(
                area.title(), items.substring(0, Math.min(items.length(), LONGEST)), page(request) + "#" + key);
    }

    /** {@return the address of a request's checklist} */
    public String page(UUID request) {
        return "%s/upgrades/%s/testing?request=%s"
                .formatted(properties.publicUrl(), requests.require(request).number(), request);
    }
}
