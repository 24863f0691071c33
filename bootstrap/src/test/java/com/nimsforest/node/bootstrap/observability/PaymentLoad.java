package com.nimsforest.node.bootstrap.observability;

import com.nimsforest.node.bootstrap.NodeProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Payments that come in at each of some nodes, one after another, until closed. */
final class PaymentLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PACE = Duration.ofMillis(20);

    private final AtomicLong number = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private final List<Thread> senders;
    private volatile boolean ended;

    private PaymentLoad(NodeProcess... nodes) {
        this.senders = Stream.of(nodes)
                .map(node -> new Thread(() -> send(node), "payments"))
                .toList();
    }

    static PaymentLoad to(NodeProcess... nodes) {
        PaymentLoad payments = new PaymentLoad(nodes);
        payments.senders.forEach(Thread::start);
        return payments;
    }

    /** Until so many more than now are stored. */
    void awaitMore(int more) {
        long before = stored.get();
        Awaitility.await().atMost(PATIENCE).until(() -> stored.get() >= before + more);
    }

    private void send(NodeProcess node) {
        while (!ended) {
            LockSupport.parkNanos(PACE.toNanos());
            try {
                if (node.post("/river/stripe.webhook", payment(number.incrementAndGet()))
                                .statusCode()
                        == 201) {
                    stored.incrementAndGet();
                }
            } catch (UncheckedIOException away) {
                // The next one is sent all the same.
            }
        }
    }

    private static String payment(long number) {
        return "{\"id\":\"evt_" + number + "\",\"type\":\"charge.succeeded\",\"data\":{\"object\":{\"amount\":5000,"
                + "\"currency\":\"usd\",\"customer\":\"cus_" + number + "\"}}}";
    }

    @Override
    public void close() {
        ended = true;
        for (Thread sender : senders) {
            try {
                sender.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
