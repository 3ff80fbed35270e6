package com.juniper.upgrade.modules;

import java.util.Comparator;
import java.util.List;

/**
 * A SQL script of a custom module.
 *
 * @param path from the sources' root
 * @param phase when it runs in an update
 * @param version the module's version that it leads to; short or with a series
 * @param statements what it runs, in order
 */
public record ModuleScript(String path, Phase phase, String version, List<SqlStatement> statements) {

    /** When a script runs. */
    public enum Phase {
        /** Before the module's data files. */
        PRE,
        /** After the module's data files. */
        POST,
        /** After all modules. */
        END
    }

    /** By version, then by file name. */
    static final Comparator<ModuleScript> ORDER = Comparator.comparing(ModuleScript::number)
            .thenComparing(ModuleScript::file)
            .thenComparing(ModuleScript::path);

    private ModuleVersion number() {
        var number = ModuleVersion.parse(version);
        return number == null ? ModuleVersion.NONE : number;
    }

    private String file() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** {@return where it stands in its module} */
    String pathIn(CustomModule module) {
        return path.substring(module.folder().length() + 1);
    }

    /**
     * {@return whether it leads from the installed version on} A version without a series is compared without it, so that
     * a new series alone runs nothing again; of 0.0.0 scripts always run.
     *
     * @param installed as the database has it; empty if the module is new to it
     */
    boolean isDue(String installed) {
        var number = number();
        var before = ModuleVersion.parse(installed);
        if (number.isAlways() || before == null) {
            return true;
        }
        return number.series() == null ? number.compareTo(before.withoutSeries()) > 0 : number.compareTo(before) > 0;
    }
}
