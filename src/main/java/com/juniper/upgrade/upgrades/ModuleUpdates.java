package com.juniper.upgrade.upgrades;

import com.juniper.upgrade.engine.DatabaseAddress;
import java.util.function.Consumer;

/** Brings a project's custom modules into its upgraded copy; whoever has their code implements it (R127). */
public interface ModuleUpdates {

    /**
     * Updates all custom modules of a copy, or leaves it as it is.
     *
     * @param request a production request of a project, with its commit
     * @param log gets a line for each module, data file and script
     * @throws FailedException if a module, or its update, is not as it must be
     */
    void update(UpgradeRequest request, DatabaseAddress copy, Consumer<String> log);

    /** Why the modules cannot be updated, with the place in the commit. */
    final class FailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** Takes the reasons, as a sentence each. */
        public FailedException(String message) {
            super(message);
        }
    }
}
