package com.juniper.upgrade.modules;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Compares what scripts must leave alone before and after them, within the update's transaction: the session's role, the
 * server's databases and roles, and rules and policies that change what others read or write.
 */
final class ScriptGuard {

    /** Runs now what waits for the commit, for it would be unseen there; and nothing of a script's stands for a catalog. */
    private static final String SETTLE = """
            set constraints all immediate; close all; set local search_path = pg_catalog, pg_temp;
            set local synchronous_commit = on""";

    private static final String ROLES = "select current_user || ' ' || session_user || ' ' || current_setting('role')";

    /** What this transaction has written to the server's own tables, even what it took back. */
    private static final String SHARED_WRITES = """
            select coalesce(sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
                + pg_stat_get_xact_tuples_deleted(oid)), 0)::int
            from pg_class where relisshared and relkind = 'r' and relname not in ('pg_shdepend', 'pg_shdescription')""";

    private static final String FOREIGN_OWNED = """
            select pg_describe_object(d.classid, d.objid, d.objsubid) from pg_shdepend d
            where d.deptype = 'o' and d.refclassid = 'pg_authid'::regclass
              and d.dbid = (select oid from pg_database where datname = current_database())
              and d.refobjid = (select oid from pg_roles where rolname = session_user and rolname <> current_user)
            order by 1 limit 1""";

    /** Each with what it is to be named by. */
    private static final String FILTERS = """
            select 'row level security of ' || oid::regclass, relrowsecurity::text || relforcerowsecurity
            from pg_class where relnamespace = 'public'::regnamespace and (relrowsecurity or relforcerowsecurity)
            union all
            select 'the policy ' || quote_ident(polname) || ' of ' || polrelid::regclass,
              concat_ws('|', polcmd, polpermissive, polroles::text, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
            from pg_policy
            union all
            select 'the rule ' || quote_ident(r.rulename) || ' of ' || r.ev_class::regclass, r.ev_enabled::text || pg_get_ruledef(r.oid)
            from pg_rewrite r where r.rulename <> '_RETURN'""";

    private static final String KINDS = """
            select relname, case when relkind in ('r', 'p') then 'table' else 'other' end from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')""";

    private final Session session;
    private final String roles;
    private final int sharedWrites;
    private final Map<String, String> filters;
    private final Map<String, String> kinds;

    /** Looks at what is there before the first script; the search path is then only the catalog's. */
    ScriptGuard(Session session) throws SQLException {
        this.session = session;
        session.execute(SETTLE);
        roles = String.valueOf(session.text(ROLES));
        sharedWrites = sharedWrites();
        filters = pairs(FILTERS);
        kinds = pairs(KINDS);
    }

    /**
     * Looks again, right before the commit.
     *
     * @throws ModuleUpdateFailedException if a script has changed any of it
     */
    void check() throws SQLException {
        session.execute(SETTLE);
        if (!roles.equals(session.text(ROLES))) {
            throw failure("a script has changed the session's role; scripts run as the database's owner");
        }
        var foreign = session.text(FOREIGN_OWNED);
        if (foreign != null) {
            throw failure("a script has changed the session's role: %s does not belong to the database's owner"
                    .formatted(foreign));
        }
        if (sharedWrites != sharedWrites()) {
            throw failure("a script has changed a database's or a role's settings; scripts may change only what is"
                    + " in this database");
        }
        pairs(FILTERS).forEach((name, what) -> {
            if (!what.equals(filters.get(name))) {
                throw failure("a script has made or changed %s, which hides rows from others or changes what they write"
                        .formatted(name));
            }
        });
        pairs(KINDS).forEach((name, kind) -> {
            if (!kind.equals("table") && Objects.equals(kinds.get(name), "table")) {
                throw failure("a script has put something else in the place of the table %s".formatted(name));
            }
        });
    }

    private int sharedWrites() throws SQLException {
        if (!"on".equals(session.text("select current_setting('track_counts')"))) {
            throw failure("the server does not count writes; its administrator switches track_counts on");
        }
        return Objects.requireNonNull(session.number(SHARED_WRITES));
    }

    private Map<String, String> pairs(String sql) throws SQLException {
        Map<String, String> pairs = new TreeMap<>();
        session.query(sql, row -> List.of(row.getString(1), row.getString(2)))
                .forEach(pair -> pairs.put(pair.get(0), pair.get(1)));
        return pairs;
    }

    private static ModuleUpdateFailedException failure(String reason) {
        return new ModuleUpdateFailedException(null, null, reason, null);
    }
}
