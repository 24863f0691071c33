package com.nimsforest.node.domain.violations.other;

import com.nimsforest.node.domain.violations.one.One;
import java.util.Optional;

/** Knows the one, which knows it. */
public record Other(Optional<One> one) {
    One get() {
        return one.orElseThrow();
    }
}
