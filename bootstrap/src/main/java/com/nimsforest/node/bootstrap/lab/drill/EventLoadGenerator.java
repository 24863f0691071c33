package com.nimsforest.node.bootstrap.lab.drill;

import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.What;
import com.nimsforest.node.domain.handler.RetryBackoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writers that send numbered events. Each event is repeated under one id, to one node after another, until it is
 * acknowledged. Any thread may stop them.
 */
public final class EventLoadGenerator implements AutoCloseable {
    private static final RetryBackoff BACKOFF = RetryBackoff.doubling(Duration.ofMillis(20), Duration.ofMillis(500));

    private final List<EventSender> senders;
    private final DrillHistory history;
    private final String run;
    private final Pace pace;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch abandoned = new CountDownLatch(1);
    private final ExecutorService writers;

    /**
     * How much is written.
     *
     * @param writers how many events may be in flight at once
     * @param pause how long each writer waits between two of its events
     * @param newIds whether each repeat gets a new id, which is the mistake that a checker has to find
     */
    public record Pace(int writers, Duration pause, boolean newIds) {
        public static Pace of(int writers, Duration pause) {
            return new Pace(writers, pause, false);
        }
    }

    private EventLoadGenerator(List<EventSender> senders, DrillHistory history, String run, Pace pace) {
        this.senders = List.copyOf(senders);
        this.history = history;
        this.run = run;
        this.pace = pace;
        this.writers = Executors.newFixedThreadPool(pace.writers(), task -> {
            Thread thread = new Thread(task, "writer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts the writers; {@code run} is the prefix of the ids. */
    public static EventLoadGenerator start(List<EventSender> senders, DrillHistory history, String run, Pace pace) {
        EventLoadGenerator load = new EventLoadGenerator(senders, history, run, pace);
        for (int writer = 0; writer < pace.writers(); writer++) {
            Random chance = new Random(writer);
            load.writers.execute(() -> load.write(chance));
        }
        return load;
    }

    /** Starts no more events, and waits for the acknowledgements of those in flight. */
    public void stop(Duration timeout) throws InterruptedException {
        stopping.countDown();
        writers.shutdown();
        if (!writers.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
        }
    }

    public long acknowledged() {
        return answered.get();
    }

    public long started() {
        return numbers.get();
    }

    @Override
    public void close() {
        stopping.countDown();
        abandoned.countDown();
        writers.shutdownNow();
    }

    private void write(Random chance) {
        try {
            do {
                send(numbers.incrementAndGet(), chance);
            } while (!stopping.await(pace.pause().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(long number, Random chance) throws InterruptedException {
        history.note(What.SENT, number, "");
        List<EventSender> order = new ArrayList<>(senders);
        for (int attempt = 0; abandoned.getCount() > 0; attempt++) {
            EventSender sender = order.get((int) ((number + attempt) % order.size()));
            String id = run + "-" + number + (pace.newIds() ? "?" + attempt : "");
            if (stored(sender, number, id)) {
                history.note(What.ACKNOWLEDGED, number, sender.name());
                answered.incrementAndGet();
                return;
            }
            history.note(What.UNANSWERED, number, sender.name());
            int wait = (int) BACKOFF.after(attempt + 1).toMillis();
            if (abandoned.await(wait / 2 + chance.nextInt(wait), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static boolean stored(EventSender sender, long number, String id) throws InterruptedException {
        try {
            return sender.send(number, id);
        } catch (RuntimeException refused) {
            return false;
        }
    }
}
