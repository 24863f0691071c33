package com.nimsforest.node.ports.driven;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.entity.OriginFloors;
import com.nimsforest.node.domain.leaf.Leaf;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Takes the leaves of one entity nim while this node owns them. Called one at a time, on worker threads.
 *
 * @param beginning see {@link #begin}
 * @param taking see {@link #take}
 * @param completing see {@link #complete}
 */
public record EntityLeafHandler(Runnable beginning, DeliveryHandler<Leaf> taking, Consumer<OriginFloors> completing) {
    public EntityLeafHandler {
        requireNonNull(beginning, "beginning");
        requireNonNull(taking, "taking");
        requireNonNull(completing, "completing");
    }

    /**
     * A term of ownership begins: each leaf that is not settled is handed over again, from the oldest on. What was handed
     * over before and has no effect yet is to be forgotten.
     */
    public void begin() {
        beginning.run();
    }

    /**
     * A leaf, in the order in which the leaves are kept, but for those that come again. Returns without having worked it;
     * the message is acknowledged after the verdict, never before. Failures of the stage as with {@link DeliveryHandler}.
     */
    public CompletionStage<Verdict> take(MessageDelivery<Leaf> delivery) {
        return taking.handle(delivery);
    }

    /** Every leaf that comes of what these floors reach was handed over in this term, so that its order is known. */
    public void complete(OriginFloors floors) {
        completing.accept(floors);
    }
}
