package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.message.PublishReceipt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One who wants an event in the river, and sends it to one node after another, with the same id, until it is there. */
final class SimulationCaller {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SimulationContext world;
    private final SimulationFleet fleet;
    private final SimulationEvent event;
    private boolean acknowledged;
    private long sequence;
    private int tries;

    SimulationCaller(SimulationContext world, SimulationFleet fleet, SimulationEvent event) {
        this.world = world;
        this.fleet = fleet;
        this.event = event;
    }

    SimulationEvent event() {
        return event;
    }

    boolean isAcknowledged() {
        return acknowledged;
    }

    /** Its place in the river; 0 before it is known. */
    long sequence() {
        return sequence;
    }

    void send() {
        int attempt = ++tries;
        fleet.any()
                .ifPresent(
                        node -> node.take(event).whenComplete((receipt, failure) -> hear(attempt, receipt, failure)));
        // An answer that never comes is as good as a refusal.
        world.later(PATIENCE, () -> repeatAfter(attempt));
    }

    private void hear(int attempt, @Nullable PublishReceipt receipt, @Nullable Throwable failure) {
        if (receipt != null) {
            world.trace.add("caller", () -> event.id() + " is in the river, says " + receipt);
            acknowledged = true;
            sequence = sequence == 0 ? receipt.sequence() : sequence;
        } else {
            world.trace.add("caller", () -> event.id() + " is refused: " + failure);
            world.later(Duration.ofMillis(200 + 100L * world.faults.upTo(9)), () -> repeatAfter(attempt));
        }
    }

    private void repeatAfter(int attempt) {
        if (!acknowledged && attempt == tries) {
            send();
        }
    }
}
