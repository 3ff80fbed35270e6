package com.juniper.upgrade.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a statement ends, seen as PostgreSQL sees it. */
class StatementSplitterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'a;\n';",
                "select E'a\\';\n';",
                "select date'2030-01-01\\';",
                "select \"a;\n\";",
                "select $$a;\n$$;",
                "select $x$ $$ ;\n$x$;",
                "select 1 /* ;\n /* ; */ ; */;",
                "select a$b;",
                "select -- ;\n1;",
                "select 1; -- as it were",
                "create rule r as on delete to v do instead (delete from a;\n delete from b;\n);",
                "create function f() returns int language sql begin atomic\n select 1;\n select case when true then 1 end;\nend;",
                "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC\n select 1;\nEND;",
                "create table \"end\" (begin int);"
            })
    void endsWithItsLastLine(String sql) {
        var splitter = new StatementSplitter();
        var lines = sql.lines().toList();

        for (int i = 0; i < lines.size(); i++) {
            assertThat(splitter.add(lines.get(i) + "\n")).as(lines.get(i)).isEqualTo(i == lines.size() - 1);
        }
        assertThat(splitter.isSeveral()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; select 2;",
                "select 1; select 2",
                "select 'a'; drop table t;",
                "select date'\\'; drop table t; --';",
                "select e'\\''; drop table t;",
                "select (1); drop table t;",
                "create function f() language sql begin atomic select 1; end; drop table t;"
            })
    void tellsThatAnotherStatementFollowsOnTheLine(String line) {
        var splitter = new StatementSplitter();

        assertThat(splitter.add(line + "\n")).isTrue();
        assertThat(splitter.isSeveral()).isTrue();
    }
}
