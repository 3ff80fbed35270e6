package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.artifacts.Artifacts;
import com.juniper.upgrade.notifications.MailAttachments;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** Finds what mails carry among the requests' artifacts. */
@Component
class ArtifactAttachments implements MailAttachments {

    private final Artifacts artifacts;

    ArtifactAttachments(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    @Override
    public Optional<Resource> find(UUID request, String name) {
        return artifacts.content(request, name);
    }
}
