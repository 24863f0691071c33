package com.nimsforest.node.bootstrap.node;

import static java.util.Objects.requireNonNull;

/**
 * One step of a node's life: a name, what starts it, and what stops it.
 *
 * @param stop also called when {@code start} failed half-way; must bear that
 */
public record Stage(String name, Action start, Action stop) {
    /** What a stage does; may fail. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    public Stage {
        requireNonNull(name, "name");
        requireNonNull(start, "start");
        requireNonNull(stop, "stop");
    }

    /** A stage that only has to be stopped. */
    public static Stage stopOnly(String name, Action stop) {
        return new Stage(name, () -> {}, stop);
    }

    /** A stage that only has to be started. */
    public static Stage startOnly(String name, Action start) {
        return new Stage(name, start, () -> {});
    }
}
