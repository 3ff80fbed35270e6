package com.juniper.upgrade.databases;

import static com.juniper.upgrade.databases.Cluster.literal;
import static com.juniper.upgrade.databases.Cluster.quoted;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Renames two databases in the caller's transaction, and carries over what a copy by template does not have: grants,
 * settings, the limit of connections, the comment.
 */
final class DatabaseSwap {

    private final Connection connection;

    DatabaseSwap(Connection connection) {
        this.connection = connection;
    }

    /** Marks a database, which takes no connections any more. */
    void close(long database, String mark) throws SQLException {
        var name = name(database);
        setComment(name, ClusterMarks.with(comment(database), mark));
        execute("alter database %s allow_connections false".formatted(quoted(name)));
    }

    /** Takes the mark off a database, which takes connections again; not off one that is being renamed. */
    void open(long database) throws SQLException {
        var name = name(database);
        setComment(name, ClusterMarks.without(comment(database)));
        execute("alter database %s allow_connections true".formatted(quoted(name)));
        if (!name.equals(name(database))) { // what was waited for
            throw new IllegalStateException("%s has got another name meanwhile".formatted(name));
        }
    }

    /**
     * Gives the closed original its former name and a mark, and its own name to the copy, which takes connections again.
     *
     * @throws IllegalStateException if the original is open: somebody may have written in it
     */
    void swap(long original, long copy, String formerName, String mark) throws SQLException {
        var name = name(original);
        var copyName = name(copy);
        execute("alter database %s rename to %s".formatted(quoted(name), quoted(formerName)));
        if (text("select datallowconn::text from pg_database where oid = ?", original)
                .equals("true")) {
            throw new IllegalStateException("%s was opened meanwhile; it is left as it is".formatted(name));
        }
        execute("alter database %s rename to %s".formatted(quoted(copyName), quoted(name)));
        grants(original, copy, name);
        execute("alter database %s with connection limit %s"
                .formatted(quoted(name), text("select datconnlimit::text from pg_database where oid = ?", original)));
        var comment = comment(original);
        setComment(name, ClusterMarks.without(comment));
        setComment(formerName, ClusterMarks.with(comment, mark));
        settings(original, name);
        execute("alter database %s allow_connections true".formatted(quoted(name)));
    }

    /** What the copy grants to roles of its own goes, so that these can be dropped. */
    private void grants(long original, long copy, String name) throws SQLException {
        for (String revoke : texts("""
                select distinct format('revoke all on database %I from %s', ?::text,
                         case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end)
                from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) where d.oid = ?""", name, copy)) {
            execute(revoke);
        }
        for (String grant : texts("""
                select format('grant %s on database %I to %s%s', privilege_type, ?::text,
                         case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
                         case when is_grantable then ' with grant option' else '' end)
                from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba)))
                where d.oid = ?""", name, original)) {
            execute(grant);
        }
    }

    private String name(long database) throws SQLException {
        return texts("select datname from pg_database where oid = ?", database).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The database is gone from its cluster"));
    }

    private String comment(long database) throws SQLException {
        return text("select coalesce(shobj_description(?::oid, 'pg_database'), '')", database);
    }

    private void setComment(String name, String comment) throws SQLException {
        execute("comment on database %s is %s".formatted(quoted(name), comment.isEmpty() ? "null" : literal(comment)));
    }

    /** {@return what the server says to the settings of a database that this session may not give to another one} */
    List<String> refusedSettings(long database) throws SQLException {
        List<String> refused = new ArrayList<>();
        connection.setAutoCommit(false);
        for (String setting : texts(
                "select distinct unnest(setconfig) from pg_db_role_setting where setdatabase = ? order by 1",
                database)) {
            int equals = setting.indexOf('=');
            try {
                text("select set_config(?, ?, true)", setting.substring(0, equals), setting.substring(equals + 1));
            } catch (SQLException e) {
                refused.add(setting.substring(0, equals) + ": " + e.getMessage());
            }
            connection.rollback();
        }
        return refused;
    }

    /** A setting's value is taken as the server has it, since some are lists; the session gets its own back after each. */
    private void settings(long original, String name) throws SQLException {
        var roles = texts("""
                select coalesce(quote_ident(pg_get_userbyid(nullif(setrole, 0))), '')
                from pg_db_role_setting, unnest(setconfig) with ordinality where setdatabase = ? order by setrole, ordinality""", original);
        var settings = texts("""
                select unnest from pg_db_role_setting, unnest(setconfig) with ordinality
                where setdatabase = ? order by setrole, ordinality""", original);
        for (int i = 0; i < settings.size(); i++) {
            var setting = settings.get(i);
            int equals = setting.indexOf('=');
            setting(name, roles.get(i), setting.substring(0, equals), setting.substring(equals + 1));
        }
    }

    private void setting(String name, String role, String parameter, String value) throws SQLException {
        var own = text("select coalesce(current_setting(?, true), '')", parameter);
        text("select set_config(?, ?, true)", parameter, value);
        execute(
                role.isEmpty()
                        ? "alter database %s set %s from current".formatted(quoted(name), parameterName(parameter))
                        : "alter role %s in database %s set %s from current"
                                .formatted(role, quoted(name), parameterName(parameter)));
        text("select set_config(?, ?, true)", parameter, own);
    }

    /** An extension's parameter has two names with a point between them. */
    private static String parameterName(String parameter) {
        return quoted(parameter).replace(".", "\".\"");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> texts(String sql, Object... parameters) throws SQLException {
        return Databases.texts(connection, sql, parameters);
    }

    private String text(String sql, Object... parameters) throws SQLException {
        return texts(sql, parameters).get(0);
    }
}
