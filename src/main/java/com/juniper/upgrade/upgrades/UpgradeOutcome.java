package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.engine.UpgradeResult;
import com.juniper.upgrade.neutralization.NeutralizationResult;
import org.jspecify.annotations.Nullable;

/**
 * What a request's run did to its copy.
 *
 * @param upgrade hop by hop; null until the last is done
 * @param neutralization what was made harmless; null for production, and until it is done
 */
public record UpgradeOutcome(
        @Nullable UpgradeResult upgrade, @Nullable NeutralizationResult neutralization) {}
