package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.ports.driven.Instruments;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What every consumer works with.
 *
 * @param timer for short tasks that never wait
 * @param workers runs the handlers
 */
record ConsumerTools(
        JetStreamApi api,
        Provisioner provisioner,
        DeadLetterBox deadLetters,
        ScheduledExecutorService timer,
        Executor workers,
        Instruments instruments,
        ConsumerTiming timing,
        Clock clock) {
    StreamLife life() {
        return new StreamLife(api, clock, timer);
    }
}
