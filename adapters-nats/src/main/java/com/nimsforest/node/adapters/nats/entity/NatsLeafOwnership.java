package com.nimsforest.node.adapters.nats.entity;

import com.nimsforest.node.ports.driven.LeafOwnership;
import com.nimsforest.node.ports.driven.Subscription;

/** Whether the pin of a nim's consumer is this node's. */
final class NatsLeafOwnership implements LeafOwnership {
    private final EntityLeafFeed feed;
    private final Subscription following;
    private final Subscription consuming;

    NatsLeafOwnership(EntityLeafFeed feed, Subscription following, Subscription consuming) {
        this.feed = feed;
        this.following = following;
        this.consuming = consuming;
    }

    @Override
    public boolean isOwner() {
        return feed.isOwner();
    }

    @Override
    public void close() {
        following.close();
        consuming.close();
    }
}
