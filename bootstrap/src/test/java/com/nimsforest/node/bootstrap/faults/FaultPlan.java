package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.bootstrap.faults.FaultMesh.Kind;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be run: a fault on servers of a version.
 *
 * @param containers whether the servers run in containers, instead of as the fault needs it
 * @param batches whether the streams take atomic batches
 */
record FaultPlan(FaultScenario fault, String version, boolean containers, boolean batches)
        implements Comparable<FaultPlan> {
    private static final String CONTAINERS = ", containers";
    private static final String BATCHES = ", atomic batches";
    /** Containers have no disks of their own, are cut off in both directions, and keep their server. */
    private static final Set<FaultScenario> IN_CONTAINERS = EnumSet.of(
            FaultScenario.LEADER_KILLED,
            FaultScenario.LEADER_STOPPED,
            FaultScenario.LEADER_FROZEN,
            FaultScenario.FOLLOWER_FROZEN,
            FaultScenario.ALL_KILLED,
            FaultScenario.NODE_KILLED,
            FaultScenario.STORE_WIPED,
            FaultScenario.MACHINE_REPLACED,
            FaultScenario.LEADER_ISOLATED);

    /** By the options of the script; {@link IllegalArgumentException} in one line for what cannot be had. */
    static List<FaultPlan> of(Map<String, String> options) {
        boolean batches = options.containsKey("--atomic-batches");
        boolean containers = containers(options.getOrDefault("--terrain", "processes"));
        List<FaultScenario> faults = faults(options.getOrDefault("--fault", "all"), containers);
        List<FaultPlan> plans = versions(options.getOrDefault("--server", FaultScenario.NEWEST), containers).stream()
                .flatMap(version -> faults.stream()
                        .filter(fault -> fault.possible(version))
                        .map(fault -> new FaultPlan(fault, version, containers, batches)))
                .toList();
        if (plans.isEmpty()) {
            throw new IllegalArgumentException("of a power cut nothing is promised, and no upgrade begins, with other"
                    + " servers than " + FaultScenario.NEWEST + "; leave --server out");
        }
        return plans;
    }

    private static boolean containers(String hosting) {
        return switch (hosting) {
            case "processes" -> false;
            case "containers" -> true;
            default ->
                throw new IllegalArgumentException("no terrain '" + hosting + "'; there are: processes, containers");
        };
    }

    private static List<FaultScenario> faults(String wanted, boolean containers) {
        List<FaultScenario> possible = Stream.of(FaultScenario.values())
                .filter(fault -> !containers || IN_CONTAINERS.contains(fault))
                .toList();
        if (wanted.equals("all")) {
            return possible;
        }
        List<FaultScenario> faults =
                Stream.of(wanted.split(",")).map(FaultScenario::of).toList();
        faults.stream().filter(fault -> !possible.contains(fault)).forEach(fault -> {
            throw new IllegalArgumentException("no '" + fault.word() + "' in containers; there are: "
                    + possible.stream().map(FaultScenario::word).toList());
        });
        return faults;
    }

    private static List<String> versions(String wanted, boolean containers) {
        if (containers && !wanted.equals(FaultScenario.NEWEST)) {
            throw new IllegalArgumentException("no server " + wanted + " in containers, whose image has no C library; "
                    + "there is: " + FaultScenario.NEWEST);
        }
        return List.of(wanted.split(","));
    }

    Kind kind() {
        Kind kind = fault.kind(version);
        Kind there = containers ? kind.in(ServerHosting.Sort.CONTAINERS) : kind;
        return batches ? there.inBatches() : there;
    }

    /** What tells its runs from those on other servers, in the ledger and the tables. */
    String server() {
        return version + (containers ? CONTAINERS : "") + (batches ? BATCHES : "");
    }

    /** The options for more such runs. */
    String options() {
        return "--fault " + fault.word() + " --server " + version + (containers ? " --terrain containers" : "")
                + (batches ? " --atomic-batches" : "");
    }

    /** The plan of a line of the ledger: the word of a fault, and {@link #server()}. */
    static FaultPlan recorded(String fault, String server) {
        String version = server.split(",")[0];
        return new FaultPlan(FaultScenario.of(fault), version, server.contains(CONTAINERS), server.contains(BATCHES));
    }

    /** The newest server first, processes before containers, single messages before batches, faults as they are declared. */
    @Override
    public int compareTo(FaultPlan other) {
        return Comparator.comparing(FaultPlan::version, Comparator.reverseOrder())
                .thenComparing(FaultPlan::containers)
                .thenComparing(FaultPlan::batches)
                .thenComparing(FaultPlan::fault)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return fault.word() + " on " + server();
    }
}
