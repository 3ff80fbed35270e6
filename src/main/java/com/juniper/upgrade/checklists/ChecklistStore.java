package com.juniper.upgrade.checklists;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.juniper.upgrade.artifacts.SmallFiles;
import com.juniper.upgrade.artifacts.SmallFiles.Owner;
import com.juniper.upgrade.checklists.Checklist.Area;
import com.juniper.upgrade.checklists.Checklist.Item;
import com.juniper.upgrade.upgrades.UpgradeRequest;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of checklists. */
@Repository
class ChecklistStore {

    private final JdbcClient jdbc;
    private final SmallFiles files;
    private final ObjectMapper json;

    ChecklistStore(JdbcClient jdbc, SmallFiles files, ObjectMapper json) {
        this.jdbc = jdbc;
        this.files = files;
        this.json = json;
    }

    Optional<Checklist> find(UUID request) {
        return jdbc.sql("select * from upgrade.checklist where request_id = ?")
                .param(request)
                .query((row, number) -> new Checklist(
                        request,
                        row.getTimestamp("created").toInstant(),
                        row.getTimestamp("closed") == null
                                ? null
                                : row.getTimestamp("closed").toInstant(),
                        given(row, "confident", row.getBoolean("confident"), "comment", "decided_name", "decided"),
                        areas(request)))
                .optional();
    }

    private List<Area> areas(UUID request) {
        var evidence = evidence(request);
        var attached = files.of(
                Owner.ITEM,
                jdbc.sql("select id from upgrade.checklist_item where request_id = ?")
                        .param(request)
                        .query(Long.class)
                        .list());
        Map<String, Area> areas = new LinkedHashMap<>();
        jdbc.sql("select * from upgrade.checklist_item where request_id = ? order by id")
                .param(request)
                .query((ResultSet row) -> {
                    var area = row.getString("area");
                    areas.putIfAbsent(area, new Area(area, row.getString("area_title"), new ArrayList<>()));
                    Objects.requireNonNull(areas.get(area)).items().add(item(row, evidence, attached));
                });
        return areas.values().stream()
                .map(area -> new Area(area.area(), area.title(), List.copyOf(area.items())))
                .toList();
    }

    private static Item item(ResultSet row, Map<String, Evidence> evidence, Map<Long, List<SmallFiles.Entry>> attached)
            throws SQLException {
        return new Item(
                row.getLong("id"),
                row.getString("name"),
                row.getString("requirement"),
                row.getString("sentence"),
                row.getBoolean("own"),
                given(row, "answer", answer(row.getString("answer")), "comment", "answered_name", "answered"),
                row.getBoolean("taken_over"),
                row.getBoolean("changed"),
                given(
                        row,
                        "last_answer",
                        answer(row.getString("last_answer")),
                        "last_comment",
                        "last_name",
                        "last_answered"),
                Stream.of((String[]) row.getArray("evidence").getArray())
                        .map(evidence::get)
                        .filter(Objects::nonNull)
                        .toList(),
                attached.getOrDefault(row.getLong("id"), List.of()));
    }

    private static @Nullable Answer answer(@Nullable String name) {
        return name == null ? null : Answer.valueOf(name);
    }

    private static <T> @Nullable Given<T> given(
            ResultSet row, String column, @Nullable T answer, String comment, String name, String time)
            throws SQLException {
        return answer == null || row.getObject(column) == null
                ? null
                : new Given<>(
                        answer,
                        row.getString(comment),
                        row.getString(name),
                        row.getTimestamp(time).toInstant());
    }

    /** {@return the evidence of a checklist, by the checks' names} */
    Map<String, Evidence> evidence(UUID request) {
        Map<String, Evidence> evidence = new HashMap<>();
        jdbc.sql("select * from upgrade.evidence where request_id = ?")
                .param(request)
                .query((ResultSet row) -> {
                    evidence.put(
                            row.getString("name"),
                            new Evidence(
                                    row.getString("name"),
                                    row.getString("title"),
                                    row.getString("query"),
                                    Evidence.State.valueOf(row.getString("state")),
                                    row.getLong("found"),
                                    rows(row.getString("rows")),
                                    row.getString("note"),
                                    row.getTimestamp("measured").toInstant()));
                });
        return evidence;
    }

