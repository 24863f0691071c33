package com.nimsforest.node.bootstrap.lab.drill;

import com.nimsforest.node.bootstrap.lab.dev.NodeLocation;
import com.nimsforest.node.bootstrap.lab.dev.RunningDevMesh;
import java.time.Duration;

/** Something that can be done to the server of one machine, and undone. */
interface ServerFault {
    /** The breakages that a user may ask for. */
    enum Kind {
        KILL("killed"),
        PAUSE("frozen"),
        PARTITION("cut off");

        private final String done;

        Kind(String done) {
            this.done = done;
        }

        /** What was done to the server, in one word or two. */
        String done() {
            return done;
        }

        ServerFault on(RunningDevMesh mesh) {
            return switch (this) {
                case KILL -> new ServerKillFault(mesh);
                case PAUSE -> new ServerPauseFault(mesh);
                case PARTITION -> new NetworkPartitionFault(mesh);
            };
        }
    }

    /** Whether it can be done on this machine at all; otherwise a {@link DrillException} says why. */
    default void check() {}

    void inject(NodeLocation site);

    /** How long it stays before it is undone. */
    Duration duration();

    /** Undoes what is not undone yet; harmless at any time. */
    void revert();
}
