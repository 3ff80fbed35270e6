package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where a PostgreSQL database is, and as whom to connect.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
 */
public record DatabaseAddress(String url, String user, String password) {

    /** Opens a connection with auto-commit on; the caller closes it. */
    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "juniper-upgrade");
        properties.setProperty("socketFactory", KeepAliveSockets.class.getName());
        return DriverManager.getConnection(url, properties);
    }

    /** Leaves the password out, since addresses end up in logs. */
    @Override
    public String toString() {
        return user + "@" + url;
    }
}
