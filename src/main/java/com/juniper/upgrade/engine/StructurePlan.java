package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.Schema.Constraint;
import com.juniper.upgrade.engine.Schema.Index;
import com.juniper.upgrade.engine.Schema.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which constraints, indexes and SQL views a database has when it is done: the new version's and the customer's own. */
final class StructurePlan {

    /** A condition with a record's id, which is the reference database's own: mostly that of a field. */
    private static final Pattern NUMBERED = Pattern.compile(" WHERE .*= \\d{2,}\\)");

    private static final Pattern FIELD_NUMBER = Pattern.compile("(?<= WHERE \\(field(_id)? = )\\d+(?=\\)$)");

    private static final Pattern MODEL_LITERAL = Pattern.compile("'([a-z0-9_]+\\.[a-z0-9_.]+)'::");

    private final Schema ours;
    private final Schema base;
    private final Schema theirs;
    private final Connection connection;
    private final Ownership ownership;

    StructurePlan(HopContext context, Connection connection, Schema ours, Ownership ownership) throws SQLException {
        this.ours = ours;
        this.base = Renames.apply(context.base().schema(), connection);
        this.theirs = context.theirs().schema();
        this.connection = connection;
        this.ownership = ownership;
    }

    Set<String> wantedTables() {
        Set<String> tables = new HashSet<>();
        theirs.tables().keySet().stream()
                .filter(table -> ownership.wantsTable(table) && ours.tables().containsKey(table))
                .forEach(tables::add);
        return tables;
    }

    List<Constraint> constraints() throws SQLException {
        var wanted = wantedTables();
        var foreign = foreignConstraints();
        List<Constraint> constraints = new ArrayList<>();
        theirs.constraints().stream()
                .filter(constraint -> wanted.contains(constraint.table()) && applies(constraint))
                .filter(constraint -> !foreign.contains(constraint.table() + "." + constraint.name()))
                .forEach(constraints::add);
        Set<String> done = new HashSet<>();
        constraints.forEach(constraint -> done.add(constraint.table() + "." + constraint.name()));
        var gone = names(base);
        gone.removeAll(names(theirs));
        savedConstraints().stream()
                .filter(constraint -> !done.contains(constraint.table() + "." + constraint.name()))
                .filter(constraint -> !gone.contains(constraint.table() + "." + constraint.name())
                        || !theirs.tables().containsKey(constraint.table()))
                .filter(this::applies)
                .forEach(constraints::add);
        return constraints;
    }

    /** Constraints, as table.name, that belong to modules which will not be installed. */
    private Set<String> foreignConstraints() throws SQLException {
        return new HashSet<>(Sql.query(connection, """
                        select mt.tbl, c.name from juniper_upgrade_theirs.ir_model_constraint c
                        join juniper_upgrade_theirs.ir_model m on m.id = c.model
                        join juniper_upgrade.model_table mt on mt.model = m.model
                        join juniper_upgrade_theirs.ir_module_module x on x.id = c.module
                        group by 1, 2
                        having not bool_or(x.name in (select name from juniper_upgrade.module where wanted))""", row -> row.getString(1) + "." + row.getString(2)));
    }

    private boolean applies(Constraint constraint) {
        var table = ours.tables().get(constraint.table());
        return table != null
                && table.columns().keySet().containsAll(constraint.columns())
                && (constraint.target() == null || ours.tables().containsKey(constraint.target()));
    }

    private static Set<String> names(Schema schema) {
        Set<String> names = new HashSet<>();
        schema.constraints().forEach(constraint -> names.add(constraint.table() + "." + constraint.name()));
        return names;
    }

    private List<Constraint> savedConstraints() throws SQLException {
        return Sql.query(
                connection,
                "select tbl, name, type, definition, columns, target from juniper_upgrade.saved_constraint where type <> 'p' order by tbl, name",
                row -> new Constraint(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        List.of((String[]) row.getArray(5).getArray()),
                        row.getString(6)));
    }

