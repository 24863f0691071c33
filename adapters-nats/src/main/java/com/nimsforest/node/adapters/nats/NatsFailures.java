package com.nimsforest.node.adapters.nats;

import com.nimsforest.node.adapters.nats.api.ApiErrorKind;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Turns what the client and the servers say is wrong into what a caller can do about it; the only place that does. */
public final class NatsFailures {
    private NatsFailures() {}

    /** The failure to throw when a question about the named thing was not answered, or answered with an error. */
    public static ForestException unavailable(String what, Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof ForestException known) {
            return known;
        }
        if (cause instanceof JetStreamApiException refused) {
            return new StorageUnavailableException(what + ": " + words(refused), cause);
        }
        if (cause instanceof IllegalStateException) {
            return new SidecarUnavailableException(what + ": the connection was closed", cause);
        }
        return new StorageUnavailableException(what + ": " + ConnectionFailureText.words(cause), cause);
    }

    /** What a server's refusal asks for; judged by its code, for the description is for people. */
    public static ApiErrorKind kind(JetStreamApiException refused) {
        return ApiErrorKind.of(refused.getApiErrorCode(), words(refused));
    }

    /** What the server said, without codes. */
    public static String words(JetStreamApiException refused) {
        String description = refused.getErrorDescription();
        return description == null || description.isBlank() ? "refused without a reason" : description;
    }

    /** Whether it stays open if the question was heard: a timeout, a broken or closed connection. */
    public static boolean isSilence(Throwable failure) {
        Throwable cause = unwrap(failure);
        return cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof java.util.concurrent.CancellationException
                || cause instanceof IllegalStateException;
    }

    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
