package com.nimsforest.node.ports.driven.operations;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.compost.HumusSequenceRange;
import com.nimsforest.node.domain.soil.HumusSlot;
import java.util.function.Consumer;

/**
 * Takes in the whole humus.
 *
 * @param begins told what is going to be read, first
 * @param unreadable told of places at which is something that is no compost
 */
public record HumusReadCallbacks(
        Consumer<HumusSequenceRange> begins, Consumer<HumusEntry> entry, Consumer<HumusSlot> unreadable) {
    public HumusReadCallbacks {
        requireNonNull(begins, "begins");
        requireNonNull(entry, "entry");
        requireNonNull(unreadable, "unreadable");
    }
}
