package com.juniper.upgrade.tasks;

import com.juniper.upgrade.tasks.TaskFilter.View;
import java.util.List;
import java.util.Map;

/**
 * A page of tasks, by due date, then by age; those without a due date are the last.
 *
 * @param pages how many there are, at least 1
 * @param counts how many tasks each list has, of the case that is asked for
 */
public record TaskPage(List<HumanTask> tasks, int page, int pages, Map<View, Long> counts) {}
