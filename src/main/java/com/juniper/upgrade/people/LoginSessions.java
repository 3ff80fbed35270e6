package com.juniper.upgrade.people;

import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Who is logged in where. */
@Component
class LoginSessions {

    private final FindByIndexNameSessionRepository<? extends Session> sessions;

    LoginSessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
        this.sessions = sessions;
    }

    /** Logs somebody out everywhere, but for one session, once the change under way is there for who logs in meanwhile. */
    void end(String login, @Nullable String but) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                endNow(login, but);
            }
        });
    }

    private void endNow(String login, @Nullable String but) {
        sessions.findByPrincipalName(login).keySet().stream()
                .filter(id -> !id.equals(but))
                .forEach(sessions::deleteById);
    }
}
