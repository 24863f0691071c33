package com.nimsforest.node.adapters.nats.api;

import com.nimsforest.node.adapters.nats.connection.ConnectionFailureText;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.JetStreamApiException;

/** Turns what the client and the servers say is wrong into what a caller can do about it; the only place that does. */
public final class NatsFailures {
    private NatsFailures() {}

    /** The failure to throw when a question about the named thing was not answered, or answered with an error. */
    public static ForestException unavailable(String what, Throwable failure) {
        Throwable cause = CompletionFailures.cause(failure);
        if (cause instanceof ForestException known) {
            return known;
        }
        if (cause instanceof JetStreamApiException refused) {
            return new StorageUnavailableException(what + ": " + describe(refused), cause);
        }
        if (cause instanceof IllegalStateException) {
            return new SidecarUnavailableException(what + ": the connection was closed", cause);
        }
        return new StorageUnavailableException(what + ": " + ConnectionFailureText.describe(cause), cause);
    }

    /** What the server said, without codes. */
    public static String describe(JetStreamApiException refused) {
        String description = refused.getErrorDescription();
        return description == null || description.isBlank() ? "refused without a reason" : description;
    }
}
