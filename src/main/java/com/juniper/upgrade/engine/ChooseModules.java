package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.ModuleInfo.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
        var base = StandardModules.of(context.base());
        var theirs = StandardModules.of(context.theirs());
        Map<String, String> names = new TreeMap<>();
        installed.forEach(module -> names.put(module, base.newName(module, theirs)));
        var wanted = closure(names.values(), context.theirs().modules());
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
        for (var name : names.entrySet()) {
            moveExternalIds(connection, name.getKey(), name.getValue());
        }
        report(context, connection, installed, wanted);
        for (var name : names.entrySet()) {
            var module = name.getKey();
            if (!wanted.contains(module)) {
                context.find(connection, gone(context, module, base.kind(module, theirs), name.getValue()));
            }
        }
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

    static Set<String> closure(Collection<String> names, Map<String, Catalog.Module> theirs) {
        var wanted = new TreeSet<>(names);
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
    }

    private static Finding gone(HopContext context, String module, Kind kind, String name) {
        var to = context.hop().to();
        if (kind == Kind.CUSTOM) {
            return finding(module, "is custom: its tables are kept, its maintainer must update it", kind);
        }
        boolean carried = context.theirs().modules().containsKey(name);
        if (kind == Kind.UNCARRIED || (!name.equals(module) && !carried)) {
            return finding(
                    module,
                    "%s, but not of %s's reference database: its tables are kept as they are, the ERP's own update of it must follow"
                            .formatted(name.equals(module) ? "is a standard module" : "is now part of " + name, to),
                    Kind.UNCARRIED);
        }
        return name.equals(module)
                ? finding(
                        module,
                        "is not in version %s: its tables are kept, its views and rights are removed".formatted(to),
                        Kind.REMOVED)
                : new Finding(
                        "modules",
                        "INFO",
                        module,
                        "Module " + module + " is now part of " + name,
                        Map.of("kind", "MERGED", "into", name));
    }

    private static Finding finding(String module, String sentence, Kind kind) {
        return new Finding(
                "modules", "WARNING", module, "Module " + module + " " + sentence, Map.of("kind", kind.name()));
    }
}
