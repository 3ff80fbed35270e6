package com.juniper.upgrade.explorer;

import static com.juniper.upgrade.explorer.Table.quoted;

import com.juniper.upgrade.engine.ModelTables;
import com.juniper.upgrade.explorer.Item.Value;
import com.juniper.upgrade.explorer.Table.Column;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is in one hosted database, while it is open; its names are checked against its catalog before they are used. */
public final class Content {

    /** How many records stand on a page. */
    public static final int PAGE = 50;

    private static final int MOST_COLUMNS = 5;
    private static final int MOST_CHANNELS = 20;
    private static final int MESSAGES = 20;
    private static final int TABLES_AT_ONCE = 100;
    private static final long COUNTED_PAGES = 8_192; // 64 MB; of larger tables the server's estimate is shown
    private static final String TABLES =
            "from pg_catalog.pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')";

    /** Messages are read in Discuss, where who may see a channel counts (R67). */
    private static final Pattern HIDDEN = Pattern.compile("mail\\.(message|mail|notification)|bus\\..*");

    private static final List<String> TELLING = List.of(
            "email",
            "default_code",
            "code",
            "model",
            "date",
            "date_order",
            "invoice_date",
            "state",
            "partner_id",
            "type",
            "list_price",
            "amount",
            "amount_total",
            "account_type",
            "active",
            "company_id");

    private final Connection connection;
    private final Map<String, Optional<Table>> tables = new HashMap<>();

    Content(Connection connection) {
        this.connection = connection;
    }

    /** A field as the database describes it. */
    record Field(String label, String type, @Nullable String relation) {}

