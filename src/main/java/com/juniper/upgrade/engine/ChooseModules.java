package com.juniper.upgrade.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Decides which modules will be installed: the customer's, what those need, and what installs itself (engine.md 4). */
final class ChooseModules implements Step {

    @Override
    public String name() {
        return "choose-modules";
    }

    @Override
    public String title() {
        return "Choose the modules of the new version";
    }

    @Override
    public long run(HopContext context, Connection connection) throws SQLException {
        var installed = new TreeSet<>(Sql.strings(
                connection,
                "select name from public.ir_module_module where state in ('installed', 'to upgrade', 'to remove')"));
        var theirs = context.theirs().modules();
        var wanted = closure(installed, theirs);
        try (var insert = connection.prepareStatement("insert into juniper_upgrade.module values (?, ?, ?)")) {
            var all = new TreeSet<>(installed);
            all.addAll(wanted);
            for (String module : all) {
                insert.setString(1, module);
                insert.setBoolean(2, wanted.contains(module));
                insert.setBoolean(3, installed.contains(module));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        for (String module : installed) {
            moveExternalIds(connection, module, newName(module, theirs.keySet()));
        }
        report(context, connection, installed, wanted);
        return wanted.size();
    }

    /** The records of a module that was renamed or merged belong to the module that has them now. */
    private static void moveExternalIds(Connection connection, String from, String to) throws SQLException {
        if (!from.equals(to)) {
            Sql.update(connection, """
                    update public.ir_model_data d set module = ? where d.module = ?
                    and not exists (select 1 from public.ir_model_data x where x.module = ? and x.name = d.name)""", to, from, to);
            Sql.update(connection, """
                    update juniper_upgrade_base.ir_model_data d set module = ? where d.module = ?
                    and not exists (select 1 from juniper_upgrade_base.ir_model_data x where x.module = ? and x.name = d.name)""", to, from, to);
        }
    }

    static Set<String> closure(Set<String> installed, Map<String, Catalog.Module> theirs) {
        var wanted = new TreeSet<String>();
        for (String module : installed) {
            wanted.add(newName(module, theirs.keySet()));
        }
        wanted.retainAll(theirs.keySet());
        Set<String> more;
        do {
            more = new TreeSet<>();
            for (var module : theirs.values()) {
                if (wanted.contains(module.name())) {
                    more.addAll(module.dependencies());
                } else if (installsItself(module, wanted)) {
                    more.add(module.name());
                }
            }
            more.retainAll(theirs.keySet());
        } while (wanted.addAll(more));
        return wanted;
    }

    private static boolean installsItself(Catalog.Module module, Collection<String> wanted) {
        return module.autoInstall() && !module.dependencies().isEmpty() && wanted.containsAll(module.dependencies());
    }

    private static String newName(String module, Set<String> theirs) {
        if (theirs.contains(module)) {
            return module;
        }
        var renamed = StandardModules.RENAMED.get(module);
        return renamed != null ? renamed : StandardModules.MERGED.getOrDefault(module, module);
    }

    private static void report(HopContext context, Connection connection, Set<String> installed, Set<String> wanted)
            throws SQLException {
        for (String module : wanted) {
            if (!installed.contains(module)) {
                context.find(
                        connection,
                        new Finding(
                                "modules",
                                "INFO",
                                module,
                                "Module " + module + " is new: other modules need it or it installs itself",
                                Map.of("kind", "NEW")));
            }
        }
        for (String module : installed) {
            if (!wanted.contains(module)) {
                context.find(connection, gone(context, module));
            }
        }
    }

    private static Finding gone(HopContext context, String module) {
        if (!context.base().modules().containsKey(module)) {
            return new Finding(
                    "modules",
                    "WARNING",
                    module,
                    "Module " + module + " is custom: its tables are kept, its maintainer must update it",
                    Map.of("kind", "CUSTOM"));
        }
        var next = newName(module, context.theirs().modules().keySet());
        if (!next.equals(module)) {
            return new Finding(
                    "modules",
                    "INFO",
                    module,
                    "Module " + module + " is now part of " + next,
                    Map.of("kind", "MERGED", "into", next));
        }
        return new Finding(
                "modules",
                "WARNING",
                module,
                "Module " + module + " is not in version " + context.hop().to()
                        + ": its tables are kept, its views and rights are removed",
                Map.of("kind", "REMOVED"));
    }
}
