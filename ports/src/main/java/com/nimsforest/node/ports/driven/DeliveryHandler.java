package com.nimsforest.node.ports.driven;

import java.util.concurrent.CompletionStage;

/**
 * Takes the deliveries of one consumer. Called one at a time, in the order of the stream, on a thread of the adapter; it
 * should start the work and return, for the next delivery waits for the return, though not for the verdict. The message
 * is acknowledged after the verdict, never before.
 *
 * <p>A handler that throws, or whose stage fails, is understood by the kind of failure: {@code RejectedInputException} as
 * REJECT, the other {@code ForestException}s as POSTPONE, anything else as RETRY.
 */
@FunctionalInterface
public interface DeliveryHandler<T> {
    CompletionStage<Verdict> handle(MessageDelivery<T> delivery);
}
