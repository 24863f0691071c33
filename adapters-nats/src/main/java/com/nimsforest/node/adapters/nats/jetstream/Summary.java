package com.nimsforest.node.adapters.nats.jetstream;

import java.time.Duration;
import org.slf4j.Logger;

/** Tells the first of many like events in full, and of those that follow only how many, every ten seconds. Any thread. */
final class Summary {
    private static final long PERIOD = Duration.ofSeconds(10).toNanos();

    private final Logger log;
    private final String what;
    private long told = System.nanoTime() - PERIOD;
    private long untold;

    Summary(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    synchronized void warn(String format, Object... arguments) {
        if (System.nanoTime() - told < PERIOD) {
            untold++;
            return;
        }
        flush();
        log.warn(format, arguments);
    }

    /** Tells what has not been told yet, when it is time. */
    synchronized void tick() {
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
