package com.juniper.upgrade.cli;

import com.juniper.upgrade.engine.DatabaseAddress;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import picocli.CommandLine.Option;

/** The options that name a database. */
final class DatabaseOptions {

    @Option(
            names = "--url",
            required = true,
            description = "JDBC URL: jdbc:postgresql://host:port/database, with ?user=…&password=… if you like")
    private String url = "";

    @Option(names = "--user", description = "role that owns the database (default: of the URL, else PGUSER)")
    private @Nullable String user;

    @Option(names = "--password", description = "its password (default: of the URL, else PGPASSWORD)")
    private @Nullable String password;

    DatabaseAddress address() {
        var properties = Driver.parseURL(url, null);
        if (properties == null) {
            throw new IllegalArgumentException(
                    "'%s' is not a JDBC URL like jdbc:postgresql://host:5432/database".formatted(url));
        }
        var name =
                first(user, properties.getProperty("user"), System.getenv("PGUSER"), System.getProperty("user.name"));
        var secret = first(password, properties.getProperty("password"), System.getenv("PGPASSWORD"), "");
        return new DatabaseAddress(url.replaceFirst("\\?.*$", ""), name, secret);
    }

    private static String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null) {
                return value;
            }
        }
        return "";
    }
}
