package com.juniper.upgrade.engine;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** One checkpoint of a hop: done wholly and recorded, or not done. */
interface Step {

    /** {@return its name, unique in the hop} */
    String name();

    /** {@return what it does, for people} */
    String title();

    /** Runs the step and returns how many rows (or other units) it changed. */
    long run(HopContext context, Connection connection) throws SQLException, IOException;

    /** {@return false if it commits by itself; it must then do nothing twice} */
    default boolean transactional() {
        return true;
    }
}
