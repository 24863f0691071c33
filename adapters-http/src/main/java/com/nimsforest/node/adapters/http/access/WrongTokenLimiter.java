package com.nimsforest.node.adapters.http.access;

import com.nimsforest.node.ports.execution.LruMap;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down, counts and logs those who show wrong tokens: the answers to one address come one after another, half a second apart.
 * Who shows a right one never waits, so nobody can lock out others behind the same proxy. Any thread.
 */
public final class WrongTokenLimiter {
    private static final Logger LOG = LoggerFactory.getLogger(WrongTokenLimiter.class);
    private static final Duration APART = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration LOG_PERIOD = Duration.ofMinutes(1);
    private static final int ADDRESSES = 1024;

    private final Runnable counter;
    private final LongSupplier nanoTime;
    private final Map<String, Attempts> attempts = new LruMap<>(ADDRESSES);

    /**
     * Knows no address yet.
     *
     * @param counter called for each wrong token
     */
    public WrongTokenLimiter(Runnable counter) {
        this(counter, System::nanoTime);
    }

    WrongTokenLimiter(Runnable counter, LongSupplier nanoTime) {
        this.counter = counter;
        this.nanoTime = nanoTime;
    }

    /** Notes a wrong token of the address, and returns how long its answer has to wait. */
    synchronized Duration next(String address) {
        counter.run();
        long now = nanoTime.getAsLong();
        Attempts before = attempts.getOrDefault(address, new Attempts(now, now - LOG_PERIOD.toNanos(), 0));
        long due = Math.min(Math.max(before.due(), now) + APART.toNanos(), now + LONGEST.toNanos());
        attempts.put(address, logged(address, new Attempts(due, before.loggedAt(), before.unlogged() + 1), now));
        return Duration.ofNanos(due - now);
    }

    /** Whether an answer to the address still waits: until then no further token of it is looked at where none is needed. */
    synchronized boolean isLimited(String address) {
        Attempts known = attempts.get(address);
        return known != null && known.due() - nanoTime.getAsLong() > 0;
    }

    private static Attempts logged(String address, Attempts noted, long now) {
        if (now - noted.loggedAt() < LOG_PERIOD.toNanos()) {
            return noted;
        }
        LOG.warn("wrong HTTP token address={} count={}", address, noted.unlogged());
        return new Attempts(noted.due(), now, 0);
    }

    /**
     * Of one address.
     *
     * @param due when the last answer goes out, by {@link System#nanoTime()}
     * @param loggedAt when the last line was logged
     * @param unlogged how many came since
     */
    private record Attempts(long due, long loggedAt, int unlogged) {}
}
