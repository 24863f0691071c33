package com.nimsforest.node.ports.driven;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.compost.HumusSpan;
import com.nimsforest.node.domain.soil.Slot;
import java.util.function.Consumer;

/**
 * Takes in the whole humus.
 *
 * @param begins told what is going to be read, first
 * @param unreadable told of places at which is something that is no compost
 */
public record HumusReader(Consumer<HumusSpan> begins, Consumer<HumusEntry> entry, Consumer<Slot> unreadable) {
    public HumusReader {
        requireNonNull(begins, "begins");
        requireNonNull(entry, "entry");
        requireNonNull(unreadable, "unreadable");
    }
}
