package com.juniper.upgrade.upgrades;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of an upgrade for one database.
 *
 * @param number of its case, UPG-00042
 * @param submitter the name of the caller who submitted it, who alone may download the result (R56)
 * @param chargeable the clause by which it costs something, where it does (decision 6)
 */
public record UpgradeRequest(
        UUID id,
        String number,
        @Nullable String company,
        String submitter,
        String purpose,
        String email,
        String contract,
        String uploadId,
        String fileName,
        long uploadBytes,
        @Nullable String line,
        @Nullable String sourceVersion,
        String targetVersion,
        RequestState state,
        @Nullable String chargeable,
        @Nullable String externalReference,
        List<String> customModules,
        boolean modulesDeclared,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant ended) {

    /** {@return the name of its database in the workshop} */
    public String workshopName() {
        return "req_" + id.toString().replace("-", "");
    }
}
