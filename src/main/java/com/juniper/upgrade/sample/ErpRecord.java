package com.juniper.upgrade.sample;

import java.util.Map;

/**
 * A record with its external id; without a name it has none.
 *
 * @param values by field, as text; {@code @module.name} stands for the id of another record
 */
record ErpRecord(String module, String name, String model, Map<String, String> values, boolean noupdate) {

    String externalId() {
        return module + "." + name;
    }
}
