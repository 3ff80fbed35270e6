package com.juniper.upgrade.engine;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the built-in scripts between two versions rename: models and fields (engine.md, rename). */
public final class ModelRenames {

    private static final Pattern CALL = Pattern.compile(
            "call juniper_upgrade\\.rename_(model|field)\\(\\s*'([\\w.]+)',\\s*'([\\w.]+)'(?:,\\s*'(\\w+)')?");

    private static final class Built {
        private static final List<Script> SCRIPTS = new Scripts(List.of()).all();
    }

    /** A rename of a model, or of a field where there is a third name. */
    private record Rename(Version version, String model, String second, String third) {

        boolean isOfModel() {
            return third.isEmpty();
        }
    }

    private final List<Rename> renames;

    private ModelRenames(List<Rename> renames) {
        this.renames = renames;
    }

    /** {@return the renames on the way from one version to a newer one} */
    public static ModelRenames between(Version from, Version to) {
        return new ModelRenames(Built.SCRIPTS.stream()
                .filter(script ->
                        script.version().compareTo(from) > 0 && script.version().compareTo(to) <= 0)
                .sorted(Comparator.comparing(Script::version))
                .flatMap(script -> CALL.matcher(script.sql()).results().map(call -> rename(script.version(), call)))
                .toList());
    }

    private static Rename rename(Version version, MatchResult call) {
        return new Rename(
                version,
                call.group(2),
                call.group(3),
                call.group(1).equals("field") && call.group(4) != null ? call.group(4) : "");
    }

    /** {@return what a model of the older version is called in the newer one} */
    public String model(String old) {
        var model = old;
        Version renamed = null;
        for (Rename rename : renames) {
            if (rename.isOfModel()
                    && rename.model().equals(model)
                    && !rename.version().equals(renamed)) {
                model = rename.second();
                renamed = rename.version();
            }
        }
        return model;
    }

    /** {@return what a field of a model of the older version is called in the newer one} */
    public String field(String oldModel, String old) {
        var models = new HashSet<String>();
        models.add(oldModel);
        var field = old;
        for (Rename rename : renames) {
            if (rename.isOfModel() && models.contains(rename.model())) {
                models.add(rename.second());
            }
        }
        for (Rename rename : renames) {
            if (!rename.isOfModel()
                    && models.contains(rename.model())
                    && rename.second().equals(field)) {
                field = rename.third();
            }
        }
        return field;
    }
}
