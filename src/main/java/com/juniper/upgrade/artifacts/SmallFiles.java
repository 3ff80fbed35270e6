package com.juniper.upgrade.artifacts;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps small files in the platform's database, with what they belong to. */
@Repository
public class SmallFiles {

    /** How many bytes the files of one message or answer have together at most. */
    public static final long MOST_BYTES = 10L << 20;

    /** How many files one message or answer has at most. */
    public static final int MOST_FILES = 8;

    private final JdbcClient jdbc;

    SmallFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a file belongs to. */
    public enum Owner {
        /** A message of an issue's conversation. */
        MESSAGE("message_id"),
        /** An item of a checklist. */
        ITEM("item_id");

        private final String column;

        Owner(String column) {
            this.column = column;
        }
    }

    /** A file without its bytes. */
    public record Entry(long id, long owner, String name, String type, long bytes) {

        /** {@return whether a browser may show it in the page} */
        public boolean isPicture() {
            return SmallFile.isPicture(type);
        }
    }

    /** {@return why files cannot be kept, in a sentence; empty where they can} */
    public static Optional<String> obstacle(long files, long bytes) {
        return files <= MOST_FILES && bytes <= MOST_BYTES
                ? Optional.empty()
                : Optional.of(
                        "At most %d files of %d MB together are kept. Leave some out, or put a large one where we can fetch it."
                                .formatted(MOST_FILES, MOST_BYTES >> 20));
    }

    /** Keeps files. */
    public void add(Owner owner, long id, Collection<SmallFile> files) {
        files.forEach(file -> jdbc.sql("insert into upgrade.small_file (%s, name, type, content) values (?, ?, ?, ?)"
                        .formatted(owner.column))
                .params(id, file.name(), file.type(), file.content())
                .update());
    }

    /** Keeps the files of an answer with a message too. */
    public void copy(long item, long message) {
        jdbc.sql("""
                        insert into upgrade.small_file (message_id, name, type, content)
                        select ?, name, type, content from upgrade.small_file where item_id = ? order by id""").params(message, item).update();
    }

    /** {@return the files of each of these, oldest first; nothing for what has none} */
    public Map<Long, List<Entry>> of(Owner owner, Collection<Long> ids) {
        return jdbc
                .sql("""
                        select id, %1$s, name, type, octet_length(content) from upgrade.small_file
                        where %1$s = any(?) order by id""".formatted(owner.column))
                .param(ids.toArray(Long[]::new))
                .query((row, number) ->
                        new Entry(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getLong(5)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Entry::owner));
    }

    /** {@return how many files something has, and how many bytes they have together} */
    public Size size(Owner owner, long id) {
        return jdbc.sql("select count(*), coalesce(sum(octet_length(content)), 0) from upgrade.small_file where %s = ?"
                        .formatted(owner.column))
                .param(id)
                .query((row, number) -> new Size(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** How much there is. */
    public record Size(long files, long bytes) {}

    /**
     * Deletes the files of what is expired; says how many.
     *
     * @param expired a query of the ids of what the files belong to, whose one parameter is a time
     * @param before that time
     */
    public long purge(Owner owner, String expired, Instant before) {
        return jdbc.sql("delete from upgrade.small_file where %s in (%s)".formatted(owner.column, expired))
                .param(Timestamp.from(before))
                .update();
    }

    /** {@return a file of one of these; who asks has seen that the caller may see them} */
    public Optional<SmallFile> find(Owner owner, Collection<Long> ids, long file) {
        return jdbc.sql("select name, type, content from upgrade.small_file where id = ? and %s = any(?)"
                        .formatted(owner.column))
                .params(file, ids.toArray(Long[]::new))
                .query((row, number) -> new SmallFile(row.getString(1), row.getString(2), row.getBytes(3)))
                .optional();
    }
}
