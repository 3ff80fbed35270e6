package com.juniper.upgrade.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the audit log.
 *
 * @param login who; null for the platform itself, for nobody who is known, and for who was erased
 * @param company of which company that was then
 * @param person the number under which the log knows who it was; 0 for the platform and for nobody who is known
 * @param means how: PLATFORM, SESSION, PASSWORD, TOKEN, REQUEST_TOKEN, NOBODY
 * @param act what was done, like DOWNLOADED
 * @param kind with what, like ARTIFACT
 * @param object its number or id; of a person, the number under which the log knows it
 * @param name what people know the object by: the login of a person, the name of a database
 * @param upgrade of which case it is
 * @param detail a word of the platform, like a state or a role
 * @param sealed whether it stands in the chain
 */
public record AuditRow(
        long id,
        Instant at,
        long person,
        @Nullable String login,
        @Nullable String company,
        @Nullable String address,
        String means,
        String act,
        String kind,
        @Nullable String object,
        @Nullable String name,
        @Nullable String upgrade,
        @Nullable String detail,
        boolean sealed) {

    /** {@return who it was, for people} */
    public String who() {
        if (login != null) {
            return login;
        }
        return switch (means) {
            case "PLATFORM" -> "The platform";
            case "NOBODY" -> "Nobody known";
            default -> "Erased person " + person;
        };
    }

    /** {@return where the next page begins, after this row} */
    public String cursor() {
        return at + "_" + id;
    }
}
