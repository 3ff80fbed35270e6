package com.juniper.upgrade.people;

import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** Who is logged in where. */
@Component
class LoginSessions {

    private final FindByIndexNameSessionRepository<? extends Session> sessions;

    LoginSessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
        this.sessions = sessions;
    }

    /** Logs somebody out everywhere, but for one session. */
    void end(String login, @Nullable String but) {
        sessions.findByPrincipalName(login).keySet().stream()
                .filter(id -> !id.equals(but))
                .forEach(sessions::deleteById);
    }
}
