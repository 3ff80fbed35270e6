package com.juniper.upgrade.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.juniper.upgrade.RealDatabases;
import com.juniper.upgrade.TestPostgres;
import com.juniper.upgrade.engine.DatabaseAddress;
import com.juniper.upgrade.engine.Version;
import com.juniper.upgrade.sample.SampleErp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Custom modules in databases of a real PostgreSQL. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ModuleUpdateTest {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Map<String, String> INSTALLED = Map.of("acme", "15.0.1.0.0");

    private final List<String> log = new ArrayList<>();
    private DatabaseAddress database = new DatabaseAddress("", "", "");

    private void copy(String version) throws SQLException {
        database = SampleErp.database(Version.parse(version), "modules");
        sql("insert into ir_module_module (name, state, latest_version) values ('acme', 'installed', '15.0.1.0.0')");
    }

    private void sql(String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** {@return the rows as texts, columns with blanks between them} */
    private List<String> rows(String sql) throws SQLException {
        try (var connection = database.connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join(" ", row));
            }
            return found;
        }
    }

    private void update(SourceTree tree, Duration longest) {
        try {
            var standard = rows("select name from ir_module_module where name not like 'acme%'").stream()
                    .collect(Collectors.toSet());
            new ModuleUpdate(database, longest).run(CustomModules.read(tree), INSTALLED, standard, log::add);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void update(SourceTree tree) {
        update(tree, LONG);
    }

    private ModuleUpdateFailedException failure(SourceTree tree, Duration longest) {
        return Objects.requireNonNull(
                catchThrowableOfType(ModuleUpdateFailedException.class, () -> update(tree, longest)), "nothing failed");
    }

    private static MemoryTree acme(String version, String data) {
        return new MemoryTree()
                .module("acme", version + ".1.1.0", "'depends': ['base', 'contacts'], 'data': [%s]".formatted(data));
    }

    private static MemoryTree withXml(String version, String xml) {
        return acme(version, "'it.xml'").file("acme/it.xml", "<odoo>\n" + xml + "\n</odoo>");
    }

    private static MemoryTree withScript(String sql) {
        return acme("17.0", "").file("acme/migrations/17.0.1.1.0/post-it.sql", "\n" + sql);
    }

    private String text(String column, String version) {
        return Integer.parseInt(version.substring(0, 2)) < 16 ? column : "(%s ->> 'en_US')".formatted(column);
    }

    @ParameterizedTest
    @ValueSource(strings = {"15.0", "17.0"})
    @DisplayName("R46, R127: every element of data files, with tables of the module's own, and again without a change")
    void loadsEverything(String version) throws SQLException {
        copy(version);
        var tree = acme(
                        version,
                        "'security/groups.xml', 'security/ir.model.access.csv', 'views/it.xml', 'data/res.partner.category.csv'")
                .file("acme/migrations/0.0.0/pre-tables.sql", """
                        create table if not exists acme_rental (id serial primary key, name varchar not null, days int, price numeric,
                          partner_id int references res_partner, active boolean, at timestamp, on_day date, note text, state varchar,
                          create_uid int, create_date timestamp, write_uid int, write_date timestamp);
                        alter table res_partner add column if not exists acme_code varchar;
                        insert into ir_model (name, model, state, "order")
                        select %s, 'acme.rental', 'base', 'id' where not exists (select 1 from ir_model where model = 'acme.rental')
                        """.formatted(
                                version.equals("15.0") ? "'Rental'" : "'{\"en_US\": \"Rental\"}'::jsonb"))
                .file("acme/security/groups.xml", """
                        <odoo>
                          <record id="group_user" model="res.groups">
                            <field name="name">Rental user</field>
                            <field name="implied_ids" eval="[(4, ref('base.group_user'))]"/>
                            <field name="users" eval="[Command.set([ref('base.user_admin')])]"/>
                          </record>
                        </odoo>""")
                .file("acme/security/ir.model.access.csv", """
                        id,name,model_id:id,group_id/id,perm_read,perm_write,perm_create,perm_unlink
                        access_rental,rental,model_acme_rental,acme.group_user,1,True,0,
                        access_partner,partner,model_res_partner,group_user,1,0,0,0
                        """)
                .file("acme/data/res.partner.category.csv", """
                        id,name,parent_id/id,color
                        tag_parent,"Rental, all",,3
                        tag_child,"Rental ""long\""",tag_parent,
                        """)
                .file("acme/views/it.xml", """
                        <?xml version="1.0" encoding="utf-8"?>
                        <openerp><data>
                          <record id="rental_one" model="acme.rental">
                            <field name="name">One &amp; only</field>
                            <field name="days" eval="-3"/>
                            <field name="price">9.50</field>
                            <field name="partner_id" ref="base.partner_admin"/>
                            <field name="active" eval="False"/>
                            <field name="at">2026-01-02 03:04:05</field>
                            <field name="on_day">2026-01-02</field>
                            <field name="note" eval="[('a', '=', 1), {'b': [True, None, ref('base.partner_admin')]}]"/>
                            <field name="state"/>
                          </record>
                          <record id="view_form" model="ir.ui.view">
                            <field name="name">acme.partner.form</field>
                            <field name="model">res.partner</field>
                            <field name="inherit_id" ref="base.view_partner_form"/>
                            <field name="groups_id" eval="[(6, 0, [ref('group_user')])]"/>
                            <field name="arch" type="xml">
                              <xpath expr="//field[@name='email']" position="after">
                                <field name="acme_code" string="Code &lt;1&gt;"/>
                                <button name="%(action_rental)d" type="action" help="100%%"/>
                              </xpath>
                              <field name="name" position="before"><label for="name"/></field>
                            </field>
                          </record>
                          <record id="view_list" model="ir.ui.view">
                            <field name="name">acme.rental.list</field>
                            <field name="model">acme.rental</field>
                            <field name="arch" type="xml"><tree><field name="name"/></tree></field>
                          </record>
                          <template id="page" name="Page"><div class="x"><t t-esc="1"/></div></template>
                          <template id="page_more" inherit_id="page" priority="20">
                            <xpath expr="//div" position="inside"><p>More</p></xpath>
                          </template>
                          <menuitem id="menu_root" name="Rental" sequence="5" groups="group_user">
                            <menuitem id="menu_rental" action="action_rental"/>
                          </menuitem>
                          <delete id="gone" model="res.partner"/>
                        </data>
                        <data noupdate="1">
                          <record id="tag_kept" model="res.partner.category"><field name="name">Kept</field></record>
                          <record id="tag_never" model="res.partner.category" forcecreate="0"><field name="name">Never</field></record>
                        </data>
                        </openerp>""".replace("<record id=\"view_form\"", """
                          <record id="action_rental" model="ir.actions.act_window">
                            <field name="name">Rentals</field>
                            <field name="res_model">acme.rental</field>
                            <field name="domain">[('days', '>', 0)]</field>
                          </record>
                          <record id="view_form\""""));

        update(tree);
        var first = state(version);
        assertThat(first)
                .contains(
                        "access_rental acme.rental true true false false",
                        "access_partner res.partner true false false false",
                        "rental One & only -3 9.50 true false 2026-01-02 03:04:05 2026-01-02",
                        "menu Rental null true",
                        "menu Rentals ir.actions.act_window true",
                        "tag Rental, all 3 true",
                        "tag Rental \"long\" null true",
                        "tag Kept null true",
                        "group Rental user 1 1",
                        "view acme.partner.form extension form 16 1",
                        "view acme.rental.list primary tree 16 0",
                        "view Page primary qweb 16 0",
                        "view page_more extension qweb 20 0",
                        "module installed " + version + ".1.1.0 base,contacts")
                .noneMatch(row -> row.contains("Never"));
        assertThat(rows("select note, state from acme_rental").get(0))
                .matches("\\[\\('a', '=', 1\\), \\{'b': \\[True, None, \\d+\\]\\}\\] ");
        assertThat(rows("select %s from ir_ui_view where name = 'acme.partner.form'"
                                .formatted(text("arch_db", version)))
                        .get(0))
                .matches(
                        "(?s)<data><xpath expr=\"//field\\[@name='email'\\]\".*string=\"Code &lt;1&gt;\".*help=\"100%\" name=\"\\d+\" type=\"action\".*");
        assertThat(rows("select %s from ir_ui_view where key = 'acme.page'".formatted(text("arch_db", version))))
                .containsExactly("<t name=\"Page\" t-name=\"acme.page\"><div class=\"x\"><t t-esc=\"1\"/></div></t>");

        update(tree);

        assertThat(state(version)).isEqualTo(first);
        assertThat(log)
                .anyMatch(line ->
                        line.matches("acme: migrations/0.0.0/pre-tables.sql: 3 statements, \\d+ rows?, \\d+ ms"))
                .anyMatch(line -> line.matches("acme: views/it.xml: \\d+ records, 3 left as they are, \\d+ ms"));
    }

    private List<String> state(String version) throws SQLException {
        var all = new ArrayList<String>();
        all.addAll(rows(
                        "select a.name, m.model, perm_read::text, perm_write::text, perm_create::text, perm_unlink::text from ir_model_access a join ir_model m on m.id = a.model_id where a.name in ('rental', 'partner')")
                .stream()
                .map(row -> "access_" + row)
                .toList());
        all.addAll(
                rows(
                        "select 'rental', name, days, price, (partner_id is not null)::text, active::text, at, on_day from acme_rental"));
        all.addAll(rows("""
                select 'menu', %s, split_part(action, ',', 1), (parent_path like '%%' || id || '/' and (parent_id is null or parent_path like parent_id || '/%%'))::text
                from ir_ui_menu where id in (select res_id from ir_model_data where module = 'acme' and model = 'ir.ui.menu')""".formatted(text("name", version))));
        all.addAll(rows(
                "select 'tag', %s, color, active::text from res_partner_category where id in (select res_id from ir_model_data where module = 'acme')"
                        .formatted(text("name", version))));
        all.addAll(rows("""
                select 'group', %s, (select count(*) from res_groups_implied_rel where gid = g.id), (select count(*) from res_groups_users_rel where gid = g.id)
                from res_groups g where id in (select res_id from ir_model_data where module = 'acme' and model = 'res.groups')""".formatted(text("name", version))));
        all.addAll(rows("""
                select 'view', name, mode, type, priority, (select count(*) from ir_ui_view_group_rel where view_id = v.id)
                from ir_ui_view v where id in (select res_id from ir_model_data where module = 'acme' and model = 'ir.ui.view')"""));
        all.addAll(rows("""
                select 'module', state, latest_version, (select string_agg(name, ',' order by name) from ir_module_module_dependency d where d.module_id = m.id)
                from ir_module_module m where name = 'acme'"""));
        all.addAll(rows("select 'id', name, model, res_id from ir_model_data where module = 'acme' order by name"));
        return all;
    }

    @Test
    @DisplayName(
            "Changed records are updated, other languages kept, noupdate left, records no longer named kept and told")
    void updatesRecords() throws SQLException {
        copy("17.0");
        update(withXml("17.0", """
                <record id="a" model="res.partner.category"><field name="name">First</field><field name="color">1</field></record>
                <record id="b" model="res.partner.category"><field name="name">Second</field></record>
                <data noupdate="1"><record id="c" model="res.partner.category"><field name="name">Third</field></record></data>
                <record id="view" model="ir.ui.view"><field name="name">acme</field><field name="model">res.partner</field>
                  <field name="arch" type="xml"><form string="Old"><field name="name"/></form></field></record>"""));
        sql("""
                update res_partner_category set name = name || '{"fr_FR": "Premier"}' where name ->> 'en_US' = 'First';
                update res_partner_category set name = '{"en_US": "Mine"}' where name ->> 'en_US' = 'Third';
                update ir_ui_view set active = false, arch_db = arch_db || '{"de_DE": "<form string=\\"\\u0001\\"><field name=\\"name\\"/></form>", "fr_FR": "<form string=\\"Vieux\\"><field name=\\"name\\"/></form>"}' where name = 'acme'""");
        log.clear();

        update(withXml("17.0", """
                <record id="a" model="res.partner.category"><field name="name">New</field><field name="color"/></record>
                <data noupdate="1"><record id="c" model="res.partner.category"><field name="name">Third</field></record></data>
                <record id="view" model="ir.ui.view"><field name="name">acme</field><field name="model">res.partner</field>
                  <field name="arch" type="xml"><form string="Old"><field name="email"/></form></field></record>"""));

        assertThat(
                        rows(
                                "select name, color from res_partner_category where id in (select res_id from ir_model_data where module = 'acme')"))
                .containsExactlyInAnyOrder(
                        "{\"en_US\": \"New\", \"fr_FR\": \"Premier\"} null",
                        "{\"en_US\": \"Second\"} null",
                        "{\"en_US\": \"Mine\"} null");
        assertThat(rows("select active, arch_db ->> 'fr_FR', arch_db ->> 'de_DE' from ir_ui_view where name = 'acme'"))
                .containsExactly("t <form string=\"Vieux\"><field name=\"email\"/></form> null");
        assertThat(log)
                .contains("acme.view loses its translation de_DE, which was of another XML")
                .contains("acme: 1 record kept that no data file names any more: acme.b")
                .contains("acme.view was disabled and is shown again: its XML is new");
    }

    @Test
    @DisplayName(
            "Scripts of all modules run in order: pre, data, post by dependency and version, then end; new modules too")
    void runsInOrder() throws SQLException {
        copy("17.0");
        sql("create table trace (id serial, what text)");
        var tree = new MemoryTree()
                .module("acme", "17.0.1.1.0", "'depends': ['acme_base'], 'data': ['acme.trace.csv']")
                .module("acme_base", "17.0.2.0.0", "'depends': ['base']")
                .module("acme_unused", "17.0.2.0.0", "")
                .file("acme/acme.trace.csv", "id,what\nrow,data of acme\n");
        sql(
                "alter table trace rename to acme_trace; insert into ir_model (name, model, \"order\") values ('{}', 'acme.trace', 'id')");
        for (String script : List.of(
                "acme/migrations/17.0.1.1.0/pre-b",
                "acme/upgrades/17.0.1.1.0/pre-a",
                "acme/migrations/16.0.9.0.0/pre-z",
                "acme/migrations/15.0.1.0.0/pre-never",
                "acme/migrations/17.0.1.1.0/post-x",
                "acme/migrations/17.0.1.1.0/end-x",
                "acme/migrations/1.0.0/post-short-never",
                "acme/migrations/1.0.5/post-short",
                "acme_base/migrations/17.0.1.0.0/pre-first",
                "acme_base/migrations/17.0.2.0.0/end-y",
                "acme_unused/migrations/17.0.2.0.0/pre-never")) {
            tree.file(script + ".sql", "insert into acme_trace (what) values ('%s')".formatted(script));
        }

        update(tree);

        assertThat(rows("select what from acme_trace order by id"))
                .containsExactly(
                        "acme_base/migrations/17.0.1.0.0/pre-first",
                        "acme/migrations/16.0.9.0.0/pre-z",
                        "acme/upgrades/17.0.1.1.0/pre-a",
                        "acme/migrations/17.0.1.1.0/pre-b",
                        "data of acme",
                        "acme/migrations/1.0.5/post-short",
                        "acme/migrations/17.0.1.1.0/post-x",
                        "acme_base/migrations/17.0.2.0.0/end-y",
                        "acme/migrations/17.0.1.1.0/end-x");
        assertThat(rows("select name, state, latest_version from ir_module_module where name like 'acme%' order by 1"))
                .containsExactly("acme installed 17.0.1.1.0", "acme_base installed 17.0.2.0.0");
        assertThat(log)
                .contains(
                        "acme_base: new, 17.0.2.0.0",
                        "acme: 15.0.1.0.0 → 17.0.1.1.0",
                        "acme_unused: in the sources, not installed in the database");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<record id='x' model='acme.none'/> | 2 | the model acme.none does not exist",
                "<record id='x' model='res.partner'><field name='name'>A</field>\\n<field name='nick'>B</field></record> | 3 | has no field 'nick'",
                "<record id='x' model='res.partner'><field name='child_ids' eval='[(3, 1)]'/></record> | 2 | records of their own",
                "<record id='x' model='res.partner'><field name='title'>Sir</field></record> | 2 | name that by ref",
                "<record id='x' model='res.partner'><field name='parent_id' ref='base.group_user'/></record> | 2 | leads to res.partner, and base.group_user is a res.groups",
                "<record id='x' model='res.partner'><field name='parent_id' ref='gone'/></record> | 2 | there is no record acme.gone",
                "<record id='x' model='res.partner'><field name='category_id' eval='[(2, 1)]'/></record> | 2 | the command (2, …)",
                "<record id='x' model='res.partner'><field name='active'>perhaps</field></record> | 2 | True or False",
                "<record id='x' model='res.partner.category'><field name='color'>red</field></record> | 2 | invalid input syntax",
                "<record id='base.partner_admin' model='res.users'/> | 2 | is a record of res.partner in the database",
                "<record id='x' model='ir.ui.menu'><field name='action'>x,y</field></record> | 2 | holds a model and an id",
                "<record id='x' model='res.partner'><field name='parent_id' eval='1.5'/></record> | 2 | 1.5 is no id",
                "<delete id='base.main_company' model='res.company'/> | 2 | violates foreign key constraint",
                "<record id='v' model='ir.ui.view'><field name='name'>v</field><field name='model'>res.partner</field><field name='inherit_id' ref='base.view_partner_form'/><field name='arch' type='xml'><xpath expr=\"//field[@name='gone']\" position='after'/></field></record> | 2 | acme.v: the view v: <xpath expr=\"//field[@name='gone']\" position=\"after\"> is not in the view it changes",
                "<record id='v' model='ir.ui.view'><field name='name'>v</field><field name='model'>res.partner</field><field name='arch' type='xml'><form><field name='gone'/></form></field></record> | 2 | acme.v: the view v: the model res.partner has no field 'gone'",
                "<record id='v' model='ir.ui.view'><field name='name'>v</field><field name='model'>res.partner</field><field name='arch'>&lt;form></field></record> | 2 | the XML of the view is broken",
            })
    @DisplayName("What fails is named with its path and line, and the database is as it was")
    void namesWhatFails(String xml, int line, String reason) throws SQLException {
        copy("17.0");

        var failure = failure(withXml("17.0", xml.replace("\\n", "\n")), LONG);

        assertThat(failure.path()).isEqualTo("acme/it.xml");
        assertThat(failure.line()).isEqualTo(line);
        assertThat(failure)
                .hasMessageStartingWith("acme/it.xml:%d: ".formatted(line))
                .hasMessageContaining(reason);
        assertUntouched();
    }

    private void assertUntouched() throws SQLException {
        assertThat(rows("select latest_version from ir_module_module where name = 'acme'"))
                .containsExactly("15.0.1.0.0");
        assertThat(rows("select name from ir_model_data where module = 'acme'")).isEmpty();
        assertThat(rows("select relname from pg_class where relname = 'acme_left'"))
                .isEmpty();
    }

    @Test
    @DisplayName("A failing script is named with its path and the line in it, without rows")
    void namesTheLineOfAScript() throws SQLException {
        copy("17.0");

        var syntax = failure(withScript("create table acme_left (id int);\n\nselect 1,\n  2,\n  frm;"), LONG);
        assertThat(syntax).hasMessage("acme/migrations/17.0.1.1.0/post-it.sql:6: column \"frm\" does not exist");

        var key = failure(
                withScript("create table acme_left (id int unique);\ninsert into acme_left values (424242), (424242)"),
                LONG);
        assertThat(key)
                .hasMessageContaining("post-it.sql:3: duplicate key value")
                .message()
                .doesNotContain("424242");
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do $$ begin execute 'CO' || 'PY res_partner FROM PROGRAM ''id'''; end $$",
                "do $$ begin execute 'drop data' || 'base postgres'; end $$",
                "do $$ begin execute 'com' || 'mit'; end $$",
                "do $$ begin execute 'alter ro' || 'le current_user superuser'; end $$",
                "do $$ begin execute 'set ro' || 'le postgres'; end $$"
            })
    @DisplayName("What a script hides from the reader, PostgreSQL refuses to the role and within the transaction")
    void containsWhatIsHidden(String sql) throws SQLException {
        copy("17.0");

        assertThat(failure(withScript("create table acme_left (id int);\n" + sql), LONG))
                .hasMessageStartingWith("acme/migrations/17.0.1.1.0/post-it.sql:3: ");
        assertUntouched();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter database current_db connection limit 7 | changed a database's or a role's settings",
                "alter database current_db set work_mem = '64kB' | changed a database's or a role's settings",
                "alter role current_user password 'x' | changed a database's or a role's settings",
                "alter role current_user set work_mem = '64kB' | changed a database's or a role's settings",
                "alter table res_partner force row level security | changed row level security of public.res_partner",
                "create policy p on res_partner using (id > 5) | changed the policy p of public.res_partner",
                "create rule r as on update to res_partner do instead nothing | changed the rule r of public.res_partner",
                "alter table ir_cron rename to x; create view ir_cron as select * from x | in the place of the table ir_cron",
            })
    @DisplayName("What a script hides and the owner may do, but scripts may not, is found before the commit")
    void findsWhatIsHidden(String sql, String reason) throws SQLException {
        copy("17.0");
        var hidden = "execute replace(replace('%s', '~', ''), 'current_db', quote_ident(current_database()))"
                .formatted(sql.replace("'", "''").replace(" ", "~ "));

        assertThat(failure(withScript("create table acme_left (id int);\ndo $$ begin " + hidden + "; end $$"), LONG))
                .hasMessageContaining(reason);
        assertThat(failure(withScript("""
                        create table acme_left (id int);
                        create function acme_late() returns trigger language plpgsql as $$ begin %s; return null; end $$;
                        create constraint trigger t after insert on acme_left deferrable initially deferred
                          for each row execute function acme_late();
                        insert into acme_left values (1)""".formatted(hidden)), LONG)).hasMessageContaining(reason);
        assertUntouched();
        assertThat(rows("select datconnlimit from pg_database where datname = current_database()"))
                .containsExactly("-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do $$ begin execute 'set ro' || 'le none'; end $$",
                "do $$ begin execute 'set ro' || 'le none'; create table acme_left (id int); execute 'set ro' || 'le ' || quote_ident(regexp_replace(session_user, '_acts$', '')); end $$"
            })
    @DisplayName("A script that acts as the session's own role is found, as is what belongs to it then")
    void findsAnotherRole(String sql) throws SQLException {
        copy("17.0");
        var owner = database.user();
        var name = database.url().replaceAll(".*/", "");
        try (var connection = TestPostgres.server().superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute("create role %1$s_acts login password 'x'; grant %1$s to %1$s_acts;".formatted(owner)
                    + "alter role %1$s_acts set role = %1$s".formatted(owner));
        }
        sql("grant create on schema public to public");
        var asOwner = database;
        database = new DatabaseAddress(database.url(), owner + "_acts", "x");

        try {
            assertThat(failure(withScript(sql), LONG)).hasMessageContaining("a script has changed the session's role");
            update(acme("17.0", ""));
        } finally {
            database = asOwner;
            try (var connection = TestPostgres.server().superuser(name).connect();
                    var statement = connection.createStatement()) {
                statement.execute("drop owned by %1$s_acts; drop role %1$s_acts".formatted(owner));
            }
        }
    }

    @Test
    @DisplayName("R127: an update whose marker the database has is not done again, one that failed leaves none")
    void updatesOnce() throws SQLException, IOException {
        copy("17.0");
        var standard = Set.copyOf(rows("select name from ir_module_module where name not like 'acme%'"));
        sql("create table acme_runs (at timestamp)");
        var modules = CustomModules.read(
                acme("17.0", "").file("acme/migrations/0.0.0/end-it.sql", "insert into acme_runs values (now())"));
        var failing = CustomModules.read(withScript("select 1/0"));
        var update = new ModuleUpdate(database, LONG);

        assertThat(catchThrowableOfType(
                        ModuleUpdateFailedException.class,
                        () -> update.run(failing, INSTALLED, standard, "7 abc", log::add)))
                .hasMessageContaining("division by zero");
        update.run(modules, INSTALLED, standard, "7 abc", log::add);
        update.run(modules, INSTALLED, standard, "7 abc", log::add);
        assertThat(rows("select count(*) from acme_runs")).containsExactly("1");
        assertThat(log).last().isEqualTo("the custom modules were updated before: 7 abc");

        update.run(modules, INSTALLED, standard, "8 abc", log::add);
        update.run(modules, INSTALLED, standard, log::add);
        assertThat(rows("select count(*) from acme_runs")).containsExactly("3");
    }

    @Test
    @DisplayName("Of what the reader would miss, the driver and the server refuse several statements in one")
    void sendsSingleStatements() throws SQLException {
        copy("17.0");

        assertThat(failure(
                        withScript(
                                "do $$ begin execute 'set standard_' || 'conforming_strings = off'; end $$;\nselect '\\' || '; create table acme_left (id int); --'"),
                        LONG))
                .hasMessageEndingWith("post-it.sql:3: this is not one statement for PostgreSQL and its driver");
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select pg_sleep(600)",
                "do $$ begin execute 'set statement_' || 'timeout = 0'; perform pg_sleep(600); end $$",
                "do $$ begin loop begin perform pg_sleep(1); exception when sqlstate '57014' then null; end; end loop; end $$",
                "select count(*) from generate_series(1, 100000000000)",
            })
    @DisplayName("A script that takes for ever is ended from outside, whatever it sets or catches")
    void endsWhatTakesForEver(String sql) throws SQLException {
        copy("17.0");

        assertThat(failure(withScript("create table acme_left (id int);\n" + sql), Duration.ofSeconds(2)))
                .hasMessage("acme/migrations/17.0.1.1.0/post-it.sql:3: the update takes longer than 2 s and was ended");
        Awaitility.await().untilAsserted(this::assertUntouched);
    }

    @Test
    @DisplayName("A lock that another session never gives up is not waited for for ever")
    void endsWaitingForALock() throws SQLException {
        copy("17.0");
        try (var other = database.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table res_partner");

            assertThat(failure(withScript("lock table res_partner"), Duration.ofSeconds(2)))
                    .hasMessageContaining("post-it.sql:2: the update takes longer than 2 s");
        }
    }

    @Test
    @DisplayName("A kill in the middle leaves nothing")
    void leavesNothingWhenKilled() throws Exception {
        copy("17.0");
        var failing = CompletableFuture.supplyAsync(
                () -> failure(withScript("create table acme_left (id int);\nselect pg_sleep(120)"), LONG));
        Awaitility.await()
                .until(() ->
                        !rows("select 1 from pg_stat_activity where datname = current_database() and query like '%pg_sleep(120)' and pid <> pg_backend_pid()")
                                .isEmpty());

        rows(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%pg_sleep(120)' and pid <> pg_backend_pid()");

        assertThat(failing.get(30, TimeUnit.SECONDS))
                .hasMessageContaining("post-it.sql:3: terminating connection due to administrator command");
        assertUntouched();
    }

    @Test
    @DisplayName("R9, R49: modules that do not fit the database's version are not even begun")
    void refusesWhatDoesNotFit() throws SQLException {
        copy("17.0");

        var refusal = catchThrowableOfType(ModulesRefusedException.class, () -> update(acme("16.0", "")));

        assertThat(refusal).hasMessageContaining("the module acme is of version 16.0.1.1.0");
        assertThat(log).isEmpty();
        assertThat(Set.copyOf(rows("select latest_version from ir_module_module where name = 'acme'")))
                .containsExactly("15.0.1.0.0");
    }

    @Test
    @DisplayName("A view of the module that breaks another one's is found")
    void findsViewsBrokenByOurs() throws SQLException {
        copy("17.0");
        sql("""
                insert into ir_ui_view (name, model, type, priority, mode, active, inherit_id, arch_db)
                select 'mine', 'res.partner', 'form', 99, 'extension', true, res_id, '{"en_US": "<field name=\\"vat\\" position=\\"after\\"><field name=\\"name\\"/></field>"}'
                from ir_model_data where module = 'base' and name = 'view_partner_form'""");

        assertThat(failure(withXml("17.0", """
                        <record id="v" model="ir.ui.view"><field name="name">v</field><field name="model">res.partner</field>
                        <field name="inherit_id" ref="base.view_partner_form"/>
                        <field name="arch" type="xml"><field name="vat" position="replace"/></field></record>"""), LONG))
                .hasMessageContaining(
                        "the view mine: <field name=\"vat\" position=\"after\"> is not in the view it changes");
    }

    @ParameterizedTest
    @CsvSource({"contacts-17.0, 17.0", "business-15.0, 15.0"})
    @DisplayName(
            "R46: a real database gets a module with a model, a field, views, a menu, rights, a sequence, a template; twice")
    void updatesARealDatabase(String name, String version) throws SQLException, IOException {
        database = RealDatabases.copy(name, "modules");
        var tree = new MemoryTree();
        var folder = Path.of("src/test/resources/modules");
        for (SourceTree.Entry entry : new FolderTree(folder).entries()) {
            tree.file(
                    entry.path(), Files.readString(folder.resolve(entry.path())).replace("%VERSION%", version));
        }
        sql("insert into ir_module_module (name, state, latest_version) values ('acme_crm', 'installed', '14.0.1.0')");
        var standard = Set.copyOf(rows("select name from ir_module_module where name <> 'acme_crm'"));

        for (int i = 0; i < 2; i++) {
            new ModuleUpdate(database, LONG)
                    .run(CustomModules.read(tree), Map.of("acme_crm", "14.0.1.0"), standard, log::add);
        }

        assertThat(log).contains("acme_crm: 14.0.1.0 → " + version + ".1.0.0", "1 custom module updated");
        assertThat(
                        rows(
                                "select model, count(*) from ir_model_data where module = 'acme_crm' group by 1 order by model collate \"C\""))
                .containsExactly(
                        "acme.visit 1",
                        "ir.actions.act_window 1",
                        "ir.model 1",
                        "ir.model.access 1",
                        "ir.model.fields 3",
                        "ir.rule 1",
                        "ir.sequence 1",
                        "ir.ui.menu 2",
                        "ir.ui.view 3",
                        "res.groups 1");
        assertThat(
                        rows(
                                "select view_mode, target, type, binding_view_types from ir_act_window where res_model = 'acme.visit'"))
                .containsExactly("tree,form current ir.actions.act_window list,form");
        assertThat(
                        rows(
                                "select 1 from pg_sequences s join ir_model_data d on s.sequencename = 'ir_sequence_' || lpad(d.res_id::text, 3, '0') where d.module = 'acme_crm' and d.model = 'ir.sequence'"))
                .hasSize(1);
        assertThat(
                        rows(
                                "select r.global, count(g.*) from ir_rule r join rule_group_rel g on g.rule_group_id = r.id where r.name = 'Visits' group by 1"))
                .containsExactly("f 1");
    }
}
