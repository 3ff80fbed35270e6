package com.juniper.upgrade.modules;

import java.util.List;

/**
 * A data file of a custom module, read.
 *
 * @param path from the sources' root
 * @param elements what it does, in order
 */
public record DataFile(String path, List<DataElement> elements) {

    @Override
    public String toString() {
        return "%s, %d elements".formatted(path, elements.size());
    }
}
