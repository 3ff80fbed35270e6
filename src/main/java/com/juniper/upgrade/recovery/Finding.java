package com.juniper.upgrade.recovery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was not as the platform's database says.
 *
 * @param place the cluster, or the folder of the home folder
 * @param sentence what it is, and what was done
 * @param droppable whether an operator may drop it
 * @param done when an operator dropped it, or said that he has seen it; null until then
 */
public record Finding(
        long id,
        String kind,
        String place,
        String subject,
        String sentence,
        boolean droppable,
        Instant found,
        @Nullable Instant done) {}
