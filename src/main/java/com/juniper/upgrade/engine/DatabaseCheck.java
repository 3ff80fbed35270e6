package com.juniper.upgrade.engine;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for everything in a database that the ERP's server would complain about when it starts on it, reads every
 * model, loads every view and updates all modules. Changes nothing: what it needs is in temporary tables.
 */
public final class DatabaseCheck {

    private DatabaseCheck() {}

    /**
     * Checks a database against the catalog of its own version.
     *
     * @return what is wrong, by rule; empty where nothing is
     * @throws CatalogMissingException if the database's version is not among the catalogs
     * @throws NotAnErpDatabaseException if it is another application's
     */
    public static List<Defect> run(DatabaseAddress address, Catalogs catalogs) {
        var analysis = DatabaseAnalysis.of(address);
        try (Connection connection = address.connect();
                var catalog = catalogs.open(analysis.version())) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var defects = new ArrayList<>(defects(connection, catalog, catalogs));
            connection.rollback();
            defects.sort(Comparator.comparing(Defect::check)
                    .thenComparing(Defect::thing)
                    .thenComparing(Defect::reason));
            return defects;
        } catch (SQLException | IOException e) {
            throw new EngineException("Cannot check " + address + ": " + e.getMessage(), e);
        }
    }

    /** Checks within the caller's transaction, which sees what it changed. */
    static List<Defect> defects(Connection connection, Catalog catalog, Catalogs catalogs)
            throws SQLException, IOException {
        Sql.execute(connection, "set local search_path = pg_catalog, public; set local jit = off");
        CheckReference.load(connection, catalog, catalogs);
        var schema = SchemaReader.read(connection);
        List<Defect> defects = new ArrayList<>();
        defects.addAll(new StructureChecks(connection, catalog.schema(), schema).find());
        defects.addAll(SqlChecks.find(connection, schema));
        defects.addAll(new FieldChecks(connection, catalog, schema).find());
        defects.addAll(new PointerChecks(connection, schema).find());
        defects.addAll(new BehaviourChecks(connection, schema, catalog.version()).find());
        return defects;
    }
}
