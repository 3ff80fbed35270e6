package com.juniper.upgrade.api;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.releases.Release;
import com.juniper.upgrade.releases.Releases;
import com.juniper.upgrade.security.CurrentCaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Published versions: everybody reads them, operators publish. */
@RestController
class ReleaseController {

    private final Releases releases;
    private final CurrentCaller callers;
    private final Path temporary;

    ReleaseController(Releases releases, CurrentCaller callers, JuniperProperties properties) {
        this.releases = releases;
        this.callers = callers;
        this.temporary = properties.temporary();
    }

    /** A published version and what its catalog holds. */
    record ReleaseView(
            String line,
            String version,
            int revision,
            Instant published,
            String publishedBy,
            int modules,
            int tables,
            long records,
            int files) {

        static ReleaseView of(Release release) {
            var summary = release.summary();
            return new ReleaseView(
                    summary.line(),
                    summary.version().toString(),
                    release.revision(),
                    release.published(),
                    release.publishedBy(),
                    summary.modules(),
                    summary.tables(),
                    summary.records(),
                    summary.files());
        }
    }

    /** The newest revision of every published version, by line and version. */
    @GetMapping("/api/releases")
    List<ReleaseView> all() {
        return releases.all().stream().map(ReleaseView::of).toList();
    }

    /**
     * Publishes a version from the dump of its reference database; published again, it gets a new revision.
     *
     * @param version like 17.0, which the dump must be of
     * @param line the release line; empty: what the database says, else community
     * @param filestore a zip of the version's standard files, {@code filestore/xx/<sha1>} (R63)
     */
    @PostMapping(path = "/api/releases", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ReleaseView publish(
            @RequestParam String version,
            @RequestPart MultipartFile dump,
            @RequestParam(required = false) @Nullable String line,
            @RequestPart(required = false) @Nullable MultipartFile filestore)
            throws IOException {
        var folder = Files.createTempDirectory(Files.createDirectories(temporary), "release");
        try {
            var files = filestore == null || filestore.isEmpty() ? null : store(filestore, folder.resolve("filestore"));
            return ReleaseView.of(releases.publish(
                    parsed(version),
                    line,
                    store(dump, folder.resolve("dump")),
                    files,
                    callers.require().name()));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** Takes a version back: it is no target any more, its campaign stops, and its open invitations are withdrawn. */
    @DeleteMapping("/api/releases/{line}/{version}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable String line, @PathVariable String version) {
        releases.withdraw(line, parsed(version), callers.require().fullName());
    }

    private static Version parsed(String version) {
        try {
            return Version.parse(version);
        } catch (IllegalArgumentException e) {
            throw new ConflictException(String.valueOf(e.getMessage()));
        }
    }

    private static Path store(MultipartFile part, Path file) throws IOException {
        part.transferTo(file);
        return file;
    }
}
