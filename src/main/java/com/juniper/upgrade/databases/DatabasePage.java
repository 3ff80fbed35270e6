package com.juniper.upgrade.databases;

import java.util.List;

/**
 * A page of the list of hosted databases.
 *
 * @param page its number, from 1
 * @param pages how many there are
 * @param total how many databases
 * @param more whether a search finds more than those, which are not counted
 */
public record DatabasePage(int page, int pages, long total, boolean more, List<HostedDatabase> databases) {}
