package com.juniper.upgrade.artifacts;

import java.util.regex.Pattern;

/** What to do with a statement of a plain dump: what pg_dump writes is known, and nothing else is executed. */
enum DumpStatement {
    /** The beginning of a table's data. */
    COPY,
    /** An extension, which must be one that is allowed. */
    EXTENSION,
    /** Who owns what and who may what, and settings that the copy's own limits replace: not carried over. */
    SKIPPED,
    /** A setting, which an older server may not know. */
    SETTING,
    EXECUTED,
    REFUSED;

    /** Loops take all they can and give nothing back: a matcher that goes back could run for hours, or out of stack. */
    private static final String NAME = "(?:\"(?:[^\"]|\"\")++\"|[\\w$]++)";

    private static final String COLUMNS = "\\(%1$s(?:, ?%1$s)*+\\)".formatted(NAME);
    private static final Pattern IS_COPY =
            Pattern.compile("(?iU)copy %1$s(?:\\.%1$s)? *(?:%2$s)? *from stdin(?: with)?;".formatted(NAME, COLUMNS));

    static final Pattern IS_EXTENSION = Pattern.compile(
            "(?is)create extension (?:if not exists )?\"?([\\w-]+)\"?(?: with schema %s)?;".formatted(NAME));

    private static final Pattern IS_SKIPPED = Pattern.compile(
            "(?is)(?:(?:grant|revoke|alter default privileges|security label|comment on extension|alter database|create database|drop database|comment on database|create schema public|comment on schema public)\\b.*"
                    + "|alter [^';]{1,10000} owner to [^';]{1,200};"
                    + "|set (?:session )?(?:transaction_timeout|statement_timeout|lock_timeout|idle_in_transaction_session_timeout|idle_session_timeout|default_tablespace|default_table_access_method|row_security|session authorization|role)\\b[^;]*;)");

    private static final Pattern IS_SETTING = Pattern.compile(
            "(?is)set (?:client_encoding|standard_conforming_strings|check_function_bodies|xmloption|client_min_messages|escape_string_warning|default_with_oids|search_path|quote_all_identifiers|extra_float_digits|datestyle|intervalstyle|bytea_output|synchronize_seqscans)\\b[^;]*;");

    private static final Pattern IS_EXECUTED = Pattern.compile(
            "(?is)(?:select pg_catalog\\.set_config\\('search_path', '[^']*', false\\);"
                    + "|select pg_catalog\\.setval\\('(?:[^']|'')*+', -?\\d+, (?:true|false)\\);"
                    + "|select pg_catalog\\.(?:lo_create|lo_open|lowrite|lo_close|lo_unlink)\\([^();]*\\);"
                    + "|(?:begin|commit);"
                    + "|(?:create (?:unlogged )?table|create sequence|create (?:unique )?index|create view|create recursive view|create materialized view|create (?:or replace )?(?:function|procedure)|create aggregate|create type|create domain|create (?:constraint )?trigger|create rule|create schema|create collation|create operator|create text search|create policy|create statistics|alter table|alter index|alter sequence|alter view|alter materialized view|alter function|alter procedure|alter type|alter domain|alter operator|comment on|insert into|refresh materialized view) .*)");

    static DumpStatement of(String sql) {
        if (IS_COPY.matcher(sql).matches()) {
            return COPY;
        }
        if (IS_SKIPPED.matcher(sql).matches()) {
            return SKIPPED;
        }
        if (IS_EXTENSION.matcher(sql).matches()) {
            return EXTENSION;
        }
        if (IS_SETTING.matcher(sql).matches()) {
            return SETTING;
        }
        return IS_EXECUTED.matcher(sql).matches() ? EXECUTED : REFUSED;
    }
}
