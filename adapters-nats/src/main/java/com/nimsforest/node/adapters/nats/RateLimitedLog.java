package com.nimsforest.node.adapters.nats;

import java.time.Duration;
import org.slf4j.Logger;

/** Tells the first of many like events in full, and of those that follow only how many, every ten seconds. Any thread. */
public final class RateLimitedLog {
    private static final long PERIOD = Duration.ofSeconds(10).toNanos();

    private final Logger log;
    private final String what;
    private long lastLogged = System.nanoTime() - PERIOD;
    private long suppressed;

    public RateLimitedLog(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    public synchronized void warn(String format, Object... arguments) {
        if (System.nanoTime() - lastLogged < PERIOD) {
            suppressed++;
            return;
        }
        flush();
        log.warn(format, arguments);
    }

    /** Tells what has not been told yet, when it is time. */
    public synchronized void tick() {
        if (suppressed > 0 && System.nanoTime() - lastLogged >= PERIOD) {
            flush();
        }
    }

    private void flush() {
        if (suppressed > 0) {
            log.warn("{}: {} more since then", what, suppressed);
            suppressed = 0;
        }
        lastLogged = System.nanoTime();
    }
}
