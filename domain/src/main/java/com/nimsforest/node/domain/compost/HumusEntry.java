package com.nimsforest.node.domain.compost;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.soil.HumusSlot;

/** A compost with its place in the humus. */
public record HumusEntry(HumusSlot slot, Compost compost) {
    public HumusEntry {
        requireNonNull(slot, "slot");
        requireNonNull(compost, "compost");
    }
}
