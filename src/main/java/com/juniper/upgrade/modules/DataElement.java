package com.juniper.upgrade.modules;

import java.util.List;

/** What a data file says about one record. */
public sealed interface DataElement {

    /** {@return the line on which it begins} */
    int line();

    /** {@return the record's external id, {@code module.name}} */
    String externalId();

    /** {@return the record's model} */
    String model();

    /**
     * A record that is there after the update, with these values.
     *
     * @param noupdate whether it is left alone once it is there
     * @param forceCreate whether it comes back if somebody has deleted it
     */
    record Row(int line, String externalId, String model, boolean noupdate, boolean forceCreate, List<FieldData> fields)
            implements DataElement {}

    /** A record that is not there after the update. */
    record Deletion(int line, String externalId, String model) implements DataElement {}

    /** A value of one field. */
    record FieldData(int line, String name, DataValue value) {}
}
