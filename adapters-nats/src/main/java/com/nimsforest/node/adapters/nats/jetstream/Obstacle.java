package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.adapters.nats.ApiErrorKind;
import com.nimsforest.node.adapters.nats.jetstream.Provisioner.Presence;

/** What stands in the way of the streams, in words that say what to do or what is waited for. */
final class Obstacle {
    private static final int SUBJECTS_OVERLAP = 10065;

    private Obstacle() {}

    /** What stands in the way of one stream. */
    static String toStream(Throwable failure) {
        String words = ApiFailure.words(failure);
        return ApiFailure.unwrapped(failure) instanceof ApiFailure refusal && refusal.is(SUBJECTS_OVERLAP)
                ? words + ": another stream holds these subjects; remove it or change its subjects"
                : words;
    }

    /** Why JetStream cannot even be asked. */
    static String toAll(Throwable failure, Presence mesh) {
        if (!(ApiFailure.unwrapped(failure) instanceof ApiFailure refusal)) {
            return "waiting for the connection to NATS";
        }
        if (refusal.kind() == ApiErrorKind.SWITCHED_OFF) {
            return "waiting for JetStream: it is not enabled on the server; add 'jetstream {}' to its configuration ("
                    + refusal.words() + ")";
        }
        return mesh.complete()
                ? "waiting for JetStream: " + refusal.words()
                : "waiting for machines: " + mesh.there() + " of " + mesh.expected() + "; JetStream has no leader yet";
    }
}
