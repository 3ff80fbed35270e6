package com.juniper.upgrade.modules;

import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Notes in the database which update it had last, in the update's own transaction: who is killed after the commit, before
 * noting it elsewhere, learns it here.
 */
record UpdateMarker(Session session) {

    private static final String KEY = "juniper.modules.updated";

    boolean isThere(@Nullable String marker) throws SQLException {
        return marker != null
                && Objects.equals(
                        marker, session.text("select value from public.ir_config_parameter where key = ?", KEY));
    }

    void write(@Nullable String marker) throws SQLException {
        if (marker != null
                && session.update("update public.ir_config_parameter set value = ? where key = ?", marker, KEY) == 0) {
            session.update("insert into public.ir_config_parameter (key, value) values (?, ?)", KEY, marker);
        }
    }
}