    /** How many records a model has. */
    record Count(ModelInfo model, boolean exact) {}

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Row<T> mapper, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> found = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(mapper.of(rows));
                }
            }
            return found;
        }
    }

    private Optional<Table> find(String name) throws SQLException {
        var known = tables.get(name);
        if (known != null) {
            return known;
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        query("""
                        select a.attname, t.typname, t.typnamespace = 'pg_catalog'::regnamespace
                        from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
                        where a.attrelid = (select c.oid %s and c.relname = ?) and a.attnum > 0 and not a.attisdropped
                        order by a.attnum""".formatted(TABLES), row -> new Column(row.getString(1), row.getString(2), row.getBoolean(3)), name)
                .forEach(column -> columns.put(column.name(), column));
        var found = columns.isEmpty() ? Optional.<Table>empty() : Optional.of(new Table(name, columns));
        tables.put(name, found);
        return found;
    }

    private Table require(String name) throws SQLException {
        return find(name).orElseThrow(() -> new NotThereException("The database has no table " + name + "."));
    }

    /** {@return the installed modules, apps first} */
    public List<App> apps() throws SQLException {
        var modules = require("ir_module_module");
        var application = modules.has("application") ? "coalesce(m.application, false)" : "false";
        return query(
                "select %s, coalesce(%s, ''), coalesce(%s, ''), %s from %s m where m.state = 'installed' order by 4 desc, 1"
                        .formatted(
                                modules.text("m", "name"),
                                modules.text("m", "shortdesc"),
                                modules.text("m", "latest_version"),
                                application,
                                modules.sql()),
                row -> new App(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)));
    }

    /** {@return the models that have a table, by name} */
    public List<ModelInfo> models() throws SQLException {
        var rows = new HashMap<String, Long>();
        query(
                "select c.relname, c.reltuples::bigint " + TABLES,
                row -> String.valueOf(rows.put(row.getString(1), row.getLong(2))));
        var models = require("ir_model");
        return query(
                        "select %s, coalesce(%s, '') from %s m %s order by 1"
                                .formatted(
                                        models.text("m", "model"),
                                        models.text("m", "name"),
                                        models.sql(),
                                        models.has("transient") ? "where m.transient is not true" : ""),
                        row -> new ModelInfo(
                                row.getString(1), row.getString(2), ModelTables.table(row.getString(1)), 0))
                .stream()
                .filter(model -> rows.containsKey(model.table()) && !isHidden(model.model()))
                .map(model -> new ModelInfo(
                        model.model(), model.label(), model.table(), Objects.requireNonNull(rows.get(model.table()))))
                .toList();
    }

    private static boolean isHidden(String model) {
        return HIDDEN.matcher(model).matches();
    }

    /**
     * {@return a model with records}
     *
     * @throws NotThereException if there is none of that name, or it has no table
     */
    public ModelInfo model(String name) throws SQLException {
        return findModel(name)
                .orElseThrow(() ->
                        new NotThereException("The database has no model %s with records of its own.".formatted(name)));
    }

    Optional<ModelInfo> findModel(String name) throws SQLException {
        var models = require("ir_model");
        var table = find(ModelTables.table(name)).filter(Table::hasRecords);
        if (table.isEmpty() || isHidden(name)) {
            return Optional.empty();
        }
        return query(
                        "select coalesce(%s, '') from %s m where m.model = ?"
                                .formatted(models.text("m", "name"), models.sql()),
                        row -> new ModelInfo(name, row.getString(1), table.get().name(), -1),
                        name)
                .stream()
                .findFirst();
    }

    Map<String, Field> fields(String model) throws SQLException {
        var table = require("ir_model_fields");
        Map<String, Field> fields = new HashMap<>();
        query(
                "select f.name, coalesce(%s, f.name), coalesce(f.ttype, ''), f.relation from %s f where f.model = ?"
                        .formatted(table.text("f", "field_description"), table.sql()),
                row -> String.valueOf(
                        fields.put(row.getString(1), new Field(row.getString(2), row.getString(3), row.getString(4)))),
                model);
        return fields;
    }

    /** {@return a page of one of the lists that a tester looks at first} */
    public ItemPage section(Section section, @Nullable String search, int page) throws SQLException {
        for (String model : section.models()) {
            var found = findModel(model);
            if (found.isPresent()) {
                return items(found.get(), section.columns(), search, page);
            }
        }
        throw new NotThereException(
                "The database has no %s.".formatted(section.title().toLowerCase(java.util.Locale.ROOT)));
    }

    /** {@return a page of a model's records, by id; {@code search} finds a part of their names} */
    public ItemPage items(String model, @Nullable String search, int page) throws SQLException {
        return items(model(model), TELLING, search, page);
    }

    private ItemPage items(ModelInfo model, List<String> wanted, @Nullable String search, int page)
            throws SQLException {
        var table = require(model.table());
        var fields = fields(model.model());
        var columns = wanted.stream()
                .filter(column -> table.has(column) && !column.equals(table.nameColumn()) && !table.isSecret(column))
                .limit(MOST_COLUMNS)
                .toList();
        var found = search == null || search.isBlank() ? "" : search.strip();
        List<Object> parameters = new ArrayList<>();
        var where = "";
        if (!found.isEmpty()) {
            where = "where " + named(table, fields);
            parameters.add('%' + found.replaceAll("([\\\\%_])", "\\\\$1") + '%');
        }
        parameters.add(PAGE + 1);
        parameters.add((Math.max(1, page) - 1L) * PAGE);
        var rows = rows(table, columns, "%s order by r.id limit ? offset ?".formatted(where), parameters.toArray());
        var shown = rows.subList(0, Math.min(PAGE, rows.size()));
        return new ItemPage(
                model,
                columns.stream().map(column -> label(fields, column)).toList(),
                Math.max(1, page),
                rows.size() > PAGE,
                items(model, columns, fields, shown));
    }

    /** The condition that a record's name is like a parameter. */
    private String named(Table table, Map<String, Field> fields) throws SQLException {
        if (!table.nameColumn().isEmpty()) {
            return "(%s) ilike ?".formatted(table.text("r", table.nameColumn()));
        }
        var by = fields.get(table.namedBy());
        var other =
                by == null || by.relation() == null ? Optional.<Table>empty() : find(ModelTables.table(by.relation()));
        return other.filter(named -> !named.nameColumn().isEmpty())
                .map(named -> "exists (select from %s n where n.id = r.%s and (%s) ilike ?)"
                        .formatted(named.sql(), quoted(table.namedBy()), named.text("n", named.nameColumn())))
                .orElse("r.id::text like ?");
    }

    private static String label(Map<String, Field> fields, String column) {
        var field = fields.get(column);
        return field == null ? column : field.label();
    }

    /** A row: its id, and its columns' texts by name. */
    private record Texts(long id, Map<String, @Nullable String> values) {}

    private List<Texts> rows(Table table, Collection<String> columns, String rest, Object... parameters)
            throws SQLException {
        var read = new ArrayList<>(columns);
        for (String further : List.of(table.nameColumn(), table.namedBy())) {
            if (!further.isEmpty() && !read.contains(further)) {
                read.add(further);
            }
        }
        var expressions =
                read.stream().map(column -> ", " + table.text("r", column)).collect(Collectors.joining());
        return query(
                "select r.id%s from %s r %s".formatted(expressions, table.sql(), rest),
                row -> {
                    Map<String, @Nullable String> values = new HashMap<>();
                    for (int i = 0; i < read.size(); i++) {
                        values.put(read.get(i), row.getString(i + 2));
                    }
                    return new Texts(row.getLong(1), values);
                },
                parameters);
    }

    private List<Item> items(ModelInfo model, List<String> columns, Map<String, Field> fields, List<Texts> rows)
            throws SQLException {
        var names = namesOf(require(model.table()), fields, rows);
        var linked = linked(columns, fields, rows);
        return rows.stream()
                .map(row -> new Item(
                        row.id(),
                        Objects.requireNonNullElse(names.get(row.id()), "#" + row.id()),
                        columns.stream()
                                .map(column ->
                                        value(fields.get(column), row.values().get(column), linked))
                                .toList()))
                .toList();
    }

    private Map<Long, String> namesOf(Table table, Map<String, Field> fields, List<Texts> rows) throws SQLException {
        Map<Long, String> names = new HashMap<>();
        var by = fields.get(table.namedBy());
        Map<Long, String> others = table.nameColumn().isEmpty() && by != null && by.relation() != null
                ? names(by.relation(), ids(table.namedBy(), rows))
                : Map.of();
        for (Texts row : rows) {
            var name = table.nameColumn().isEmpty()
                    ? others.get(number(row.values().get(table.namedBy())))
                    : row.values().get(table.nameColumn());
            if (name != null) {
                names.put(row.id(), name);
            }
        }
        return names;
    }

    private static Set<Long> ids(String column, List<Texts> rows) {
        return rows.stream()
                .map(row -> number(row.values().get(column)))
                .filter(id -> id > 0)
                .collect(Collectors.toSet());
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** The names of a model's records; those that are not there are missing. */
    private Map<Long, String> names(String model, Set<Long> ids) throws SQLException {
        var table = find(ModelTables.table(model)).filter(Table::hasRecords);
        if (ids.isEmpty() || table.isEmpty() || isHidden(model)) {
            return Map.of();
        }
        var fields = table.get().nameColumn().isEmpty() ? fields(model) : Map.<String, Field>of();
        var rows = rows(table.get(), List.of(), "where r.id = any(?)", connection.createArrayOf("int8", ids.toArray()));
        return namesOf(table.get(), fields, rows);
    }

    /** The names of the records to which the columns lead, by model. */
    private Map<String, Map<Long, String>> linked(
            Collection<String> columns, Map<String, Field> fields, List<Texts> rows) throws SQLException {
        Map<String, Set<Long>> wanted = new HashMap<>();
        for (String column : columns) {
            var field = fields.get(column);
            if (field != null && isLink(field)) {
                wanted.computeIfAbsent(Objects.requireNonNull(field.relation()), model -> new HashSet<>())
                        .addAll(ids(column, rows));
            }
        }
        Map<String, Map<Long, String>> names = new HashMap<>();
        for (var entry : wanted.entrySet()) {
            names.put(entry.getKey(), names(entry.getKey(), entry.getValue()));
        }
        return names;
    }

    private static boolean isLink(Field field) {
        return field.type().equals("many2one") && field.relation() != null;
    }

    private static Value value(@Nullable Field field, @Nullable String text, Map<String, Map<Long, String>> linked) {
        if (field == null || text == null || !isLink(field) || number(text) == 0) {
            return new Value(text, null, null);
        }
        var model = Objects.requireNonNull(field.relation());
        var name = linked.getOrDefault(model, Map.of()).get(number(text));
        return new Value(name == null ? "#" + text : name, model, number(text));
    }

    /**
     * {@return a record with all its stored fields}
     *
     * @throws NotThereException if there is none
     */
    public RecordContent record(String model, long id) throws SQLException {
        var found = model(model);
        return records(found, List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> new NotThereException("%s has no record %d.".formatted(model, id)));
    }

    List<RecordContent> records(ModelInfo model, Collection<Long> ids) throws SQLException {
        var table = require(model.table());
        var fields = fields(model.model());
        var columns = table.columns().keySet();
        var rows = rows(
                table, columns, "where r.id = any(?) order by r.id", connection.createArrayOf("int8", ids.toArray()));
        var names = namesOf(table, fields, rows);
        var linked = linked(columns, fields, rows);
        return rows.stream()
                .map(row -> new RecordContent(
                        model,
                        row.id(),
                        Objects.requireNonNullElse(names.get(row.id()), "#" + row.id()),
                        columns.stream()
                                .map(column -> field(column, fields, row, linked))
                                .toList()))
                .toList();
    }

    private static FieldValue field(
            String column, Map<String, Field> fields, Texts row, Map<String, Map<Long, String>> linked) {
        var field = fields.get(column);
        return new FieldValue(
                column,
                label(fields, column),
                field == null ? "" : field.type(),
                value(field, row.values().get(column), linked));
    }

    /** {@return the ids of the views that are not active} */
    public Set<Long> inactiveViews() throws SQLException {
        var views = require("ir_ui_view");
        return new HashSet<>(
                query("select v.id from %s v where not v.active".formatted(views.sql()), row -> row.getLong(1)));
    }

    /**
     * {@return whether there is a real table with these columns; {@code jsonb NAME} wants one of that type}
     *
     * @param columns names
     */
    public boolean has(String table, Collection<String> columns) throws SQLException {
        var found = find(table);
        return found.isPresent()
                && columns.stream()
                        .allMatch(column -> found.get().has(nameOf(column)) && isOfType(found.get(), column));
    }

    private static String nameOf(String column) {
        return column.replaceFirst("^jsonb ", "");
    }

    private static boolean isOfType(Table table, String column) {
        return !column.startsWith("jsonb ")
                || Objects.requireNonNull(table.columns().get(nameOf(column)))
                        .type()
                        .equals("jsonb");
    }

    /**
     * {@return the rows of a statement of the platform's own, as texts}
     *
     * @param tables those that stand in it, with their columns as {@link #has} knows them: it sees these alone, and each
     *     value as people read it; that of a {@code jsonb NAME} as it is
     * @param most how many rows at most
     * @throws NotThereException if a table or column is not there
     */
    public List<List<@Nullable String>> select(Map<String, List<String>> tables, String sql, int most)
            throws SQLException {
        List<String> views = new ArrayList<>();
        for (var entry : tables.entrySet()) {
            var table = require(entry.getKey());
            if (!has(table.name(), entry.getValue())) {
                throw new NotThereException(
                        "The table %s lacks one of %s.".formatted(table.name(), String.join(", ", entry.getValue())));
            }
            views.add("%s as (select %s from %s r)"
                    .formatted(
                            quoted(table.name()),
                            entry.getValue().stream()
                                    .map(column -> "%s as %s"
                                            .formatted(
                                                    column.startsWith("jsonb ")
                                                            ? "r.%s::text".formatted(quoted(nameOf(column)))
                                                            : table.text("r", column),
                                                    quoted(nameOf(column))))
                                    .collect(Collectors.joining(", ")),
                            table.sql()));
        }
        return query(
                "with %s select * from (%s) found limit %d".formatted(String.join(", ", views), sql, most), row -> {
                    List<@Nullable String> texts = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        texts.add(row.getString(i));
                    }
                    return texts;
                });
    }

    /**
     * {@return how many of a model's records are the customer's own: no module's}
     *
     * @param until those that were made later do not count
     */
    public long ownRecords(String model, Instant until) throws SQLException {
        var table = require(model(model).table());
        require("ir_model_data");
        var older = table.has("create_date")
                ? "and (r.create_date is null or r.create_date <= ?::timestamp)"
                : "and ?::text is not null";
        return query(
                        """
                        select count(*) from %s r where not exists (
                          select from public.ir_model_data d where d.model = ? and d.res_id = r.id and d.module <> '__export__') %s""".formatted(table.sql(), older),
                        row -> row.getLong(1),
                        model,
                        until.atOffset(ZoneOffset.UTC).toLocalDateTime().toString())
                .get(0);
    }

    /**
     * {@return the channels of Discuss with their newest messages; no private ones}
     *
     * @param administrator whether those for administrators are among them (R67)
     */
    public List<Channel> channels(boolean administrator) throws SQLException {
        var discuss = find("discuss_channel");
        var table = discuss.isPresent() ? discuss.get() : require("mail_channel");
        var settings =
                "(select d.res_id from public.ir_model_data d where d.module = 'base' and d.name = 'group_system')";
        require("ir_model_data");
        var restricted =
                table.has("group_public_id") ? "coalesce(c.group_public_id = %s, false)".formatted(settings) : "false";
        var found = query(
                "select c.id, coalesce(%s, ''), %s from %s c where c.channel_type = 'channel' %s %s order by 3 desc, c.id limit %d"
                        .formatted(
                                table.text("c", "name"),
                                restricted,
                                table.sql(),
                                table.has("public") ? "and c.public <> 'private'" : "",
                                administrator ? "" : "and not " + restricted,
                                MOST_CHANNELS),
                row -> new Channel(row.getLong(1), row.getString(2), row.getBoolean(3), List.of()));
        List<Channel> channels = new ArrayList<>();
        for (Channel channel : found) {
            channels.add(new Channel(
                    channel.id(),
                    channel.name(),
                    channel.restricted(),
                    messages(table.name().replace('_', '.'), channel.id())));
        }
        return channels;
    }

    private List<Message> messages(String model, long id) throws SQLException {
        var table = require("mail_message");
        var rows = query(
                "select m.author_id, %s, %s, %s, %s from %s m where m.model = ? and m.res_id = ? order by m.id desc limit %d"
                        .formatted(
                                table.text("m", "email_from"),
                                table.text("m", "date"),
                                table.text("m", "subject"),
                                table.text("m", "body"),
                                table.sql(),
                                MESSAGES),
                row -> Map.entry(
                        row.getLong(1),
                        new Message(row.getString(2), row.getString(3), row.getString(4), plain(row.getString(5)))),
                model,
                id);
        var authors = names("res.partner", rows.stream().map(Map.Entry::getKey).collect(Collectors.toSet()));
        return rows.stream()
                .map(row -> new Message(
                        authors.getOrDefault(row.getKey(), row.getValue().author()),
                        row.getValue().date(),
                        row.getValue().subject(),
                        row.getValue().text()))
                .toList();
    }

    /** What a body says, without its markup. */
    private static String plain(@Nullable String html) {
        return html == null
                ? ""
                : html.replaceAll("(?i)<(br|/p|/div|/li|/tr|/h\\d)[^>]*>", "\n")
                        .replaceAll("<[^>]*>", "")
                        .replace("&nbsp;", " ")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&")
                        .replaceAll("\\n{3,}", "\n\n")
                        .strip();
    }

    /** How many records each model has; of large tables about how many. */
    List<Count> counts() throws SQLException {
        var large = new HashMap<String, Long>();
        query(
                "select c.relname, greatest(c.reltuples, 0)::bigint %s and c.relpages > %d"
                        .formatted(TABLES, COUNTED_PAGES),
                row -> String.valueOf(large.put(row.getString(1), row.getLong(2))));
        var models = models();
        var small = models.stream()
                .map(ModelInfo::table)
                .filter(table -> !large.containsKey(table))
                .distinct()
                .toList();
        Map<String, Long> exact = new HashMap<>();
        for (int from = 0; from < small.size(); from += TABLES_AT_ONCE) {
            var sql = small.subList(from, Math.min(small.size(), from + TABLES_AT_ONCE)).stream()
                    .map(table ->
                            "select '%s', count(*) from public.%s".formatted(table.replace("'", "''"), quoted(table)))
                    .collect(Collectors.joining(" union all "));
            query(sql, row -> String.valueOf(exact.put(row.getString(1), row.getLong(2))));
        }
        return models.stream()
                .map(model -> new Count(
                        new ModelInfo(
                                model.model(),
                                model.label(),
                                model.table(),
                                exact.getOrDefault(model.table(), large.getOrDefault(model.table(), 0L))),
                        exact.containsKey(model.table())))
                .toList();
    }

    /** {@return the id of a record of a model at random, of those that are in use; empty where there is none} */
    public Optional<Long> any(String model) throws SQLException {
        var table = require(model(model).table());
        var customers =
                table.name().equals("res_partner") && table.has("customer_rank") ? " and r.customer_rank > 0" : "";
        for (String condition : List.of(customers + (table.has("active") ? " and r.active" : ""), "")) {
            var found = query("""
                    select r.id from %1$s r where r.id >= (select floor(random() * max(x.id))::bigint from %1$s x)%2$s
                    order by r.id limit 1""".formatted(table.sql(), condition), row -> row.getLong(1));
            if (!found.isEmpty()) {
                return Optional.of(found.get(0));
            }
        }
        return query(
                        "select max(r.id) from %s r having max(r.id) is not null".formatted(table.sql()),
                        row -> row.getLong(1))
                .stream()
                .findFirst();
    }

    /** {@return the ids on a page of a model's records} */
    List<Long> ids(ModelInfo model, int page) throws SQLException {
        return Collections.unmodifiableList(query(
                "select r.id from %s r order by r.id limit ? offset ?"
                        .formatted(require(model.table()).sql()),
                row -> row.getLong(1),
                PAGE,
                (Math.max(1, page) - 1L) * PAGE));
    }
}
