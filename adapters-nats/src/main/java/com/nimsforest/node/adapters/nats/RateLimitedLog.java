package com.nimsforest.node.adapters.nats;

import java.time.Duration;
import org.slf4j.Logger;

/** Tells the first of many like events in full, and of those that follow only how many, every ten seconds. Any thread. */
public final class RateLimitedLog {
    private static final long PERIOD = Duration.ofSeconds(10).toNanos();

    private final Logger log;
    private final String what;
    private long told = System.nanoTime() - PERIOD;
    private long untold;

    public RateLimitedLog(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    public synchronized void warn(String format, Object... arguments) {
        if (System.nanoTime() - told < PERIOD) {
            untold++;
            return;
        }
        flush();
        log.warn(format, arguments);
    }

    /** Tells what has not been told yet, when it is time. */
    public synchronized void tick() {
        if (untold > 0 && System.nanoTime() - told >= PERIOD) {
            flush();
        }
    }

    private void flush() {
        if (untold > 0) {
            log.warn("{}: {} more since then", what, untold);
            untold = 0;
        }
        told = System.nanoTime();
    }
}
