package com.nimsforest.node.ports.failure.violations;

import com.nimsforest.node.ports.driven.Wind;

/** What failures must not be. */
public final class FailureViolations {
    private FailureViolations() {}

    public interface KnowsDriven {
        Wind wind();
    }
}
