package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.TextPlaces.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks what the server reads as code: views, and all other texts that name fields. */
final class BehaviourChecks {

    private final Connection connection;
    private final Schema schema;
    private final Version version;
    private final List<Defect> defects = new ArrayList<>();

    BehaviourChecks(Connection connection, Schema schema, Version version) {
        this.connection = connection;
        this.schema = schema;
        this.version = version;
    }

    List<Defect> find() throws SQLException {
        var models = Models.read(connection);
        var views = ViewReader.all(connection, schema);
        conditions(views);
        new ViewResolver(views, models)
                .resolve()
                .forEach(broken -> defects.add(new Defect(
                        "view",
                        "%d %s".formatted(broken.view().id(), broken.view().name()),
                        broken.reason())));
        new TextChecks(connection, schema, models)
                .find(
                        new AllRows(),
                        (place, id, name, text, reason) -> defects.add(
                                new Defect(place.what(), place.table() + " " + id, place.column() + ": " + reason)));
        return defects;
    }

    private void conditions(List<ViewRecord> views) {
        if (version.compareTo(ConvertViews.VERSION) >= 0) {
            views.stream()
                    .filter(view -> !view.type().equals("qweb"))
                    .filter(view -> view.archs().values().stream().anyMatch(ViewConditions::areIn))
                    .forEach(view -> defects.add(new Defect(
                            "view conditions",
                            "%d %s".formatted(view.id(), view.name()),
                            "its attrs or states are not read by %s".formatted(version))));
        }
    }

    /** Some of the ERP's own texts cannot be read, or name fields of modules that may be missing; that is no fault of the database. */
    private static final class AllRows implements TextChecks.Rows {

        @Override
        public String chosen(Place place) {
            return "true";
        }

        @Override
        public String excused(Place place) {
            return "exists (select 1 from public.ir_model_data d join ref_module r on r.name = d.module where d.model = %s and d.res_id = x.id)"
                    .formatted(Sql.literal(ModelTables.model(place.table())));
        }
    }
}
