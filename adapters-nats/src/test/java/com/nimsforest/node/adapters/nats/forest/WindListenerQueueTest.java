package com.nimsforest.node.adapters.nats.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.harness.AdapterExecutors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WindListenerQueueTest {
    private final AdapterExecutors threads = new AdapterExecutors();
    private final List<Integer> read = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void allIsReadInOrder() {
        WindListenerQueue<Integer> mailbox = new WindListenerQueue<>(read::add, threads.workers);

        IntStream.range(0, 1000).forEach(mailbox::put);

        await().until(() -> read.size() == 1000);
        assertThat(read).isSorted();
    }

    @Test
    void aFullMailboxLosesWhatComesAndTakesAgainWhenThereIsRoom() {
        CountDownLatch open = new CountDownLatch(1);
        WindListenerQueue<Integer> mailbox = new WindListenerQueue<>(
                item -> {
                    awaitQuietly(open);
                    read.add(item);
                },
                threads.workers);

        IntStream.range(0, 20_000).forEach(mailbox::put);
        open.countDown();
        await().until(() -> read.size() >= 10_000);
        await().until(() -> {
            mailbox.put(-1);
            return read.contains(-1);
        });

        assertThat(read.size()).isLessThan(20_000);
    }

    @Test
    void closingWaitsForTheListenerAndDropsTheRest() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        WindListenerQueue<Integer> mailbox = new WindListenerQueue<>(
                item -> {
                    inside.countDown();
                    awaitQuietly(leave);
                    read.add(item);
                },
                threads.workers);
        mailbox.put(1);
        mailbox.put(2);
        awaitQuietly(inside);

        AtomicReference<Thread> closer = new AtomicReference<>();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(
                () -> {
                    closer.set(Thread.currentThread());
                    mailbox.close();
                },
                threads.workers);
        await().until(() -> closer.get() != null && closer.get().getState() == Thread.State.TIMED_WAITING);
        assertThat(closing).isNotDone();
        leave.countDown();

        assertThat(closing).succeedsWithin(java.time.Duration.ofSeconds(5));
        assertThat(read).containsExactly(1);
    }

    @Test
    void aListenerMayCloseItsOwnMailbox() {
        AtomicReference<WindListenerQueue<Integer>> self = new AtomicReference<>();
        self.set(new WindListenerQueue<>(
                item -> {
                    self.get().close();
                    read.add(item);
                },
                threads.workers));

        self.get().put(1);

        await().until(() -> read.contains(1));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
