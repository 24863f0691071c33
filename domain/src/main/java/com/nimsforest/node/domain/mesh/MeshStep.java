package com.nimsforest.node.domain.mesh;

import static java.util.Objects.requireNonNull;

/**
 * One step of a change. After each the mesh works on, and waits until all replicas are current.
 *
 * @param subject the machine or the stream that it is about
 * @param replicas how many the stream gets; 0 when it keeps its number
 * @param machine the machine that leaves; empty for none
 */
public record MeshStep(Kind kind, String subject, int replicas, String machine) {
    /** What is done. */
    public enum Kind {
        /** The machine is set up by an operator, and joins. */
        AWAIT_MACHINE,
        /** The stream gets another number of replicas. */
        SET_REPLICAS,
        /** The stream's replica on the machine that leaves moves to another one. */
        MOVE_REPLICA,
        /** The machine is taken out of the meta group. */
        REMOVE_MACHINE
    }

    public MeshStep {
        requireNonNull(kind, "kind");
        requireNonNull(subject, "subject");
        requireNonNull(machine, "machine");
    }

    static MeshStep awaitMachine(String name) {
        return new MeshStep(Kind.AWAIT_MACHINE, name, 0, "");
    }

    static MeshStep setReplicas(String stream, int replicas) {
        return new MeshStep(Kind.SET_REPLICAS, stream, replicas, "");
    }

    static MeshStep moveReplica(String stream, String from) {
        return new MeshStep(Kind.MOVE_REPLICA, stream, 0, from);
    }

    static MeshStep removeMachine(String name) {
        return new MeshStep(Kind.REMOVE_MACHINE, name, 0, name);
    }

    public String words() {
        return switch (kind) {
            case AWAIT_MACHINE -> "set up " + subject + ", and wait until it has joined";
            case SET_REPLICAS -> "give " + subject + " " + replicas + (replicas == 1 ? " replica" : " replicas");
            case MOVE_REPLICA -> "move the replica of " + subject + " from " + machine + " to another machine";
            case REMOVE_MACHINE -> "remove " + subject + " from the mesh";
        };
    }

    /** What happens when nothing follows this step. */
    public String consequence() {
        return switch (kind) {
            case AWAIT_MACHINE -> subject + " is a member without replicas";
            case SET_REPLICAS, MOVE_REPLICA -> "other streams are as before; all work on";
            case REMOVE_MACHINE -> machine + " is no member; streams that had a replica there have one less";
        };
    }
}
