package com.juniper.upgrade.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database says of itself.
 *
 * @param fullVersion the version of its base module, such as 16.0.1.3
 * @param line the release line, {@code community} where it names none
 * @param edition community or enterprise
 * @param uuid the database's own identity, where it has one
 * @param contractCode the contract that stands in it, where one does
 * @param bytes the size of the database
 * @param studio whether Studio is installed
 */
public record Analysis(
        Version version,
        String fullVersion,
        String line,
        String edition,
        @Nullable String uuid,
        @Nullable String contractCode,
        List<ModuleInfo> modules,
        List<String> extensions,
        long bytes,
        boolean studio) {

    /** {@return the modules that no release knows} */
    public List<ModuleInfo> customModules() {
        return modules.stream()
                .filter(module -> module.kind() == ModuleInfo.Kind.CUSTOM)
                .toList();
    }
}
