package com.nimsforest.node.adapters.http.answer;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import com.nimsforest.node.ports.failure.UnknownSubjectException;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a request was not done as asked: {@code {"error":…,"hint":…}}.
 *
 * @param error what is wrong
 * @param hint what the caller can do
 * @param headers what goes beside it
 */
public record HttpProblem(int status, String error, String hint, Map<String, String> headers) {
    private static final Logger LOG = LoggerFactory.getLogger(HttpProblem.class);
    private static final Map<String, String> SOON = Map.of("Retry-After", "2");

    public HttpProblem {
        requireNonNull(error, "error");
        requireNonNull(hint, "hint");
        headers = Map.copyOf(headers);
    }

    public static HttpProblem of(int status, String error, String hint) {
        return new HttpProblem(status, error, hint, Map.of());
    }

    /** It cannot be done now, but soon. */
    public static HttpProblem later(String error, String hint) {
        return new HttpProblem(503, error, hint, SOON);
    }

    /** The one place where failures become status codes. */
    public static HttpProblem of(Throwable wrapped) {
        Throwable failure = CompletionFailures.cause(wrapped);
        if (failure instanceof HttpProblemException problem) {
            return problem.problem();
        }
        return failure instanceof ForestException known ? ofForest(known) : unexpected(failure);
    }

    private static HttpProblem ofForest(ForestException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof SidecarUnavailableException || failure instanceof StorageUnavailableException) {
            return later(message, "nothing was done; send it again soon, /readyz says when");
        }
        if (failure instanceof UnknownOutcomeException) {
            return later(
                    message,
                    "it may have been stored or not; sending it again does no harm with the same Idempotency-Key");
        }
        if (failure instanceof RejectedInputException) {
            return of(413, message, "the servers will never take it as it is: make it smaller");
        }
        if (failure instanceof UnknownSubjectException unknown) {
            return of(404, message, unknown.hint());
        }
        return of(409, message, "read it again, then decide anew");
    }

    private static HttpProblem unexpected(Throwable failure) {
        LOG.error("a request failed unexpectedly", failure);
        return of(500, "internal error", "the node's log says more");
    }

    public HttpProblemException asException() {
        return asException(Duration.ZERO);
    }

    /** To be answered after a while. */
    public HttpProblemException asException(Duration delay) {
        return new HttpProblemException(this, delay);
    }

    public byte[] body() {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("hint", hint);
        return HttpJsonMapper.bytes(body);
    }

    public void write(Context to) {
        headers.forEach(to::header);
        to.status(status).contentType("application/json").result(body());
    }
}
