package com.nimsforest.node.domain.health;

import java.util.Locale;

/** The parts of a node that health is told of, in the order in which they are shown. */
public enum HealthComponent {
    NATS,
    JETSTREAM,
    CLUSTER,
    PIPELINE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
