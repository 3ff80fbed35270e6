package com.juniper.upgrade.databases;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The production databases, searched, sorted and paged by indexes. */
@Repository
public class DatabaseList {

    /** How many databases stand on a page of the list. */
    public static final int PAGE = 50;

    private static final int MOST = 200;
    private static final int COUNTED = 1_000;
    private static final int SHORTEST_PART = 3; // a trigram: shorter parts could not be found by an index

    private final JdbcClient jdbc;

    DatabaseList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What to list.
     *
     * @param search a part of the name, or its beginning where that is shorter than 3 letters, any case; empty for all
     * @param sort a key of {@link DatabaseOrder}, with {@code -} before it for descending
     * @param page from 1
     * @param size databases a page
     */
    public record Wish(@Nullable String search, @Nullable String sort, int page, int size) {}

    /**
     * {@return a page of a company's databases, or of all}
     *
     * @throws IllegalArgumentException if there is no such order
     */
    public DatabasePage page(@Nullable String company, boolean all, Wish wish) {
        var search = wish.search() == null ? "" : wish.search().strip();
        var order = DatabaseOrder.of(wish.sort())
                .sql(wish.sort() != null && wish.sort().startsWith("-"));
        var where = " from upgrade.hosted_database where kind = 'PRODUCTION' and gone is null"
                + (all ? "" : " and company = :company")
                + (search.isEmpty() ? "" : " and name ilike :search");
        long found = spec(
                        search.isEmpty()
                                ? "select count(*)" + where
                                : "select count(*) from (select 1%s limit %d) found".formatted(where, COUNTED + 1),
                        company,
                        search)
                .query(Long.class)
                .single();
        boolean more = !search.isEmpty() && found > COUNTED;
        long total = more ? COUNTED : found;
        int size = Math.max(1, Math.min(wish.size(), MOST));
        int pages = (int) Math.max(1, (total + size - 1) / size);
        int page = Math.max(1, Math.min(wish.page(), pages));
        // the ids come from the index alone, so a page far behind costs no look at the rows before it
        var databases = spec(
                        "select d.* from (select id%s order by %s limit :size offset :offset) page join upgrade.hosted_database d using (id) order by %s"
                                .formatted(where, order, order),
                        company,
                        search)
                .param("size", size)
                .param("offset", (page - 1L) * size)
                .query(HostedDatabases::database)
                .list();
        return new DatabasePage(page, pages, total, more, databases);
    }

    private JdbcClient.StatementSpec spec(String sql, @Nullable String company, String search) {
        return jdbc.sql(sql)
                .param("company", company)
                .param(
                        "search",
                        (search.length() < SHORTEST_PART ? "" : "%") + search.replaceAll("([\\\\%_])", "\\\\$1") + "%");
    }

    /** {@return the test copies and former states of these databases, newest first} */
    public List<HostedDatabase> copiesOf(Collection<Long> origins) {
        return jdbc.sql(
                        "select * from upgrade.hosted_database where origin = any(?) and kind <> 'PRODUCTION' and gone is null order by id desc")
                .param(origins.toArray(Long[]::new))
                .query(HostedDatabases::database)
                .list();
    }
}
