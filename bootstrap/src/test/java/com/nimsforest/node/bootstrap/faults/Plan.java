package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.bootstrap.faults.Mesh.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be run: a fault on servers of a version.
 *
 * @param containers whether the servers run in containers, instead of as the fault needs it
 */
record Plan(Fault fault, String version, boolean containers) {
    /** Containers have no disks of their own, are cut off in both directions, and keep their server. */
    private static final Set<Fault> IN_CONTAINERS = EnumSet.of(
            Fault.LEADER_KILLED,
            Fault.LEADER_STOPPED,
            Fault.LEADER_FROZEN,
            Fault.FOLLOWER_FROZEN,
            Fault.ALL_KILLED,
            Fault.NODE_KILLED,
            Fault.STORE_WIPED,
            Fault.MACHINE_REPLACED,
            Fault.LEADER_ISOLATED);

    /** By the options of the script; {@link IllegalArgumentException} in one line for what cannot be had. */
    static List<Plan> of(Map<String, String> options) {
        boolean containers = containers(options.getOrDefault("--terrain", "processes"));
        List<Fault> faults = faults(options.getOrDefault("--fault", "all"), containers);
        List<Plan> plans = versions(options.getOrDefault("--server", Fault.NEWEST), containers).stream()
                .flatMap(version -> faults.stream()
                        .filter(fault -> fault.possible(version))
                        .map(fault -> new Plan(fault, version, containers)))
                .toList();
        if (plans.isEmpty()) {
            throw new IllegalArgumentException("of a power cut nothing is promised, and no upgrade begins, with other"
                    + " servers than " + Fault.NEWEST + "; leave --server out");
        }
        return plans;
    }

    private static boolean containers(String terrain) {
        return switch (terrain) {
            case "processes" -> false;
            case "containers" -> true;
            default ->
                throw new IllegalArgumentException("no terrain '" + terrain + "'; there are: processes, containers");
        };
    }

    private static List<Fault> faults(String wanted, boolean containers) {
        List<Fault> possible = Stream.of(Fault.values())
                .filter(fault -> !containers || IN_CONTAINERS.contains(fault))
                .toList();
        if (wanted.equals("all")) {
            return possible;
        }
        List<Fault> faults = Stream.of(wanted.split(",")).map(Fault::of).toList();
        faults.stream().filter(fault -> !possible.contains(fault)).forEach(fault -> {
            throw new IllegalArgumentException("no '" + fault.word() + "' in containers; there are: "
                    + possible.stream().map(Fault::word).toList());
        });
        return faults;
    }

    private static List<String> versions(String wanted, boolean containers) {
        if (containers && !wanted.equals(Fault.NEWEST)) {
            throw new IllegalArgumentException("no server " + wanted + " in containers, whose image has no C library; "
                    + "there is: " + Fault.NEWEST);
        }
        return List.of(wanted.split(","));
    }

    Kind kind() {
        Kind kind = fault.kind(version);
        return containers ? kind.in(Terrain.Sort.CONTAINERS) : kind;
    }

    /** What tells its runs from those on other servers, in the ledger and the tables. */
    String server() {
        return version + (containers ? ", containers" : "");
    }

    /** The options for more such runs. */
    String options() {
        return "--fault " + fault.word() + " --server " + version + (containers ? " --terrain containers" : "");
    }

    /** All that the tables have rows for, in their order. */
    static List<Plan> all() {
        return Stream.of(of(Map.of()), of(Map.of("--terrain", "containers")), of(Map.of("--server", Fault.OLDEST)))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        return fault.word() + " on " + server();
    }
}
