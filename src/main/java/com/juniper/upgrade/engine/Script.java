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
        return "Script of %s %s the merge: %s".formatted(module, phase.equals("pre") ? "before" : "after", words);
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        Sql.execute(connection, sql);
        return 0;
    }
}
