package com.nimsforest.node.ports.usecase;

import com.nimsforest.node.ports.driven.Subscription;
import java.util.List;

/** Several subscriptions as one; they close side by side, since each may have work in flight to wait for. */
record CombinedSubscription(List<Subscription> subscriptions) implements Subscription {
    CombinedSubscription {
        subscriptions = List.copyOf(subscriptions);
    }

    @Override
    public void close() {
        subscriptions.parallelStream().forEach(Subscription::close);
    }
}
