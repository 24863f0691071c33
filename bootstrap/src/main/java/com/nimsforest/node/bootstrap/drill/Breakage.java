package com.nimsforest.node.bootstrap.drill;

import com.nimsforest.node.bootstrap.dev.DevMesh;
import com.nimsforest.node.bootstrap.dev.Site;
import java.time.Duration;

/** Something that can be done to the server of one machine, and undone. */
interface Breakage {
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

        Breakage on(DevMesh mesh) {
            return switch (this) {
                case KILL -> new Kill(mesh);
                case PAUSE -> new Freeze(mesh);
                case PARTITION -> new Cut(mesh);
            };
        }
    }

    /** Whether it can be done on this machine at all; otherwise a {@link DrillFailure} says why. */
    default void check() {}

    void strike(Site site);

    /** How long it stays before it is undone. */
    Duration hold();

    /** Undoes what is not undone yet; harmless at any time. */
    void undo();
}
