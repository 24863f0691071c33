package com.nimsforest.node.domain.health;

import static java.util.Objects.requireNonNull;

/** Something that works and will not for long. */
public record HealthWarning(HealthComponent component, String reason, String hint) {
    public HealthWarning {
        requireNonNull(component, "component");
        requireNonNull(reason, "reason");
        requireNonNull(hint, "hint");
    }
}
