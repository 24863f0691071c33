package com.nimsforest.node.adapters.nats.publish;

import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Admits messages while those that are not answered yet are within limits of number and bytes, and completes the stage of each
 * on a worker. Any thread.
 */
final class AdmittedPublishes {
    private static final int MOST_MESSAGES = 10_000;
    private static final long MOST_BYTES = 64L << 20;

    private final Executor workers;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    AdmittedPublishes(Executor workers) {
        this.workers = workers;
    }

    boolean areWaiting() {
        return count.get() > 0;
    }

    /** Whether the message is within the limits; otherwise it has been failed. */
    boolean admit(PendingPublish message) {
        int messages = count.incrementAndGet();
        long size = bytes.addAndGet(message.size());
        if (messages > MOST_MESSAGES || size > MOST_BYTES) {
            fail(
                    message,
                    new StorageUnavailableException(message.subject() + ": busy, too many messages wait to be stored"));
            return false;
        }
        return true;
    }

    void succeed(PendingPublish message, PublishReceipt receipt) {
        settle(message);
        onWorker(() -> message.stored().complete(receipt));
    }

    void fail(PendingPublish message, ForestException failure) {
        settle(message);
        onWorker(() -> message.stored().completeExceptionally(failure));
    }

    private void settle(PendingPublish message) {
        count.decrementAndGet();
        bytes.addAndGet(-message.size());
    }

    private void onWorker(Runnable completion) {
        try {
            workers.execute(completion);
        } catch (RejectedExecutionException ending) {
            completion.run();
        }
    }
}
