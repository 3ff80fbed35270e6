package com.juniper.upgrade.sample;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/** A company of any size on the sample ERP: the rows come from one set-based script, so that ten million are made in minutes. */
public final class SampleCompany {

    public static final Version VERSION = Version.parse("15.0");

    /** As many sentences as a message has when nothing is said. */
    public static final int SENTENCES = 10;

    private SampleCompany() {}

    /**
     * Makes a database with every module.
     *
     * @param rows of the company, about; the standard records come on top
     */
    public static DatabaseAddress create(long rows) {
        var database = SampleErp.database(VERSION, "company");
        addRows(database, rows, SENTENCES);
        return database;
    }

    /**
     * Makes the same of an empty database.
     *
     * @param sentences of each of its messages, of which there are 18 in 100 rows
     */
    public static void fill(DatabaseAddress database, long rows, int sentences) {
        ErpBuilder.build(database, VERSION, Set.of());
        addRows(database, rows, sentences);
    }

    private static void addRows(DatabaseAddress database, long rows, int sentences) {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    script().replace("ROWS", Long.toString(rows)).replace("SENTENCES", Integer.toString(sentences)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String script() {
        var file = "/bench/company-%s.sql".formatted(VERSION);
        try (var input = Objects.requireNonNull(SampleCompany.class.getResourceAsStream(file))) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
