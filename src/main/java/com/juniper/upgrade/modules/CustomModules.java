package com.juniper.upgrade.modules;

import com.juniper.upgrade.engine.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The custom modules of a source tree, read without running any of their code (R9, R49). */
public final class CustomModules {

    private final Map<String, CustomModule> modules;

    private CustomModules(Map<String, CustomModule> modules) {
        this.modules = modules;
    }

    /**
     * Reads every folder that has a manifest, its data files and its scripts.
     *
     * @throws ModulesRefusedException if anything in them does not count; names all of it
     * @throws IOException if the tree cannot be read
     */
    public static CustomModules read(SourceTree tree) throws IOException {
        List<Problem> problems = new ArrayList<>();
        var read = new ModuleReader(tree, problems).read();
        var modules = new CustomModules(inOrder(read, problems));
        if (!problems.isEmpty()) {
            throw new ModulesRefusedException(problems);
        }
        return modules;
    }

    /** {@return every module, each after those that it depends on} */
    public List<CustomModule> all() {
        return List.copyOf(modules.values());
    }

    public Optional<CustomModule> find(String name) {
        return Optional.ofNullable(modules.get(name));
    }

    /**
     * Says what keeps a database with these modules from going live on a version with these sources (R9, R49).
     *
     * @param installed the database's installed modules with their versions; standard ones among them are left out
     * @param standard the standard modules of the target
     * @return empty if nothing does
     */
    public List<Problem> obstacles(Map<String, String> installed, Version target, Set<String> standard) {
        List<Problem> obstacles = new ArrayList<>();
        for (String name : new TreeMap<>(installed).keySet()) {
            if (!standard.contains(name) && !modules.containsKey(name)) {
                obstacles.add(new Problem(
                        null,
                        null,
                        "the module %s is installed in the database and is not in the sources; add it, or uninstall it in the database"
                                .formatted(name)));
            }
        }
        modules.values().stream()
                .filter(module -> standard.contains(module.name()))
                .forEach(module -> obstacles.add(new Problem(
                        module.manifest(),
                        null,
                        "version %s has a standard module %s".formatted(target, module.name()))));
        needed(installed, standard).forEach(module -> obstacles(module, target, standard, obstacles));
        return obstacles;
    }

    private void obstacles(CustomModule module, Version target, Set<String> standard, List<Problem> obstacles) {
        var manifest = module.manifest();
        if (!module.installable()) {
            obstacles.add(new Problem(
                    manifest,
                    null,
                    "the module %s is not installable, and the database needs it".formatted(module.name())));
        }
        if (!target.equals(module.series())) {
            obstacles.add(new Problem(
                    manifest,
                    null,
                    "the module %s is of version %s; one for %s begins with %s., such as %s.1.0.0"
                            .formatted(module.name(), module.version(), target, target, target)));
        }
        for (String dependency : module.depends()) {
            if (!standard.contains(dependency) && !modules.containsKey(dependency)) {
                obstacles.add(new Problem(
                        manifest,
                        null,
                        "the module %s depends on %s, which is neither in the sources nor a standard module of %s"
                                .formatted(module.name(), dependency, target)));
            }
        }
    }

    /** {@return the installed custom modules and those of the sources that they depend on, in the order of dependency} */
    public List<CustomModule> needed(Map<String, String> installed, Set<String> standard) {
        Set<String> names = new LinkedHashSet<>();
        var open = new ArrayList<>(installed.keySet());
        while (!open.isEmpty()) {
            var module = modules.get(open.remove(open.size() - 1));
            if (module != null && !standard.contains(module.name()) && names.add(module.name())) {
                open.addAll(module.depends());
            }
        }
        return modules.values().stream()
                .filter(module -> names.contains(module.name()))
                .toList();
    }

    private static Map<String, CustomModule> inOrder(Collection<CustomModule> read, List<Problem> problems) {
        Map<String, CustomModule> byName = new TreeMap<>();
        read.forEach(module -> byName.put(module.name(), module));
        Map<String, CustomModule> ordered = new LinkedHashMap<>();
        Set<String> cyclic = new LinkedHashSet<>();
        byName.values().forEach(module -> visit(module, byName, ordered, new LinkedHashSet<>(), cyclic, problems));
        return ordered;
    }

    private static void visit(
            CustomModule module,
            Map<String, CustomModule> byName,
            Map<String, CustomModule> ordered,
            Set<String> way,
            Set<String> cyclic,
            List<Problem> problems) {
        if (ordered.containsKey(module.name())) {
            return;
        }
        if (!way.add(module.name())) {
            var circle = new ArrayList<>(way);
            var members = circle.subList(circle.indexOf(module.name()), circle.size());
            if (cyclic.addAll(members)) {
                problems.add(new Problem(
                        module.manifest(),
                        null,
                        "modules depend on each other in a circle: %s → %s"
                                .formatted(String.join(" → ", members), module.name())));
            }
            return;
        }
        for (String dependency : module.depends()) {
            var needed = byName.get(dependency);
            if (needed != null) {
                visit(needed, byName, ordered, way, cyclic, problems);
            }
        }
        way.remove(module.name());
        ordered.put(module.name(), module);
    }
}
