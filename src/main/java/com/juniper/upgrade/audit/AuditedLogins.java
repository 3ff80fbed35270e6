package com.juniper.upgrade.audit;

import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.stereotype.Component;

/** Writes who logged in at the pages, and who could not, there and in programs. */
@Component
class AuditedLogins {

    private final AuditLog log;

    AuditedLogins(AuditLog log) {
        this.log = log;
    }

    @EventListener
    void loggedIn(InteractiveAuthenticationSuccessEvent event) {
        var login = event.getAuthentication().getName();
        Actor.loggedIn(login);
        log.writeOf("LOGGED_IN", login);
    }

    /** Of a name that nobody has, only the address is kept: it may be a password. Of a login that is closed, nothing is. */
    @EventListener
    void failed(AuthenticationFailureBadCredentialsEvent event) {
        log.writeOf("LOGIN_FAILED", event.getAuthentication().getName());
    }
}
