package com.juniper.upgrade.engine;

import java.util.List;

/** A version is not published, so that nothing can be upgraded from it or to it. */
public class CatalogMissingException extends EngineException {

    private final Version version;

    CatalogMissingException(String line, Version version, List<Version> published) {
        super("Version %s of line %s is not published; published are %s"
                .formatted(version, line, published.isEmpty() ? "none" : published));
        this.version = version;
    }

    /** {@return the version that is not published} */
    public Version version() {
        return version;
    }
}
