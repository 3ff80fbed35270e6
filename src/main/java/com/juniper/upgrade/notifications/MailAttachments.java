package com.juniper.upgrade.notifications;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Finds the files that mails carry. */
public interface MailAttachments {

    /** {@return a request's file of that name, if it is still kept} */
    Optional<Path> find(UUID request, String name);
}
