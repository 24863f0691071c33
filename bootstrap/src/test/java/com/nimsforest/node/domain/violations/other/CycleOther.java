package com.nimsforest.node.domain.violations.other;

import com.nimsforest.node.domain.violations.one.CycleOne;
import java.util.Optional;

/** Knows the one, which knows it. */
public record CycleOther(Optional<CycleOne> one) {
    CycleOne get() {
        return one.orElseThrow();
    }
}
