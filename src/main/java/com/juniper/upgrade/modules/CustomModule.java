package com.juniper.upgrade.modules;

import com.juniper.upgrade.engine.Version;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A module of the customer's, as its sources have it.
 *
 * @param name its technical name, which is its folder's
 * @param folder from the sources' root
 * @param title its name for people, or empty
 * @param version as the manifest has it: {@code 17.0.1.0.0} or {@code 1.0.0}
 * @param series the ERP's version it is made for; null if its version does not say
 * @param depends the modules it needs
 * @param installable whether it may be used; of one that may not, only the manifest is read
 * @param data its data files in the manifest's order
 * @param scripts its SQL scripts in the order in which they run
 */
public record CustomModule(
        String name,
        String folder,
        String title,
        String version,
        @Nullable Version series,
        Set<String> depends,
        boolean installable,
        List<DataFile> data,
        List<ModuleScript> scripts) {

    /** {@return the version as the database keeps it, with the series} */
    String fullVersion(Version target) {
        return series == null ? target + "." + version : version;
    }

    String manifest() {
        return folder + "/" + Manifest.FILE;
    }
}
