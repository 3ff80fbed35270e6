package com.juniper.upgrade.engine;

import java.util.Map;

/** What became of standard modules that a newer version no longer has under their name. */
final class StandardModules {

    /** Old name to new name; the records follow. */
    static final Map<String, String> RENAMED = Map.of("payment_transfer", "payment_custom");

    /** Old name to the module that took it in. */
    static final Map<String, String> MERGED =
            Map.of("fetchmail", "mail", "account_edi", "account", "note", "project_todo", "website_form", "website");

    private StandardModules() {}
}
