package com.nimsforest.node.ports.fakes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Runs tasks on the thread of the test and only when told, in the order of their times, then of their coming unless told
 * otherwise; so a test with it runs the same way each time. Any thread may add tasks; one thread runs them.
 */
public final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
    private static final int MANY = 1_000_000;

    private final MutableClock clock;
    private final LongSupplier ranks;
    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>(Task::comesBefore);
    private boolean shutdown;

    public ManualScheduler(MutableClock clock) {
        this(clock, new AtomicLong()::getAndIncrement);
    }

    /** Of tasks due at the same time, the one of the lowest rank runs first; each gets its rank as it comes. */
    public ManualScheduler(MutableClock clock, LongSupplier ranks) {
        this.clock = clock;
        this.ranks = ranks;
    }

    /** Runs what is due now and what comes of it, until nothing is due. */
    public void runDue() {
        for (int ran = 0; ran < MANY; ran++) {
            Task<?> due = takeDue(clock.instant());
            if (due == null) {
                return;
            }
            due.runTask();
        }
        throw new IllegalStateException("still busy after " + MANY + " tasks");
    }

    /** Runs at most so many of the tasks that are due now or become due by it. */
    public void runSome(int most) {
        for (int ran = 0; ran < most; ran++) {
            Task<?> due = takeDue(clock.instant());
            if (due == null) {
                return;
            }
            due.runTask();
        }
    }

    /** Moves the clock and runs each task at its time. */
    public void advance(Duration by) {
        Instant end = clock.instant().plus(by);
        runDue();
        for (Instant at = nextTime(); at != null && !at.isAfter(end); at = nextTime()) {
            clock.set(at);
            runDue();
        }
        clock.set(end);
    }

    private synchronized Task<?> takeDue(Instant now) {
        Task<?> first = tasks.peek();
        return first == null || first.at.isAfter(now) ? null : tasks.poll();
    }

    private synchronized Instant nextTime() {
        Task<?> first = tasks.peek();
        return first == null ? null : first.at;
    }

    private synchronized <T> ScheduledFuture<T> add(Callable<T> action, Duration delay, Duration period) {
        Instant at = delay.isZero() ? clock.instant() : clock.instant().plus(delay);
        Task<T> task = new Task<>(action, at, period, ranks.getAsLong());
        if (!shutdown) {
            tasks.add(task);
        }
        return task;
    }

    private synchronized void again(Task<?> task) {
        if (!shutdown) {
            tasks.add(task);
        }
    }

    private static Duration duration(long time, TimeUnit unit) {
        return time == 0 ? Duration.ZERO : Duration.ofNanos(unit.toNanos(time));
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(callable(command), duration(delay, unit), Duration.ZERO);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(callable, duration(delay, unit), Duration.ZERO);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return add(callable(command), duration(initialDelay, unit), duration(period, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return add(callable(command), duration(initialDelay, unit), duration(delay, unit));
    }

    private static Callable<Boolean> callable(Runnable command) {
        return () -> {
            command.run();
            return true;
        };
    }

    @Override
    public synchronized void shutdown() {
        shutdown = true;
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        List<Runnable> left = new ArrayList<>(tasks);
        tasks.clear();
        shutdown = true;
        return left;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutdown && tasks.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    private final class Task<T> extends FutureTask<T> implements ScheduledFuture<T> {
        private final Duration period;
        private final long rank;
        private Instant at;

        Task(Callable<T> action, Instant at, Duration period, long rank) {
            super(action);
            this.at = at;
            this.period = period;
            this.rank = rank;
        }

        /** Written out, since nearly all of a simulation's time passes here. */
        int comesBefore(Task<?> other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? Long.compare(rank, other.rank) : byTime;
        }

        void runTask() {
            if (period.isZero()) {
                run();
            } else if (runAndReset()) {
                at = at.plus(period);
                again(this);
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.instant(), at));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
