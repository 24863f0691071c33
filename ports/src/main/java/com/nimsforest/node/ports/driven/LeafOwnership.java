package com.nimsforest.node.ports.driven;

/** A node's part in the ownership of an entity nim's leaves. Any thread. */
public interface LeafOwnership extends Subscription {
    /** Whether this node is the owner, as far as it knows: two may think so, and nobody is until a leaf was given. */
    boolean isOwner();
}
