package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.artifacts.Artifact;
import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.notifications.MailAttachments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds what mails carry among the requests' artifacts. */
@Component
class ArtifactAttachments implements MailAttachments {

    private final Artifacts artifacts;

    ArtifactAttachments(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    @Override
    public Optional<Path> find(UUID request, String name) {
        return artifacts.find(request, name).map(Artifact::file).filter(Files::exists);
    }
}
