package com.juniper.upgrade.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The structure of a database's schema {@code public}, as PostgreSQL's catalog tells it.
 *
 * @param tables by name
 * @param constraints of all tables
 * @param indexes those that belong to no constraint
 * @param views SQL views, each after those that it reads
 * @param extensions the installed extensions of PostgreSQL
 */
record Schema(
        Map<String, Table> tables,
        List<Constraint> constraints,
        List<Index> indexes,
        List<View> views,
        List<String> extensions) {

    /** {@code parent} is the table it inherits from, if it does. */
    record Table(String name, @Nullable String parent, Map<String, Column> columns) {}

    /** {@code inherited} columns are changed at the parent only. */
    record Column(
            String name,
            String type,
            boolean notNull,
            @Nullable String defaultValue,
            boolean inherited) {}

    /** {@code type} is p, u, f, c or x; {@code columns} are those it constrains; {@code target} the table of a key. */
    record Constraint(
            String table,
            String name,
            String type,
            String definition,
            List<String> columns,
            @Nullable String target) {}

    /** {@code columns} is empty where the index has expressions. */
    record Index(String table, String name, String definition, boolean unique, List<String> columns) {}

    /** A SQL view. */
    record View(String name, String definition) {}
}
