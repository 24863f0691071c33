package com.nimsforest.node.adapters.nats.api;

import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** The servers refused a request or did not answer it. Stays in this package; ports speak of {@link ForestException}. */
public final class ApiRequestException extends RuntimeException {
    /** No server took the request: nothing was done. */
    static final int NOBODY = -1;
    /** No answer in time: it was done or it was not. */
    public static final int NO_ANSWER = -2;

    public static final int CONSUMER_NOT_FOUND = 10014;
    static final int NO_MESSAGE_FOUND = 10037;
    static final int NAME_IN_USE = 10058;
    public static final int STREAM_NOT_FOUND = 10059;
    public static final int REPLICAS_NEED_A_CLUSTER = 10074;
    public static final int NO_SUITABLE_PEERS = 10005;

    private static final long serialVersionUID = 1;
    private static final Set<Integer> STALE = Set.of(10071, 10164);
    /** Of these the server may have kept the message all the same, so an answer has to be looked for in the stream. */
    private static final Set<Integer> UNKNOWN = Set.of(NO_ANSWER, 10008, 10023, 10077, 10158);

    private final int code;

    public ApiRequestException(int code, String description) {
        super(description);
        this.code = code;
    }

    public static ApiRequestException noAnswer(String subject) {
        return new ApiRequestException(NO_ANSWER, "no answer in time to " + subject);
    }

    static ApiRequestException cutOff(String subject) {
        return new ApiRequestException(NO_ANSWER, "the connection ended before the answer to " + subject);
    }

    static ApiRequestException nobody(String subject) {
        return new ApiRequestException(NOBODY, "no server answers " + subject);
    }

    int code() {
        return code;
    }

    public boolean is(int other) {
        return code == other;
    }

    /** What it asks of the one who asked. */
    public ApiErrorKind kind() {
        if (code > 0) {
            return ApiErrorKind.of(code, String.valueOf(getMessage()));
        }
        return code == NOBODY ? ApiErrorKind.SWITCHED_OFF : ApiErrorKind.RETRY;
    }

    /** The words for people: what the server said, with the code under which its documentation has it, and what to do. */
    public String words() {
        String said = code > 0 ? getMessage() + " (" + code + ")" : String.valueOf(getMessage());
        return switch (code) {
            case STREAM_NOT_FOUND -> "the stream is not there (" + code + ")";
            case 10065 -> said + ": another stream holds these subjects; remove it or change its subjects";
            case 10099, 10100 ->
                said + ": another consumer, perhaps of a node of another kind, takes the same"
                        + " messages of this work queue; see 'nats consumer ls' and remove it";
            default -> said;
        };
    }

    /** What a failed reading means to the caller of a port: nothing was done. */
    public static ForestException ofRead(String what, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof ForestException known) {
            return known;
        }
        return new StorageUnavailableException(what + ": " + words(cause), cause);
    }

    /** What a failed writing means to the caller of a port. */
    public static ForestException ofWrite(String what, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (!(cause instanceof ApiRequestException refused)) {
            return ofRead(what, cause);
        }
        String message = what + ": " + refused.words();
        if (STALE.contains(refused.code)) {
            return new StaleRevisionException(message, refused);
        }
        if (UNKNOWN.contains(refused.code)) {
            return new UnknownOutcomeException(message, refused);
        }
        if (refused.code == 10054 || refused.code == 10097) {
            return new RejectedInputException(message, refused);
        }
        return new StorageUnavailableException(message, refused);
    }

    public static String words(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof ApiRequestException refused) {
            return refused.words();
        }
        return cause instanceof ForestException ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    public static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? unwrapped(cause) : failure;
    }
}
