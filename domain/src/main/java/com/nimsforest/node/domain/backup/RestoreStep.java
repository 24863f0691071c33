package com.nimsforest.node.domain.backup;

import static java.util.Objects.requireNonNull;

/**
 * What restoring does to one stream.
 *
 * @param replicas how many replicas it gets
 */
public record RestoreStep(StreamBackup stream, Action action, int replicas) {
    /** What is done. */
    public enum Action {
        /** There is no such stream: it is restored. */
        RESTORE("restore"),
        /** There is an empty one: it is deleted, and then restored. */
        REPLACE_EMPTY("delete the empty stream, then restore"),
        /** It was restored before, by a run that did not come to its end. */
        PRESENT("restored already"),
        /** There is another one, with messages: nothing is restored at all. */
        REFUSE("refused: the stream holds other messages");

        private final String words;

        Action(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public RestoreStep {
        requireNonNull(stream, "stream");
        requireNonNull(action, "action");
    }
}
