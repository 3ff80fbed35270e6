package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;

/** A SQL script of a version and a module, which says what a merge cannot guess. */
record Script(Version version, String module, String phase, String file, String sql) implements Step {

    @Override
    public String name() {
        return phase + ":" + module + "/" + file;
    }

    /** {@return where it stands in its folder} */
    String path() {
        return "%s/%s/%s".formatted(version, module, file);
    }

    @Override
    public String title() {
        var words = file.replaceFirst("^(pre|post|end)-\\d+-", "")
                .replace(".sql", "")
                .replace('-', ' ');
        var when =
                switch (phase) {
                    case "pre" -> "before the merge";
                    case "post" -> "after the merge";
                    default -> "at the end";
                };
        return "Script of %s %s: %s".formatted(module, when, words);
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        Sql.execute(connection, sql);
        return 0;
    }
}
