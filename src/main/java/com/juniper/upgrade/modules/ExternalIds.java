package com.juniper.upgrade.modules;

import java.util.regex.Pattern;

/** External ids: {@code name} is of the module that says it, {@code module.name} of that one. */
final class ExternalIds {

    private static final Pattern FORM = Pattern.compile("(?:\\w{1,100}\\.)?[\\w-]{1,128}");

    private ExternalIds() {}

    static boolean isGood(String id) {
        return FORM.matcher(id).matches();
    }

    static String full(String id, String module) {
        return id.indexOf('.') < 0 ? module + "." + id : id;
    }

    static String module(String full) {
        return full.substring(0, full.indexOf('.'));
    }

    static String name(String full) {
        return full.substring(full.indexOf('.') + 1);
    }
}
