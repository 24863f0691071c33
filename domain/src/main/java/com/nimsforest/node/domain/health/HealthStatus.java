package com.nimsforest.node.domain.health;

/** How something is, from good to bad. */
public enum HealthStatus {
    UP,
    /** Works, but a person should look, or one more fault would stop it. */
    DEGRADED,
    DOWN;

    public HealthStatus worst(HealthStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
