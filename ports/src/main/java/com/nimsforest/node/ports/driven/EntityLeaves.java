package com.nimsforest.node.ports.driven;

import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import java.util.Set;

/** The kept leaves of entity nims: each nim's go to one node of the fleet at a time, its owner. */
public interface EntityLeaves {
    /**
     * Takes part in the ownership of the named nim's leaves. One member of the fleet is their owner; when it ends or falls
     * silent, another one begins a term within a few seconds. An owner that was replaced may learn of it late: that two
     * think they own is possible, and only a compare-and-set keeps their effects apart. From then on leaves of these
     * patterns are kept, whether or not the nim runs. What is no leaf becomes a dead letter.
     *
     * @throws IllegalArgumentException when leaves of a pattern cannot be kept, see {@link
     *     com.nimsforest.node.domain.leaf.LeafSubjectRules}
     */
    LeafOwnership own(Token nim, Set<SubjectPattern> patterns, EntityLeafHandler handler);
}
