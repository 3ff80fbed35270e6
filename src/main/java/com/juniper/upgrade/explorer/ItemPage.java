package com.juniper.upgrade.explorer;

import java.util.List;

/**
 * A page of a model's records.
 *
 * @param columns their labels
 * @param more whether there is a page after it
 */
public record ItemPage(ModelInfo model, List<String> columns, int page, boolean more, List<Item> items) {}
