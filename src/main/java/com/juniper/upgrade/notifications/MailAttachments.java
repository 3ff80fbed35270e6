package com.juniper.upgrade.notifications;

import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.Resource;

/** Finds the files that mails carry. */
public interface MailAttachments {

    /** {@return a request's file of that name, if it is still kept} */
    Optional<Resource> find(UUID request, String name);
}
