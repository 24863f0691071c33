package com.nimsforest.node.bootstrap.lab.process;

import com.nimsforest.node.ports.execution.BoundedPolling;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits on the calling thread until a condition holds, for 90 s at most. */
public final class BoundedWait {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private BoundedWait() {}

    public static void until(String what, BooleanSupplier condition) {
        if (!BoundedPolling.poll(TIMEOUT, condition::getAsBoolean, holds -> holds)) {
            throw new StorageUnavailableException(what + ": not within " + TIMEOUT.toSeconds() + " s");
        }
    }
}
