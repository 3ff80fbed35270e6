package com.juniper.upgrade.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.juniper.upgrade.RealDatabases;
import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.CatalogCapture;
import com.juniper.upgrade.engine.Catalogs;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.DatabaseCheck;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.neutralization.NeutralizationVerifier;
import com.juniper.upgrade.neutralization.Neutralizer;
import com.juniper.upgrade.sample.ErpBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The queries below read a channel and its messages as the ERP's server of each version does. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DiscussChannelTest {

    private static final DiscussChannel CHANNEL = DiscussChannel.ofAdministrators();

    @TempDir
    private Path folder;

    private DiscussMessage report;

    @BeforeEach
    void write() throws IOException {
        report = new DiscussMessage(
                "report_1",
                "Upgrade report",
                "<p>From 1 to 2</p>",
                new FileSystemResource(Files.writeString(folder.resolve("report.html"), "<h1>The report</h1>")));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    @DisplayName("R66, R67: in the sample's database, administrators find the report unread, and nobody else finds it")
    void inTheSample(int version) throws IOException {
        assertPosted(sample(version), "sample");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contacts-14.0", "contacts-15.0", "contacts-16.0", "contacts-17.0", "contacts-18.0"})
    @DisplayName("R66, R67: in a real database, administrators find the report unread, and nobody else finds it")
    void inARealDatabase(String dump) throws IOException {
        assertPosted(RealDatabases.copy(dump, "discuss"), "community");
    }

    private void assertPosted(DatabaseAddress database, String line) throws IOException {
        var erp = new Erp(database);
        new Neutralizer().neutralize(database, "http://localhost:8069");
        CatalogCapture.capture(database, null, line, folder.resolve("catalog.zip"));
        var sent = erp.sent();

        for (int run = 0; run < 2; run++) { // as after a crash
            assertThat(CHANNEL.post(database, report, folder.resolve("filestore")))
                    .isEmpty();
        }

        assertThat(erp.unread("admin")).containsExactly("Juniper Upgrade: Upgrade report <p>From 1 to 2</p>");
        assertThat(erp.unread("demo")).isEmpty();
        assertThat(erp.members()).containsExactly("admin");
        var file = erp.strings("select a.store_fname from ir_attachment a join message_attachment_rel r"
                + " on r.attachment_id = a.id join mail_message m on m.id = r.message_id"
                + " where m.subject = 'Upgrade report' and (a.res_model, a.res_id) = (m.model, m.res_id)"
                + " and a.name = 'report.html' and a.mimetype = 'text/html' and not a.public and a.db_datas is null");
        assertThat(file).singleElement().satisfies(name -> assertThat(folder.resolve("filestore/" + name))
                .hasContent("<h1>The report</h1>"));
        assertThat(erp.sent()).as("mails, notifications, followers").isEqualTo(sent);
        assertThat(DatabaseCheck.run(database, Catalogs.inDirectory(folder, line)))
                .isEmpty();
        assertThat(new NeutralizationVerifier().verify(database)).isEmpty();

        CHANNEL.update(database, "report_1", "<p>Withdrawn</p>");
        CHANNEL.update(database, "never_posted", "<p>Withdrawn</p>");
        assertThat(erp.unread("admin")).containsExactly("Juniper Upgrade: Upgrade report <p>Withdrawn</p>");
    }

    @Test
    @DisplayName("R67: a channel that was opened is closed again; administrators who came since join it")
    void keepsItsChannel() {
        var database = sample(17);
        var erp = new Erp(database);
        CHANNEL.post(database, report, null);
        erp.execute("update discuss_channel set group_public_id = null, active = false");
        erp.execute(
                "insert into res_groups_users_rel (gid, uid) select d.res_id, u.id from ir_model_data d, res_users u"
                        + " where (d.module, d.name, u.login) = ('base', 'group_system', 'demo')");

        CHANNEL.post(database, new DiscussMessage("report_2", "Next report", "<p>From 2 to 3</p>", null), null);

        assertThat(erp.unread("demo"))
                .containsExactly(
                        "Juniper Upgrade: Upgrade report <p>From 1 to 2</p>",
                        "Juniper Upgrade: Next report <p>From 2 to 3</p>");
        assertThat(erp.members()).containsExactly("admin", "demo");
        assertThat(erp.strings("select group_public_id::text from discuss_channel"))
                .isEqualTo(erp.strings("select res_id::text from ir_model_data where name = 'group_system'"));
    }

    @Test
    void copesWithWhatIsTheDatabasesOwn() {
        var database = sample(17);
        var erp = new Erp(database);
        erp.execute("""
                alter table mail_message add column x_state varchar not null default 'x', add column x_level int not null default 1,
                  add column x_till timestamp not null default now(), add column x_urgent boolean not null default true;
                alter table mail_message alter column x_state drop default, alter column x_level drop default,
                  alter column x_till drop default, alter column x_urgent drop default;
                insert into ir_config_parameter (key, value) values ('ir_attachment.location', 'db');
                create function mail() returns trigger language plpgsql as $$ begin
                  insert into mail_mail (mail_message_id, state) values (new.id, 'outgoing'); return new; end $$;
                create trigger "a % trigger" after insert on mail_message for each row execute function mail()""");

        assertThat(CHANNEL.post(database, report, folder.resolve("filestore"))).isEmpty();

        assertThat(erp.unread("admin")).hasSize(1);
        assertThat(erp.strings("select convert_from(db_datas, 'UTF8') from ir_attachment where store_fname is null"))
                .containsExactly("<h1>The report</h1>");
        assertThat(folder.resolve("filestore")).doesNotExist();
        assertThat(erp.strings("select state from mail_mail")).isEmpty();
        assertThat(erp.strings("select tgenabled from pg_trigger where not tgisinternal"))
                .containsExactly("O");
    }

    @Test
    @DisplayName("R66: a database without Discuss gets nothing, and says so")
    void withoutDiscuss() {
        var database = TestPostgres.createDatabase("discuss");
        ErpBuilder.build(database, new Version(17, 0), Set.of("base"));

        assertThat(CHANNEL.post(database, report, null)).contains("the app Discuss is not installed.");
        CHANNEL.update(database, "report_1", "<p>Withdrawn</p>");
    }

    /** The sample's administrator, and a user who is none. */
    private static DatabaseAddress sample(int version) {
        var database = TestPostgres.createDatabase("discuss");
        ErpBuilder.build(database, new Version(version, 0), Set.of("mail"));
        new Erp(database).execute("""
                with p as (insert into res_partner (name, active, type, lang, email, commercial_partner_id)
                  values ('Demo', true, 'contact', 'en_US', 'demo@sample.invalid', currval('res_partner_id_seq')) returning id),
                u as (insert into res_users (login, partner_id, company_id, active, notification_type)
                  select 'demo', id, 1, true, 'email' from p returning id)
                insert into res_company_users_rel (cid, user_id) select 1, id from u""");
        return database;
    }

    private record Erp(DatabaseAddress database) {

        /** The messages that wait for a user in the channels of the side bar. */
        List<String> unread(String login) {
            var channel = table("discuss_channel", "mail_channel");
            boolean linked = isThere("mail_message_mail_channel_rel");
            return strings("""
                    select c.name || ': ' || m.subject || ' ' || m.body
                    from res_users u join %s p on p.partner_id = u.partner_id and %s join %s c on c.id = p.channel_id and c.active
                    join mail_message m on (m.model, m.res_id) = ('%s', c.id) and m.id > coalesce(p.seen_message_id, 0)
                    where u.login = '%s' and m.message_type = 'comment' and c.channel_type = 'channel' and %s
                      and exists (select 1 from res_groups_users_rel g where g.gid = c.group_public_id and g.uid = u.id)
                      and m.subtype_id = (select res_id from ir_model_data where module = 'mail' and name = 'mt_comment') and %s
                      and c.uuid is not null and c.name = 'Juniper Upgrade' order by m.id""".formatted(
                            member(),
                            has(member(), "is_pinned") ? "p.is_pinned" : "p.unpin_dt is null",
                            channel,
                            channel.replace('_', '.'),
                            login,
                            has(channel, "public") ? "c.public = 'groups'" : "true",
                            linked
                                    ? "exists (select 1 from mail_message_mail_channel_rel l where (l.mail_message_id, l.mail_channel_id) = (m.id, c.id))"
                                    : "true"));
        }

        /** The logins of everybody in our channel. */
        List<String> members() {
            return strings("""
                    select coalesce(u.login, 'nobody') from %s p left join res_users u on u.partner_id = p.partner_id
                    where p.channel_id = (select id from %s where name = 'Juniper Upgrade') order by 1""".formatted(member(), table("discuss_channel", "mail_channel")));
        }

        /** What would reach somebody outside of Discuss. */
        List<String> sent() {
            return strings(
                    "select count(*) from mail_mail union all select count(*) from mail_followers union all select count(*) from %s"
                            .formatted(table("mail_notification", "mail_message_res_partner_needaction_rel")));
        }

        private String member() {
            return table("discuss_channel_member", "mail_channel_member", "mail_channel_partner");
        }

        private String table(String... names) {
            return List.of(names).stream().filter(this::isThere).findFirst().orElseThrow();
        }

        private boolean isThere(String table) {
            return !strings("select tablename from pg_tables where tablename = '%s'".formatted(table))
                    .isEmpty();
        }

        private boolean has(String table, String column) {
            return !strings("select attname from pg_attribute where attrelid = '%s'::regclass and attname = '%s'"
                            .formatted(table, column))
                    .isEmpty();
        }

        List<String> strings(String sql) {
            return jdbc().sql(sql).query(String.class).list();
        }

        void execute(String sql) {
            jdbc().sql(sql).update();
        }

        private JdbcClient jdbc() {
            return JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
        }
    }
}
