package com.juniper.upgrade.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.juniper.upgrade.engine.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that authors and attackers write; none of their code runs. */
class CustomModulesTest {

    private static final Version TARGET = Version.parse("17.0");
    private static final Set<String> STANDARD = Set.of("base", "web", "mail", "contacts");

    private static CustomModules read(SourceTree tree) {
        try {
            return CustomModules.read(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> refused(SourceTree tree) {
        var refusal = catchThrowableOfType(ModulesRefusedException.class, () -> read(tree));
        return Objects.requireNonNull(refusal, "nothing was refused").problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static List<String> refusedManifest(String text) {
        return refused(new MemoryTree().file("acme/__manifest__.py", text));
    }

    private static List<String> refusedScript(String sql) {
        return refused(
                new MemoryTree().module("acme", "17.0.1.0.0", "").file("acme/migrations/17.0.1.0.0/pre-it.sql", sql));
    }

    private static List<String> refusedXml(String xml) {
        return refused(new MemoryTree()
                .module("acme", "17.0.1.0.0", "'data': ['data/it.xml']")
                .file("acme/data/it.xml", xml));
    }

    @Test
    @DisplayName("R9: manifest, data files and scripts of modules in folders of any depth, in the order of dependency")
    void readsModules() {
        var modules = read(new MemoryTree()
                .file("README.md", "hello")
                .file("addons/acme/__manifest__.py", """
                        # -*- coding: utf-8 -*-
                        {
                            'name': "Acme " 'Rental',  # two texts are one
                            'version': '17.0.1.2.0',
                            "depends": ['base', 'acme_base',],
                            'data': ["security/ir.model.access.csv", 'views/it.xml'],
                            'demo': ['demo/gone.xml'],
                            'description': \"""
                        many 'lines'\""",
                            'application': True, 'auto_install': False, 'sequence': -10, 'price': 9.99,
                            'external_dependencies': {'python': ['requests']},
                            'assets': {'web.assets_backend': [('include', 'x'), 'acme/static/**/*']},
                        }
                        """)
                .file("addons/acme/models/thing.py", "raise SystemExit('never run')")
                .file(
                        "addons/acme/security/ir.model.access.csv",
                        "id,name,model_id:id\nx,\"a, b\",base.model_res_partner\n")
                .file(
                        "addons/acme/views/it.xml",
                        "<odoo><data noupdate='1'><record id='r' model='res.partner'/></data></odoo>")
                .file("addons/acme/migrations/17.0.1.2.0/post-b.sql", "select 1; select ';' -- ;\n;")
                .file("addons/acme/migrations/17.0.1.10.0/README.md", "")
                .file("addons/acme/upgrades/1.1/pre-a.sql", "select 1")
                .module("acme_base", "1.0", ""));

        assertThat(modules.all()).extracting(CustomModule::name).containsExactly("acme_base", "acme");
        var acme = modules.find("acme").orElseThrow();
        assertThat(acme.folder()).isEqualTo("addons/acme");
        assertThat(acme.title()).isEqualTo("Acme Rental");
        assertThat(acme.series()).isEqualTo(TARGET);
        assertThat(acme.depends()).containsExactly("base", "acme_base");
        assertThat(acme.data())
                .extracting(DataFile::path)
                .containsExactly("addons/acme/security/ir.model.access.csv", "addons/acme/views/it.xml");
        assertThat(acme.scripts())
                .extracting(script -> script.pathIn(acme))
                .containsExactly("upgrades/1.1/pre-a.sql", "migrations/17.0.1.2.0/post-b.sql");
        assertThat(acme.scripts().get(1).statements())
                .extracting(SqlStatement::sql)
                .containsExactly("select 1", "select ';' -- ;");
        assertThat(modules.find("acme_base").orElseThrow().series()).isNull();
        assertThat(modules.find("none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'version': __import__('os').system('touch /tmp/x')} | '__import__(…)' is no literal",
                "{'version': open('/etc/passwd').read()} | 'open(…)' is no literal",
                "{'version': f'{1+1}'} | prefix 'f'",
                "{'version': b'1.0'} | prefix 'b'",
                "{'version': '1.' + '0'} | not '+'",
                "{'version': '%s' % 1} | not '%'",
                "{'version': ('1.0')[0]} | not '['",
                "{'version': '1.0' if True else '2.0'} | not 'if'",
                "{'version': lambda: 1} | 'lambda' is no literal",
                "{'version': [x for x in (1,)]} | 'x' is no literal",
                "{'version': ref('base.x')} | 'ref(…)' is no literal",
                "{**{'version': '1.0'}} | '*' is no literal",
                "import os | 'import' is no literal",
                "{'version': '1.0'}; import os | ';' follows it",
                "{'version': '1.0'}.update(x=1) | '.' follows it",
                "['version'] | a manifest is a dictionary, not a list",
                "{'version': '1.0', 'version': '2.0'} | stands here twice",
                "{'version': '1.0', 'hack': 1} | the key 'hack' is not known",
                "{'version': '1.0', 'post_init_hook': 'f'} | 'post_init_hook' would run code",
                "{'version': '1.0', 1: 2} | a key of a manifest is a text, not a number",
                "{'name': 'x'} | the key 'version' is missing",
                "{'version': 17.0} | not a number",
                "{'version': 'latest'} | not 'latest'",
                "{'version': '1.0', 'depends': 'base'} | 'depends' is a list of texts, not a text",
                "{'version': '1.0', 'depends': [1]} | a number is in it",
                "{'version': '1.0', 'depends': ['../x']} | '../x' is no name of a module",
                "{'version': '1.0', 'installable': 1} | 'installable' is True or False",
                "{'version': 'open | a text does not end",
                "{'version': '\\N{BULLET}'} | the escape '\\N'",
                "{'version': 1e999999999} | expected is",
                "`` | a value is missing",
            })
    @DisplayName("A manifest is a literal: whatever would run, and whatever is not known, is refused by its name")
    void refusesManifests(String manifest, String reason) {
        assertThat(refusedManifest(manifest))
                .anyMatch(problem -> problem.startsWith("acme/__manifest__.py:1: ") && problem.contains(reason));
    }

    @Test
    @DisplayName("All problems are told at once, each with its line")
    void tellsAllProblems() {
        assertThat(refused(new MemoryTree()
                        .module("acme", "17.0.1.0.0", " 'hooks': 1,\n 'data': ['gone.xml',\n 'data/it.txt']")
                        .module("acme2", "x", "")
                        .other("acme/static/link", SourceTree.Kind.LINK)
                        .other("acme/lib", SourceTree.Kind.OTHER)
                        .other("link-outside", SourceTree.Kind.LINK)
                        .file("acme/migrations/17.0.1.0.0/pre-x.py", "def migrate(): pass")
                        .file("acme/migrations/17.0.1.0.0/before.sql", "select 1")
                        .file("acme/migrations/17.0.2.0.0/pre-x.sql", "select 1")
                        .file("acme/migrations/next/pre-x.sql", "select 1")))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith("acme/__manifest__.py:3: the key 'hooks' is not known"),
                        p -> assertThat(p)
                                .startsWith("acme/__manifest__.py:4: the data file 'gone.xml' does not exist"),
                        p -> assertThat(p).startsWith("acme/__manifest__.py:5: the data file 'data/it.txt' is neither"),
                        p -> assertThat(p).startsWith("acme2/__manifest__.py:2: the version is a text like"),
                        p -> assertThat(p).startsWith("acme/static/link: a symbolic link"),
                        p -> assertThat(p).startsWith("acme/lib: it is neither file nor folder"),
                        p -> assertThat(p).startsWith("acme/migrations/17.0.1.0.0/pre-x.py: a script in Python"),
                        p -> assertThat(p).startsWith("acme/migrations/17.0.1.0.0/before.sql: a script is named"),
                        p -> assertThat(p)
                                .startsWith("acme/migrations/17.0.2.0.0/pre-x.sql: the module's version is 17.0.1.0.0"),
                        p -> assertThat(p).startsWith("acme/migrations/next/pre-x.sql: 'next' is no version"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../other/x.xml",
                "/etc/passwd.xml",
                "a/../../x.xml",
                "./x.xml",
                "a//x.xml",
                "a\\\\..\\\\x.xml",
                "C:/x.xml",
                "",
                "x\\nx.xml"
            })
    @DisplayName("A path that leaves the module's folder is refused")
    void refusesPaths(String path) {
        assertThat(refused(new MemoryTree()
                        .file("other/x.xml", "<odoo/>")
                        .module("acme", "17.0.1.0.0", "'data': ['%s']".formatted(path))))
                .singleElement()
                .asString()
                .contains("leaves the module's folder");
    }

    @Test
    @DisplayName("Modules within modules, at the root, too deep, of the same name, without a name, with circles")
    void refusesPlaces() {
        assertThat(refused(new MemoryTree()
                        .file("__manifest__.py", "{'version': '1.0'}")
                        .module("acme", "1.0", "")
                        .module("acme/inner", "1.0", "")
                        .module("a/b/c/d/deep", "1.0", "")
                        .module("more/acme", "1.0", "")
                        .module("no-name", "1.0", "")
                        .file("old/__openerp__.py", "{}")
                        .module("one", "1.0", "'depends': ['two']")
                        .module("two", "1.0", "'depends': ['three']")
                        .module("three", "1.0", "'depends': ['one']")
                        .module("self", "1.0", "'depends': ['self']")))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).contains("__manifest__.py: a module stands in a folder"),
                        p -> assertThat(p).contains("acme/inner").contains("stands within the module acme"),
                        p -> assertThat(p).contains("a/b/c/d/deep").contains("at most 4 folders deep"),
                        p -> assertThat(p).contains("more/acme").contains("there is a module acme in acme already"),
                        p -> assertThat(p).contains("'no-name' is no name"),
                        p -> assertThat(p).contains("old/__openerp__.py"),
                        p -> assertThat(p).contains("circle: one → two → three → one"),
                        p -> assertThat(p).contains("circle: self → self"));
    }

    @Test
    @DisplayName("Files that are too large, too deep or no text")
    void refusesHugeFiles() {
        var huge = new byte[(int) ModuleReader.LARGEST_FILE + 1];
        assertThat(refused(new MemoryTree()
                        .module("acme", "1.0", "'data': ['it.xml', 'deep.xml', 'latin.csv']")
                        .file("acme/it.xml", huge)
                        .file("acme/deep.xml", "<odoo>" + "<a>".repeat(200_000))
                        .file("acme/latin.csv", new byte[] {'i', 'd', '\n', (byte) 0xe9})
                        .file("deep/__manifest__.py", "[".repeat(1_000_000))
                        .file("nul/__manifest__.py", "{'version': '1.0'}\0")))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).contains("acme/it.xml: it has 8 MB"),
                        p -> assertThat(p).contains("acme/deep.xml:1:").contains("nested deeper"),
                        p -> assertThat(p).contains("acme/latin.csv: it is no text in UTF-8"),
                        p -> assertThat(p).contains("deep/__manifest__.py:1: it is nested deeper"),
                        p -> assertThat(p).contains("nul/__manifest__.py: it is no text in UTF-8"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE odoo [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><odoo>&x;</odoo> | 1: it is no XML that counts: DOCTYPE",
                "<!DOCTYPE odoo [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><odoo>&b;</odoo> | 1: it is no XML that counts: DOCTYPE",
                "<odoo> | 1: it is no XML that counts",
                "<html/> | 1: the root element is <odoo>",
                "<odoo><function model='res.partner' name='unlink'/></odoo> | 1: <function> does not count",
                "<odoo><report id='x'/></odoo> | 1: <report> does not count",
                "<odoo><act_window id='x'/></odoo> | 1: <act_window> does not count",
                "<odoo>text</odoo> | there is a text in <odoo>",
                "<odoo><record model='res.partner'/></odoo> | <record> has no id",
                "<odoo><record id='a b' model='res.partner'/></odoo> | 'a b' is no external id",
                "<odoo><record id='x' model='res.Partner; drop'/></odoo> | is no model",
                "<odoo><record id='x' model='res.partner' context='{}'/></odoo> | the attribute 'context' of <record>",
                "<odoo><record id='x' model='res.partner'><field name='a' search='[]'/></record></odoo> | the attribute 'search'",
                "<odoo><record id='x' model='res.partner'><field name='a' type='base64'/></record></odoo> | the type 'base64'",
                "<odoo><record id='x' model='res.partner'><field name='a' eval='time.time()'/></record></odoo> | 'time.time(…)' is no literal",
                "<odoo><record id='x' model='res.partner'><field name='a' eval='1 + 1'/></record></odoo> | follows it",
                "<odoo><record id='x' model='res.partner'><field name='a' eval='obj().id'/></record></odoo> | 'obj(…)' is no literal",
                "<odoo><record id='x' model='res.partner'><field name='a'/><field name='a'/></record></odoo> | stands here twice",
                "<odoo><record id='x' model='res.partner'><field name='a\"b'/></record></odoo> | is no field",
                "<odoo><delete model='res.partner' search='[]'/></odoo> | the attribute 'search' of <delete>",
                "<odoo><menuitem id='x' onclick='y'/></odoo> | the attribute 'onclick' of <menuitem>",
                "<odoo><template id='x' t-if='y'/></odoo> | the attribute 't-if' of <template>",
            })
    @DisplayName("Elements, attributes and expressions that do not count are refused by name and line; no entities")
    void refusesXml(String xml, String reason) {
        assertThat(refusedXml(xml))
                .anyMatch(problem -> problem.startsWith("acme/data/it.xml:1: ") && problem.contains(reason));
    }

    @Test
    @DisplayName("The line of an XML element and of a CSV row is told")
    void tellsLines() {
        assertThat(refusedXml(
                        "<odoo>\n\n<record id='x' model='res.partner'>\n<field name='a'\neval='x'/></record></odoo>"))
                .singleElement()
                .asString()
                .startsWith("acme/data/it.xml:5: 'x' is no literal");
        assertThat(refused(new MemoryTree()
                        .module(
                                "acme",
                                "1.0",
                                "'data': ['res.partner.csv', 'res.users.csv', 'res.groups.csv', 'Bad name.csv']")
                        .file("acme/res.partner.csv", "id,name\na,\"two\nlines\"\nb\nc,d,e\n,x\n")
                        .file("acme/res.users.csv", "name,partner_id/.id,groups/id/x\n1,2,3")
                        .file("acme/res.groups.csv", "id,name,name/id\n\"a\"b,2,3")
                        .file("acme/Bad name.csv", "id\n")))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith("acme/res.partner.csv:4: it has 1 values"),
                        p -> assertThat(p).startsWith("acme/res.partner.csv:5: it has 3 values"),
                        p -> assertThat(p).startsWith("acme/res.partner.csv:6: '' is no external id"),
                        p -> assertThat(p).startsWith("acme/res.users.csv:1: the column 'id' is missing"),
                        p -> assertThat(p)
                                .startsWith("acme/res.users.csv:1: the column 'partner_id/.id' does not count"),
                        p -> assertThat(p).startsWith("acme/res.users.csv:1: the column 'groups/id/x' does not count"),
                        p -> assertThat(p).startsWith("acme/res.groups.csv:1: the column 'name' stands here twice"),
                        p -> assertThat(p).startsWith("acme/Bad name.csv: a CSV file is named like its model"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin",
                "commit",
                "COMMIT AND CHAIN",
                "rollback",
                "end",
                "abort",
                "start transaction",
                "savepoint a",
                "release a",
                "prepare transaction 'x'",
                "set transaction isolation level serializable",
                "set session characteristics as transaction read only",
                "copy res_partner from program 'rm -rf /'",
                "COPY res_partner TO '/tmp/x'",
                "c/**/opy_is_no_word; co" + "py x from stdin",
                "\\! rm -rf /",
                "\\copy x from y",
                "set role postgres",
                "set session authorization postgres",
                "reset role",
                "reset all",
                "set local role x",
                "alter role x superuser",
                "create user x",
                "drop group x",
                "drop database x",
                "create database x",
                "alter database x set a = 1",
                "alter system set a = 1",
                "create extension dblink",
                "create or replace trusted language x",
                "create tablespace x location '/'",
                "create server x foreign data wrapper y",
                "create user mapping for x server y",
                "create publication x",
                "create subscription x connection '' publication y",
                "create event trigger x on y execute function z()",
                "grant all on database x to y",
                "grant a to b",
                "revoke a from b",
                "reassign owned by a to b",
                "drop owned by a",
                "load 'x'",
                "listen x",
                "notify x",
                "unlisten *",
                "vacuum",
                "vacuum full res_partner",
                "discard all",
                "checkpoint",
                "select set_config('statement_timeout', '0', false)",
                "set statement_timeout = 0",
                "set lock_timeout to 0",
                "set \"statement_timeout\" = 0",
                "SET LOCAL lock_timeout = 0",
                "update pg_settings set setting = 0",
                "select pg_terminate_backend(1)",
                "select pg_read_file('/etc/passwd')",
                "select lo_import('/etc/passwd')",
                "select * from dblink('x', 'y')",
                "import foreign schema x from server y into z",
                "do $$ begin copy x from program 'y'; end $$",
                "do $x$ begin if true then commit; end if; end $x$",
                "do $$ begin execute 'drop database x'; end $$",
                "do $$ begin execute format('alter role %s', 'x'); end $$",
                "do 'begin perform set_config(''a'', ''b'', true); end'",
                "do $$ begin set role x; end $$",
                "do $$ begin execute $q$ do $r$ begin rollback; end $r$ $q$; end $$",
                "do $$ begin loop begin perform 1; exception when query_canceled then null; end; end loop; end $$",
                "create function f() returns int language sql begin atomic; select 1; end",
                "create or replace function f() returns void language plpgsql as $$ begin copy x to '/tmp/y'; end $$",
                "select 'open",
                "select $a$ open",
                "/* open",
                "create rule r as on insert to x do also notify y",
                "select 1 -- x\r; commit; drop database acme --",
                "select 1 as \u20ac$x$; commit; select 1 as \u20ac$x$",
                "select 1 as a\u00a0$x$; commit; select 1 as a\u00a0$x$",
                "select 1e'\\' || '; commit; --'",
                "select e'a' -- more\r '\\' || '; commit; --'",
                "select U&\"set\\005fconfig\"('role', 'none', false)",
                "do $$ begin execute 'com'\n'mit'; end $$"
            })
    @DisplayName(
            "Statements that leave the transaction, the role, the limits or the database are refused by path and line")
    void refusesStatements(String sql) {
        assertThat(refusedScript("-- a comment; with a semicolon\nselect 'commit; copy';\n" + sql))
                .isNotEmpty()
                .allMatch(problem -> problem.startsWith("acme/migrations/17.0.1.0.0/pre-it.sql:3: "));
    }

    @Test
    @DisplayName("Texts, names, numbers and comments end where PostgreSQL ends them")
    void scansAsPostgresDoes() throws RefusedException {
        assertThat(SqlScanner.tokens(
                        "a\u00a0b\u2003 --c\re'd\\''\n--\n'\\''f'g' 1..2 1.5e-3$x$;$x$ $1 \u00e9$y$ 'h' 'i'", 1))
                .extracting(SqlToken::text)
                .containsExactly(
                        "a\u00a0b\u2003", "d''", "f", "g", "1", ".", ".2", "1.5e-3", ";", "$1", "\u00e9$y$", "h", "i");
    }

    @Test
    @DisplayName("What scripts are for is not refused")
    void readsScripts() {
        var modules =
                read(new MemoryTree().module("acme", "17.0.1.0.0", "").file("acme/migrations/0.0.0/pre-it.sql", """
                        alter table res_partner add column if not exists x_copy text default 'commit';
                        create table acme_begin (id serial primary key, "end" text, load int);
                        do $$ declare copy int; begin begin raise notice 'rollback; %', 1; exception when others then null; end; end $$;
                        set search_path = public; set constraints all deferred; reset search_path;
                        grant select on acme_begin to public; /* drop /* database */ x; */
                        create function acme(a text default E'it\\'s; ') returns int language plpgsql as $f$ begin return 1; end; $f$;
                        update res_partner set name = 'drop database x' where id = $$1$$::int;
                        drop function acme(text); drop table acme_begin"""));

        assertThat(modules.all().get(0).scripts().get(0).statements())
                .extracting(SqlStatement::line)
                .containsExactly(1, 2, 3, 4, 4, 4, 5, 6, 7, 8, 8);
    }

    @Test
    @DisplayName("Of a module that is not installable, the manifest alone is read")
    void readsNothingOfWhatIsNotInstallable() {
        var modules = read(new MemoryTree()
                .module("acme", "13.0.1.0.0", "'installable': False, 'data': ['gone.xml']")
                .file("acme/migrations/13.0.1.0.0/pre-x.py", "import odoo"));

        assertThat(modules.all()).singleElement().satisfies(module -> assertThat(module.installable())
                .isFalse());
    }

    @Test
    @DisplayName(
            "R9, R49: each installed custom module is in the sources, installable, of the target's version, with its dependencies")
    void tellsObstacles() {
        var modules = read(new MemoryTree()
                .module("good", "17.0.1.0.0", "'depends': ['contacts', 'needed']")
                .module("needed", "16.0.1.0.0", "")
                .module("old", "16.0.1.0.0", "")
                .module("short", "1.0.0", "")
                .module("off", "17.0.1.0.0", "'installable': False")
                .module("lacks", "17.0.1.0.0", "'depends': ['base', 'payment_paypal']")
                .module("mail", "17.0.1.0.0", "")
                .module("unused", "12.0.1.0.0", "'depends': ['gone']"));
        var installed = Map.of(
                "base",
                "17.0.1.3",
                "good",
                "16.0.1",
                "old",
                "16.0.1",
                "short",
                "16.0.1.0.0",
                "off",
                "16.0.1",
                "lacks",
                "16.0.1",
                "missing",
                "16.0.1.0");

        assertThat(modules.obstacles(installed, TARGET, STANDARD))
                .extracting(Problem::toString)
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p)
                                .startsWith(
                                        "the module missing is installed in the database and is not in the sources"),
                        p -> assertThat(p)
                                .startsWith(
                                        "needed/__manifest__.py: the module needed is of version 16.0.1.0.0; one for 17.0 begins with 17.0."),
                        p -> assertThat(p).startsWith("old/__manifest__.py: the module old is of version 16.0.1.0.0"),
                        p -> assertThat(p).startsWith("short/__manifest__.py: the module short is of version 1.0.0"),
                        p -> assertThat(p).startsWith("off/__manifest__.py: the module off is not installable"),
                        p -> assertThat(p)
                                .startsWith("lacks/__manifest__.py: the module lacks depends on payment_paypal"),
                        p -> assertThat(p).startsWith("mail/__manifest__.py: version 17.0 has a standard module mail"));
        assertThat(modules.obstacles(Map.of("base", "17.0.1.3"), TARGET, Set.of("base")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "17.0.1.0.0, 16.0.1.0.0, true",
        "17.0.1.0.0, 17.0.1.0.0, false",
        "17.0.1.10.0, 17.0.1.9.0, true",
        "17.0.1.0, 17.0.1.0.0, false",
        "16.0.9.0.0, 17.0.1.0.0, false",
        "1.1, 16.0.1.0.0, true",
        "1.1, 16.0.1.1.0, false",
        "0.0.0, 17.0.1.0.0, true",
        "17.0.1.0.0, '', true",
    })
    @DisplayName("Scripts run from the installed version on, compared number by number")
    void comparesVersions(String script, String installed, boolean due) {
        assertThat(new ModuleScript("x/pre-a.sql", ModuleScript.Phase.PRE, script, List.of()).isDue(installed))
                .isEqualTo(due);
    }

    @Test
    @DisplayName("Of a folder, links are told and not followed")
    void readsAFolder(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("acme/.git"));
        Files.writeString(folder.resolve("acme/__manifest__.py"), "{'version': '17.0.1.0.0', 'data': ['it.xml']}");
        Files.writeString(folder.resolve("acme/.git/config"), "");
        Files.createSymbolicLink(folder.resolve("acme/it.xml"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(folder.resolve("acme/loop"), folder);

        assertThat(refused(new FolderTree(folder)))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith("acme/it.xml: a symbolic link"),
                        p -> assertThat(p).startsWith("acme/loop: a symbolic link"),
                        p -> assertThat(p).contains("the data file 'it.xml' is no file"));
    }

    @Test
    @DisplayName("A folder with too many files, or too deep a one, is refused before all of it is read")
    void refusesEndlessFolders(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("a/".repeat(FoundEntries.DEEPEST + 2)));
        assertThat(refused(new FolderTree(folder)))
                .singleElement()
                .asString()
                .contains("it stands deeper than 50 folders");

        var found = new FoundEntries();
        for (int i = 0; i < FoundEntries.MOST; i++) {
            found.folder("a/" + i);
        }
        assertThat(catchThrowableOfType(ModulesRefusedException.class, () -> found.folder("b")))
                .hasMessageStartingWith("there are more than 50,000 files and folders");
    }
}
