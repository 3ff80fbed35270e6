package com.juniper.upgrade.notifications;

import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * A channel of ours in the Discuss app of a customer's database, which the users of one group see and nobody else (R67).
 * It is written as rows, in one transaction: no mail, no notification, no follower, and no trigger of the database's own
 * comes of it. External ids of the module {@value #MODULE} tell what is ours.
 *
 * <p>All methods throw {@link org.springframework.dao.DataAccessException} where the database fails or refuses the rows;
 * nothing is changed then.
 */
public final class DiscussChannel {

    /** The module of our external ids; no module of this name is ever installed, so no update of modules removes them. */
    static final String MODULE = "__juniper_upgrade__";

    private static final String MESSAGE = "mail.message";
    private static final String ATTACHMENT = "ir.attachment";

    private final String name;
    private final String description;
    private final String group;

    private DiscussChannel(String name, String description, String group) {
        this.name = name;
        this.description = description;
        this.group = group;
    }

    /** {@return the channel of the users of <em>Administration / Settings</em>} */
    public static DiscussChannel ofAdministrators() {
        return new DiscussChannel(
                "Juniper Upgrade", "Upgrades of this database; for administrators only.", "base.group_system");
    }

    /**
     * Posts a message that all users of the group find unread in a channel of their side bar; does nothing if it was posted
     * before. Makes the channel when it is missing, and restricts it again if it was opened to others.
     *
     * @param filestore where the database's files are; null keeps the attachment in the database
     * @return why there is nothing to post to, if so
     */
    public Optional<String> post(DatabaseAddress database, DiscussMessage message, @Nullable Path filestore) {
        return inTransaction(database, rows -> {
            var model = rows.discussModel();
            var readers = rows.referenced(group);
            if (model == null) {
                return Optional.of("the app Discuss is not installed.");
            }
            if (readers == null) {
                return Optional.of("the group %s is gone.".formatted(group));
            }
            if (rows.ours(MESSAGE, message.key()) == null) {
                rows.withoutTriggers(() -> post(rows, channel(rows, model, readers), message, filestore));
            }
            return Optional.empty();
        });
    }

    /** {@return the language that most active administrators of a database use, like fr_BE; English where nobody says} */
    public static Locale language(DatabaseAddress database) {
        var code = inTransaction(database, rows -> rows.language("base.group_system"));
        return code == null
                ? Locale.ENGLISH
                : Locale.forLanguageTag(code.replaceFirst("@.*", "").replace('_', '-'));
    }

    /** Replaces the body of a message that was posted; does nothing if it was not, or is deleted. */
    public void update(DatabaseAddress database, String key, String html) {
        inTransaction(database, rows -> {
            var id = rows.discussModel() == null ? null : rows.ours(MESSAGE, key);
            if (id != null) {
                rows.withoutTriggers(() -> rows.update(MESSAGE, id, Map.of("body", html, "write_date", rows.now())));
            }
            return id;
        });
    }

    private record Channel(String model, int id) {}

    private Channel channel(DiscussRows rows, String model, int readers) {
        Map<String, Object> restricted = new LinkedHashMap<>();
        restricted.put("active", true);
        restricted.put("channel_type", "channel");
        restricted.put("public", "groups");
        restricted.put("group_public_id", readers);
        restricted.put("last_interest_dt", rows.now());
        var key = "channel_" + group.replace('.', '_');
        var known = rows.ours(model, key);
        int id = known == null ? made(rows, model, restricted, readers) : known;
        if (known == null) {
            rows.register(model, key, id);
        } else {
            rows.update(model, id, restricted);
        }
        rows.join(model, id, readers);
        return new Channel(model, id);
    }

    private int made(DiscussRows rows, String model, Map<String, Object> restricted, int readers) {
        Map<String, Object> values = new LinkedHashMap<>(restricted);
        values.put("name", name);
        values.put("description", description);
        values.put("uuid", UUID.randomUUID().toString());
        if (rows.has(model, "alias_id")) { // until 15.0 a channel owns an alias; without a name it receives nothing
            values.put(
                    "alias_id",
                    rows.insert(
                            "mail.alias",
                            Map.of(
                                    "alias_model_id",
                                    rows.modelId(model),
                                    "alias_parent_model_id",
                                    rows.modelId(model),
                                    "alias_defaults",
                                    "{}",
                                    "alias_contact",
                                    "followers")));
        }
        int id = rows.insert(model, values);
        if (values.get("alias_id") instanceof Integer alias) {
            rows.update("mail.alias", alias, Map.of("alias_parent_thread_id", id, "alias_force_thread_id", id));
        }
        rows.link(model, "group_ids", id, readers); // who joins the group later, joins the channel
        return id;
    }

    private void post(DiscussRows rows, Channel channel, DiscussMessage message, @Nullable Path filestore) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("subject", message.title());
        values.put("body", message.html());
        values.put("date", rows.now());
        values.put("model", channel.model());
        values.put("res_id", channel.id());
        values.put("record_name", name);
        values.put("message_type", "comment");
        values.put("is_internal", false);
        values.put("email_from", name);
        values.put("message_id", "<%s@juniper-upgrade>".formatted(message.key()));
        values.put("subtype_id", rows.referenced("mail.mt_comment"));
        values.put("author_id", rows.referenced("base.partner_root"));
        int id = rows.insert(MESSAGE, values);
        rows.register(MESSAGE, message.key(), id);
        rows.link(MESSAGE, "channel_ids", id, channel.id()); // until 14.0 this, not the model, leads to the channel
        if (message.attachment() != null) {
            int file = rows.insert(ATTACHMENT, attached(rows, channel, message.attachment(), filestore));
            rows.link(MESSAGE, "attachment_ids", id, file);
        }
    }

    private static Map<String, Object> attached(
            DiscussRows rows, Channel channel, Resource file, @Nullable Path filestore) {
        var fileName = String.valueOf(file.getFilename());
        var type = URLConnection.guessContentTypeFromName(fileName);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", fileName);
        values.put("type", "binary");
        values.put("res_model", channel.model());
        values.put("res_id", channel.id());
        values.put("public", false);
        values.put("mimetype", type == null ? "application/octet-stream" : type);
        try {
            byte[] content = file.getContentAsByteArray();
            values.put("file_size", content.length);
            values.put("checksum", StoredFile.of(content).hash());
            if (filestore == null || rows.keepsFilesItself()) {
                values.put("db_datas", content);
            } else {
                values.put("store_fname", StoredFile.write(filestore, content).path());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    private static <T extends @Nullable Object> T inTransaction(
            DatabaseAddress database, Function<DiscussRows, T> work) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            var result = work.apply(new DiscussRows(connection));
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new UncategorizedSQLException("Discuss", null, e);
        }
    }
}
