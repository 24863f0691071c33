package com.nimsforest.node.domain.mesh;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One stream and where its replicas are.
 *
 * @param replicas how many it is configured to have
 * @param current the machines whose replicas hold everything
 * @param behind the machines whose replicas are catching up, or are not heard of
 */
public record MeshStream(String name, int replicas, long messages, Set<String> current, Set<String> behind) {
    public MeshStream {
        requireNonNull(name, "name");
        current = Set.copyOf(current);
        behind = Set.copyOf(behind);
    }

    Set<String> holders() {
        return Stream.concat(current.stream(), behind.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether every replica that it should have is there and holds everything. */
    public boolean isSettled() {
        return behind.isEmpty() && current.size() == replicas;
    }

    /** Only a leader tells which replicas are current, itself among them; without a majority it resigns. */
    boolean hasLeader() {
        return !current.isEmpty();
    }

    /** How many of its machines may be lost, and it still takes messages; negative without a quorum. */
    int lossesBorne() {
        int group = Math.max(replicas, holders().size());
        return current.size() - (group / 2 + 1);
    }

    boolean bearsAbsenceOf(String machine) {
        int group = Math.max(replicas, holders().size());
        return current.stream().filter(name -> !name.equals(machine)).count() > group / 2;
    }

    Stream<String> deficit() {
        return isSettled()
                ? Stream.empty()
                : Stream.of(name + " has " + current.size() + " of " + replicas + " replicas current");
    }

    MeshStream without(String machine) {
        Set<String> others = new HashSet<>(current);
        others.remove(machine);
        Set<String> othersBehind = new HashSet<>(behind);
        othersBehind.remove(machine);
        return new MeshStream(name, replicas, messages, others, othersBehind);
    }

    MeshStream on(int number, Set<String> machines) {
        return new MeshStream(name, number, messages, machines, Set.of());
    }
}
