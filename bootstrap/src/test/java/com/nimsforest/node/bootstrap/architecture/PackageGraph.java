package com.nimsforest.node.bootstrap.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which package and which class uses which, by the compiled classes. */
final class PackageGraph {
    private static final String ROOT = RulePackages.ROOT + ".";

    private final SortedMap<String, SortedSet<String>> packages = new TreeMap<>();
    /** By the simple names of the top-level classes. */
    private final SortedMap<String, SortedSet<String>> classes = new TreeMap<>();

    PackageGraph(JavaClasses all) {
        all.forEach(this::add);
    }

    private void add(JavaClass type) {
        String user = packageOf(type);
        Set<String> usedPackages = packages.computeIfAbsent(user, none -> new TreeSet<>());
        Set<String> usedClasses = classes.computeIfAbsent(outermost(type), none -> new TreeSet<>());
        List<JavaClass> used = type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .filter(other -> other.getPackageName().startsWith(ROOT))
                .toList();
        used.forEach(other -> usedClasses.add(outermost(other)));
        used.stream()
                .map(PackageGraph::packageOf)
                .filter(other -> !other.equals(user))
                .forEach(usedPackages::add);
    }

    private static String outermost(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        return name.replaceAll("[\\[$].*", "");
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    boolean hasClass(String name) {
        return classes.containsKey(name);
    }

    boolean uses(String user, String used) {
        return classes.getOrDefault(user, Collections.emptySortedSet()).contains(used);
    }

    /** One line for each package of the module, top floor first: its floor, its name, and the packages of the module that it uses. */
    String map(String module) {
        Map<String, Integer> floors = floors(module);
        return floors.keySet().stream()
                .sorted(Comparator.comparing((String name) -> -floors.get(name)).thenComparing(name -> name))
                .map(name -> floors.get(name) + " " + line(module, name))
                .collect(Collectors.joining("\n"));
    }

    private String line(String module, String name) {
        String used = used(module, name).stream()
                .map(other -> shortName(module, other))
                .collect(Collectors.joining(", "));
        return shortName(module, name) + (used.isEmpty() ? "" : " → " + used);
    }

    private static String shortName(String module, String name) {
        return name.equals(module) ? "(root)" : name.substring(module.length() + 1);
    }

    private List<String> used(String module, String name) {
        return packages.get(name).stream().filter(other -> isOf(module, other)).toList();
    }

    private static boolean isOf(String module, String name) {
        return name.equals(module) || name.startsWith(module + ".");
    }

    /** How many pairs of packages of the module there are of which one uses the other. */
    int arrows(String module) {
        return floors(module).keySet().stream()
                .mapToInt(name -> used(module, name).size())
                .sum();
    }

    /** The floor of each package of the module: 1 when it uses no other of them, else one above the highest that it uses. */
    Map<String, Integer> floors(String module) {
        Map<String, Integer> floors = new TreeMap<>();
        packages.keySet().stream().filter(name -> isOf(module, name)).forEach(name -> floor(module, name, floors));
        return floors;
    }

    private int floor(String module, String name, Map<String, Integer> known) {
        if (!known.containsKey(name)) {
            int highest = used(module, name).stream()
                    .mapToInt(used -> floor(module, used, known))
                    .max()
                    .orElse(0);
            known.put(name, highest + 1);
        }
        return known.get(name);
    }
}
