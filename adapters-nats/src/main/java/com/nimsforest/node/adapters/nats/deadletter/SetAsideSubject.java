package com.nimsforest.node.adapters.nats.deadletter;

import com.nimsforest.node.domain.river.RiverPosition;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;

/**
 * The subjects of the stream {@code ASIDE}. Each river message has a subject of its own there, so that the servers store it
 * once: {@code aside.tree.<tree>.<identity>.<sequence>} for a tree that failed, {@code
 * aside.unknown.<identity>.<sequence>.<river subject without river.>} for want of a tree.
 */
public final class SetAsideSubject {
    public static final String UNKNOWN = "aside.unknown.*.*.>";

    private static final String OF_TREE = "aside.tree.";
    private static final String OF_NONE = "aside.unknown.";

    private SetAsideSubject() {}

    public static String forTree(Token tree, RiverPosition position) {
        return OF_TREE + tree + "." + position.identity() + "." + position.sequence();
    }

    public static String unknown(String riverSubject, RiverPosition position) {
        return OF_NONE + position.identity() + "." + position.sequence() + "."
                + riverSubject.substring(RiverSubjects.PREFIX.length());
    }

    /** What is set aside for the tree. */
    public static SubjectPattern ofTree(Token tree) {
        return SubjectPattern.of(OF_TREE + tree + ".>");
    }

    /** What is set aside for want of a tree and matches the pattern of the river. */
    public static String unknownMatching(SubjectPattern pattern) {
        return OF_NONE + "*.*." + pattern.value().substring(RiverSubjects.PREFIX.length());
    }
}
