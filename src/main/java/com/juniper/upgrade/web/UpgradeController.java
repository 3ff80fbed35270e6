package com.juniper.upgrade.web;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.accounts.Contracts;
import com.juniper.upgrade.artifacts.Uploads;
import com.juniper.upgrade.databases.DatabaseList;
import com.juniper.upgrade.projects.Projects;
import com.juniper.upgrade.releases.Releases;
import com.juniper.upgrade.sample.SampleDumps;
import com.juniper.upgrade.security.CurrentCaller;
import com.juniper.upgrade.upgrades.DatabaseDesk;
import com.juniper.upgrade.upgrades.RequestNotFoundException;
import com.juniper.upgrade.upgrades.UpgradeDesk;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The Upgrade page: the main channel for requests (R27), and the list of those that are there. */
@Controller
class UpgradeController {

    private static final int HOSTED_SHOWN = 8;

    private final UpgradeDesk desk;
    private final Releases releases;
    private final Contracts contracts;
    private final Uploads uploads;
    private final CurrentCaller callers;
    private final JuniperProperties properties;
    private final SampleDumps samples;
    private final DatabaseDesk databases;
    private final Projects projects;

    UpgradeController(
            UpgradeDesk desk,
            Releases releases,
            Contracts contracts,
            Uploads uploads,
            CurrentCaller callers,
            JuniperProperties properties,
            SampleDumps samples,
            DatabaseDesk databases,
            Projects projects) {
        this.projects = projects;
        this.databases = databases;
        this.samples = samples;
        this.desk = desk;
        this.releases = releases;
        this.contracts = contracts;
        this.uploads = uploads;
        this.callers = callers;
        this.properties = properties;
    }

    @GetMapping("/")
    String upgrade(@RequestParam(required = false) @Nullable String name, Model model) {
        var caller = callers.require();
        var person = caller.person();
        model.addAttribute("name", name);
        var hosted = databases.page(new DatabaseList.Wish(null, null, 1, HOSTED_SHOWN), caller);
        model.addAttribute("hosted", hosted);
        model.addAttribute(
                "projects",
                projects.namesOf(hosted.databases().stream()
                        .map(managed -> managed.database().id())
                        .toList()));
        model.addAttribute("email", person == null ? "" : person.email());
        model.addAttribute("contracts", contracts.of(caller.company(), caller.isStaff()));
        model.addAttribute("versions", versions());
        model.addAttribute("requests", desk.visible(caller));
        model.addAttribute("maxBytes", uploads.maxBytes());
        model.addAttribute("maxGigabytes", DataSize.ofBytes(uploads.maxBytes()).toGigabytes());
        model.addAttribute("retentionDays", retentionDays());
        model.addAttribute("publicUrl", properties.publicUrl());
        model.addAttribute("samples", samples.names());
        return "upgrade";
    }

    /** A dump of one of the sample's databases, to try the platform with. */
    @GetMapping("/sample/{name}")
    ResponseEntity<Resource> sample(@PathVariable String name) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(new FileSystemResource(
                        samples.find(name).orElseThrow(() -> new RequestNotFoundException("Sample " + name))));
    }

    /** Newest first, so that the latest is the default. */
    private List<String> versions() {
        return releases.all().stream()
                .map(release -> release.summary().version())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .map(Object::toString)
                .toList();
    }

    private long retentionDays() {
        var retention = properties.retention();
        return Math.max(retention.uploads().toDays(), retention.artifacts().toDays());
    }
}