    List<Index> indexes() throws SQLException {
        var wanted = wantedTables();
        var saved = savedIndexes();
        var had = hadTables();
        List<Index> indexes = new ArrayList<>();
        for (Index index : theirs.indexes()) {
            if (wanted.contains(index.table()) && hasColumns(index)) {
                if (isNumbered(index)) {
                    renumbered(index).ifPresent(indexes::add);
                } else if (!ofOtherModule(index, saved, had)) {
                    indexes.add(index);
                }
            }
        }
        Set<String> done = new HashSet<>();
        indexes.forEach(index -> done.add(index.name()));
        Set<String> gone = new HashSet<>();
        base.indexes().forEach(index -> gone.add(index.name()));
        theirs.indexes().stream().filter(index -> !isNumbered(index)).forEach(index -> gone.remove(index.name()));
        saved.stream()
                .filter(index -> !done.contains(index.name()))
                .filter(index ->
                        !gone.contains(index.name()) || !theirs.tables().containsKey(index.table()))
                .filter(index -> ours.tables().containsKey(index.table()))
                .forEach(indexes::add);
        return indexes;
    }

    private static boolean isNumbered(Index index) {
        return NUMBERED.matcher(index.definition()).find();
    }

    /** The index for the customer's number of the field; he has none where the field's module is not installed. */
    private Optional<Index> renumbered(Index index) throws SQLException {
        var number = FIELD_NUMBER.matcher(index.definition());
        if (!number.find()) {
            return Optional.empty();
        }
        return Sql.query(
                        connection,
                        "select ours from juniper_upgrade.id_map where family = 'ir_model_fields' and theirs = ?",
                        row -> new Index(
                                index.table(),
                                index.name(),
                                number.replaceFirst(row.getString(1)),
                                index.unique(),
                                index.columns()),
                        Integer.valueOf(number.group()))
                .stream()
                .findFirst();
    }

    /** An index that the release before had and the customer did not is of a module that he does not have. */
    private boolean ofOtherModule(Index index, List<Index> saved, Set<String> had) {
        if (namesModelOfOtherModule(index)) {
            return true;
        }
        boolean before = base.indexes().stream().anyMatch(other -> other.name().equals(index.name()));
        return before
                && had.contains(index.table())
                && saved.stream().noneMatch(other -> other.name().equals(index.name()));
    }

    /** The tables that the customer had when the hop began; those of a module that comes with it are made anew. */
    private Set<String> hadTables() throws SQLException {
        return new HashSet<>(Sql.strings(
                connection,
                "select tbl from juniper_upgrade.saved_constraint union select tbl from juniper_upgrade.saved_index"));
    }

    private boolean namesModelOfOtherModule(Index index) {
        var literals = MODEL_LITERAL.matcher(index.definition());
        return literals.find() && !ownership.wantsTable(ModelTables.table(literals.group(1)));
    }

    private boolean hasColumns(Index index) {
        var table = ours.tables().get(index.table());
        var before = theirs.tables().get(index.table());
        if (table == null || before == null) {
            return false;
        }
        return before.columns().keySet().stream()
                .filter(column -> !table.columns().containsKey(column))
                .noneMatch(column -> index.columns().contains(column)
                        || index.definition().matches("(?s).*[( ,]\"?" + column + "\"?[) ,].*"));
    }

    private List<Index> savedIndexes() throws SQLException {
        return Sql.query(
                connection,
                "select tbl, name, definition from juniper_upgrade.saved_index order by name",
                row -> new Index(row.getString(1), row.getString(2), row.getString(3), false, List.of()));
    }

    List<View> standardViews() {
        return theirs.views().stream()
                .filter(view -> ownership.wantsTable(view.name()))
                .toList();
    }

    List<View> ownViews() throws SQLException {
        Set<String> standard = new HashSet<>();
        theirs.views().forEach(view -> standard.add(view.name()));
        base.views().forEach(view -> standard.add(view.name()));
        return Sql.query(
                        connection,
                        "select name, definition from juniper_upgrade.saved_view order by position",
                        row -> new View(row.getString(1), row.getString(2)))
                .stream()
                .filter(view -> !standard.contains(view.name()))
                .toList();
    }
}