    private List<Evidence.Row> rows(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return false where there is a checklist already} */
    boolean create(UUID request) {
        return jdbc.sql("insert into upgrade.checklist (request_id) values (?) on conflict do nothing")
                        .param(request)
                        .update()
                == 1;
    }

    void add(UUID request, String area, String title, StandardItems.Item item, boolean own) {
        jdbc.sql("""
                        insert into upgrade.checklist_item (request_id, area, area_title, name, requirement, sentence, own, evidence)
                        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .params(
                        request,
                        area,
                        title,
                        item.name(),
                        item.requirement(),
                        item.text(),
                        own,
                        item.evidence().toArray(String[]::new))
                .update();
    }

    /** Keeps evidence; measured again, it replaces itself. */
    void keep(UUID request, Collection<Evidence> evidence) {
        for (Evidence found : evidence) {
            jdbc.sql("""
                            insert into upgrade.evidence (request_id, name, title, query, state, found, rows, note, measured)
                            values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, now())
                            on conflict (request_id, name) do update set title = excluded.title, query = excluded.query, state = excluded.state,
                              found = excluded.found, rows = excluded.rows, note = excluded.note, measured = excluded.measured""")
                    .params(
                            request,
                            found.name(),
                            found.title(),
                            found.query(),
                            found.state().name(),
                            found.found(),
                            json(found.rows()),
                            found.note())
                    .update();
        }
    }

    private String json(Object value) {
        try {
            return json.writeValueAsString(value).replace("\\u0000", "");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the names of the checks beside a checklist's items} */
    List<String> checks(UUID request) {
        return jdbc.sql("select distinct unnest(evidence) from upgrade.checklist_item where request_id = ? order by 1")
                .param(request)
                .query(String.class)
                .list();
    }

    /** {@return the checklist before this one of the same database and, where {@code sameCase}, the same target} */
    Optional<UUID> before(UpgradeRequest request, boolean sameCase) {
        return jdbc.sql("""
                        select l.request_id from upgrade.checklist l join upgrade.request r on r.id = l.request_id join upgrade.upgrade u using (number)
                        where u.database_key = (select database_key from upgrade.upgrade where number = :number) and l.request_id <> :id
                          and (not :same or number = :number)
                        order by l.created desc limit 1""")
                .param("number", request.number())
                .param("id", request.id())
                .param("same", sameCase)
                .query(UUID.class)
                .optional();
    }

    /** Shows each item the answer that it had in another checklist. */
    void remember(UUID request, UUID before) {
        jdbc.sql("""
                        update upgrade.checklist_item i
                        set last_answer = b.answer, last_comment = b.comment, last_name = b.answered_name, last_answered = b.answered
                        from upgrade.checklist_item b
                        where i.request_id = ? and b.request_id = ? and b.area = i.area and b.name = i.name and b.answer is not null""").params(request, before).update();
    }

    /** Gives an item the answer that it had in the checklist before, or marks it as changed since. */
    void takeOver(long item, boolean changed) {
        jdbc.sql(changed ? "update upgrade.checklist_item set changed = true where id = ?" : """
                                update upgrade.checklist_item set answer = last_answer, comment = last_comment, answered_name = last_name,
                                  answered = last_answered, taken_over = true where id = ? and answer is null""")
                .param(item)
                .update();
    }

    void answer(UUID request, long item, Answer answer, @Nullable String comment, String login, String name) {
        jdbc.sql("""
                        update upgrade.checklist_item set answer = ?, comment = ?, answered_by = ?, answered_name = ?, answered = now(),
                          taken_over = false where request_id = ? and id = ?""").params(answer.name(), comment, login, name, request, item).update();
    }

    void decide(UUID request, boolean confident, @Nullable String comment, String login, String name) {
        jdbc.sql("""
                        update upgrade.checklist set confident = ?, comment = ?, decided_by = ?, decided_name = ?, decided = now()
                        where request_id = ? and decided is null and closed is null""").params(confident, comment, login, name, request).update();
    }

    void close(UUID request) {
        jdbc.sql(
                        "update upgrade.checklist set closed = now() where request_id = ? and closed is null and decided is null")
                .param(request)
                .update();
    }
}
