package com.nimsforest.node.bootstrap.lab.drill;

import com.nimsforest.node.bootstrap.lab.dev.DevNodeLayout;
import com.nimsforest.node.bootstrap.lab.dev.RecordedDevForest;
import java.time.Duration;

/** A fault that is injected into the server of one machine, and reverted. Any thread may revert it. */
interface ServerFault {
    /** The faults that a user can choose. */
    enum Kind {
        KILL("killed"),
        PAUSE("frozen"),
        PARTITION("partitioned");

        private final String done;

        Kind(String done) {
            this.done = done;
        }

        /** The participle for messages. */
        String done() {
            return done;
        }

        ServerFault on(RecordedDevForest mesh) {
            return switch (this) {
                case KILL -> new ServerKillFault(mesh);
                case PAUSE -> new ServerPauseFault(mesh);
                case PARTITION -> new NetworkPartitionFault(mesh);
            };
        }
    }

    /** Throws a {@link DrillException} when it cannot be injected on this machine. */
    default void check() {}

    void inject(DevNodeLayout location);

    /** How long it lasts before it is reverted. */
    Duration duration();

    /** Reverts the fault if it is injected; idempotent. */
    void revert();
}
