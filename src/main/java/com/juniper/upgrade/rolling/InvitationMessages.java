package com.juniper.upgrade.rolling;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.databases.ClusterException;
import com.juniper.upgrade.databases.HostedDatabases;
import com.juniper.upgrade.databases.ProductionSwitch;
import com.juniper.upgrade.notifications.DiscussChannel;
import com.juniper.upgrade.notifications.DiscussMessage;
import com.juniper.upgrade.rolling.Invitation.State;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * The invitations as messages in the customers' databases (R14): in Discuss, for their administrators alone, in the language
 * that most of them use. A message is written when its database can be reached, and rewritten when the invitation ends: its
 * buttons are gone then.
 */
@Component
class InvitationMessages {

    private static final Logger log = LoggerFactory.getLogger(InvitationMessages.class);
    private static final int BATCH = 50;
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final InvitationStore store;
    private final HostedDatabases databases;
    private final ProductionSwitch production;
    private final JuniperProperties properties;

    InvitationMessages(
            InvitationStore store,
            HostedDatabases databases,
            ProductionSwitch production,
            JuniperProperties properties) {
        this.store = store;
        this.databases = databases;
        this.production = production;
        this.properties = properties;
    }

    /** Writes the messages that do not say what they should, some at a time. */
    void write() {
        store.reminded();
        for (var unwritten : store.unwritten(BATCH)) {
            var invitation = store.find(unwritten.id()).orElseThrow();
            try {
                write(invitation, unwritten.shown() == null, unwritten.messages());
            } catch (ClusterException | DataAccessException e) {
                log.warn(
                        "The invitation of {} is not in its database yet: {}",
                        invitation.databaseName(),
                        e.getMessage());
            }
        }
    }

    private void write(Invitation invitation, boolean isNew, int messages) {
        var database = databases.require(invitation.database());
        if (production.isClosed(database.id())) {
            return; // when it is open again
        }
        var channel = DiscussChannel.ofAdministrators();
        var key = "invitation-%s-%d".formatted(invitation.id(), messages);
        if (!isNew || !invitation.isOpen()) {
            var address = databases.writer(database);
            for (int each = 1; each <= messages; each++) {
                channel.update(
                        address,
                        "invitation-%s-%d".formatted(invitation.id(), each),
                        html(invitation, DiscussChannel.language(address)));
            }
        } else {
            var address = databases.writer(database);
            var language = DiscussChannel.language(address);
            channel.post(
                            address,
                            new DiscussMessage(key, title(invitation, language), html(invitation, language), null),
                            null)
                    .ifPresent(reason ->
                            log.info("The invitation of {} is not in Discuss: {}", invitation.databaseName(), reason));
        }
        store.shown(invitation.id(), invitation.state());
    }

    private static String title(Invitation invitation, Locale language) {
        return text(language, "title", invitation.targetVersion());
    }

    /** Who clicks is asked for his login by the page: the message alone upgrades nothing. */
    private String html(Invitation invitation, Locale language) {
        var version = invitation.targetVersion();
        if (invitation.state() == State.OPEN) {
            var url = properties.publicUrl() + "/invitations/" + invitation.id();
            return """
                    <p>%s</p><p>%s</p><p><b>%s</b></p>
                    <p><a href="%s">%s</a> &#8211; <a href="%s?test">%s</a></p>""".formatted(
                            text(language, "invited", version),
                            text(language, "minutes", invitation.minutes()),
                            text(language, "warning"),
                            url,
                            text(language, "now"),
                            url,
                            text(language, "test"));
        }
        return "<p>%s</p>".formatted(text(language, "closed", version));
    }

    private static String text(Locale language, String key, Object... values) {
        var bundle = ResourceBundle.getBundle("rolling.invitation", language, NO_FALLBACK);
        return HtmlUtils.htmlEscape(new MessageFormat(bundle.getString(key), language).format(values));
    }
}
