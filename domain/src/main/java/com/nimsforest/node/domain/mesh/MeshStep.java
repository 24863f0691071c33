package com.nimsforest.node.domain.mesh;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.wording.CountedNoun;

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
        REMOVE_MACHINE,
        /** What was set up on the machine that left is removed from it, its data too. */
        UNINSTALL,
        /** The machine's list of the others becomes complete. */
        SET_PEERS,
        /** The machine gets another nats-server and node. */
        UPGRADE_MACHINE,
        /** The machine accepts the new token beside the old one. */
        TRUST_TOKEN,
        /** The machine shows the new token. */
        SWITCH_TOKEN,
        /** The machine no longer accepts the old token. */
        DROP_TOKEN
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

    static MeshStep uninstall(String name) {
        return new MeshStep(Kind.UNINSTALL, name, 0, "");
    }

    static MeshStep setPeers(String name) {
        return new MeshStep(Kind.SET_PEERS, name, 0, "");
    }

    static MeshStep roll(Kind kind, String machine) {
        return new MeshStep(kind, machine, 0, "");
    }

    public String words() {
        return switch (kind) {
            case AWAIT_MACHINE -> "set up " + subject + ", and wait until it has joined";
            case SET_REPLICAS -> "give " + subject + " " + CountedNoun.of(replicas, "replicas");
            case MOVE_REPLICA -> "move the replica of " + subject + " from " + machine + " to another machine";
            case REMOVE_MACHINE -> "remove " + subject + " from the mesh";
            case UNINSTALL -> "uninstall " + subject + ", and remove its data";
            case SET_PEERS -> "have " + subject + " list the other machines as its peers";
            case UPGRADE_MACHINE -> "upgrade " + subject;
            case TRUST_TOKEN -> "have " + subject + " accept the new token beside the old one";
            case SWITCH_TOKEN -> "have " + subject + " use the new token";
            case DROP_TOKEN -> "have " + subject + " refuse the old token";
        };
    }

    /** What happens when nothing follows this step. */
    public String consequence() {
        return switch (kind) {
            case AWAIT_MACHINE -> subject + " is a member without replicas";
            case SET_REPLICAS, MOVE_REPLICA -> "other streams are as before; all work on";
            case REMOVE_MACHINE -> machine + " is no member; streams that had a replica there have one less";
            case UNINSTALL -> "the lists of peers are as before; all work on";
            case SET_PEERS -> "the next machines list their peers as before; servers find each other by any of them";
            case UPGRADE_MACHINE -> subject + " runs the new version, the next machines the old one; all work on";
            case TRUST_TOKEN ->
                "a server with the old token can still join, and one with the new token through " + subject;
            case SWITCH_TOKEN -> "a server with either token can join";
            case DROP_TOKEN -> "a server with the old token can still join through the next machines";
        };
    }
}
