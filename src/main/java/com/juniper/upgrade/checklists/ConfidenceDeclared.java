package com.juniper.upgrade.checklists;

import java.util.UUID;

/**
 * A customer said whether he is confident of a test (R24); listeners act in the transaction of the decision.
 *
 * @param request that made the test
 */
public record ConfidenceDeclared(UUID request, boolean confident) {}
