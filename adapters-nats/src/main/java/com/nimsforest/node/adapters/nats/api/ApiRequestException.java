package com.nimsforest.node.adapters.nats.api;

import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;

/**
 * The servers refused a request of the JetStream API or did not answer it. Stays in this adapter; ports speak of {@link
 * ForestException}.
 */
public final class ApiRequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** No server took the request: nothing was done. */
    private static final int NO_RESPONDERS = -1;
    /** No answer in time: it was done or it was not. */
    private static final int NO_ANSWER = -2;
    /** The server forbids the request: nothing was done. */
    private static final int FORBIDDEN = -3;
    /** The server forbids the node to hear the answer: it was done or it was not. */
    private static final int ANSWER_FORBIDDEN = -4;

    private final int code;
    private final int status;

    private ApiRequestException(int code, int status, String description) {
        super(description);
        this.code = code;
        this.status = status;
    }

    /**
     * An error that a server answered with.
     *
     * @param code its {@code err_code}
     * @param status its HTTP-like {@code code}
     */
    public static ApiRequestException refused(int code, int status, String description) {
        return new ApiRequestException(code, status, description);
    }

    public static ApiRequestException noAnswer(String subject) {
        return new ApiRequestException(NO_ANSWER, 0, "no answer in time to " + subject);
    }

    static ApiRequestException cutOff(String subject) {
        return new ApiRequestException(NO_ANSWER, 0, "the connection ended before the answer to " + subject);
    }

    /** An answer that says nothing, so that it is as if there were none. */
    public static ApiRequestException unreadable(String why) {
        return new ApiRequestException(NO_ANSWER, 0, why);
    }

    static ApiRequestException noResponders(String subject) {
        return new ApiRequestException(NO_RESPONDERS, 0, "no server answers " + subject);
    }

    /** @param said what the server said, with the subject */
    static ApiRequestException forbidden(String said) {
        return new ApiRequestException(FORBIDDEN, 0, said);
    }

    /** @param said what the server said, with the subject of the answers */
    static ApiRequestException answerForbidden(String said) {
        return new ApiRequestException(ANSWER_FORBIDDEN, 0, said);
    }

    public boolean is(JetStreamErrorCode other) {
        return code == other.code();
    }

    /** Whether the code is one whose meaning is sure. */
    private boolean isKnown() {
        return JetStreamErrorCode.of(code).isPresent();
    }

    public boolean isNoAnswer() {
        return code == NO_ANSWER;
    }

    /** What it asks of the one who sent the request. */
    public ApiErrorKind kind() {
        return switch (code) {
            case NO_RESPONDERS -> ApiErrorKind.SWITCHED_OFF;
            case NO_ANSWER -> ApiErrorKind.RETRY;
            case FORBIDDEN, ANSWER_FORBIDDEN -> ApiErrorKind.FORBIDDEN;
            default -> JetStreamErrorCode.kind(code, String.valueOf(getMessage()));
        };
    }

    /** Whether it says for certain that nothing was stored. */
    public boolean isDefinite() {
        return outcome().isDefinite();
    }

    private PublishOutcome outcome() {
        return switch (code) {
            case NO_RESPONDERS -> PublishOutcome.NO_RESPONDERS;
            case NO_ANSWER, ANSWER_FORBIDDEN -> PublishOutcome.MESSAGE_IN_DOUBT;
            case FORBIDDEN -> PublishOutcome.FORBIDDEN;
            default -> JetStreamErrorCode.outcome(code, status, String.valueOf(getMessage()));
        };
    }

    /** What the server said, with the code under which its documentation has it, and then what to do. */
    public String description() {
        return said() + (hint().isEmpty() ? "" : ": " + hint());
    }

    /** What the server said, with the code under which its documentation has it. */
    public String said() {
        return code <= 0 ? String.valueOf(getMessage()) : getMessage() + " (" + code + ")";
    }

    /** What a person can do; empty when nothing more is known. */
    public String hint() {
        return JetStreamErrorCode.of(code)
                .map(known -> known.hint(String.valueOf(getMessage())))
                .orElse("");
    }

    /** What a failed reading means to the caller of a port: nothing was done. */
    public static ForestException ofRead(String what, Throwable failure) {
        Throwable cause = CompletionFailures.cause(failure);
        if (cause instanceof ForestException known) {
            return known;
        }
        return new StorageUnavailableException(what + ": " + describe(cause), cause);
    }

    /** What a failed writing means to the caller of a port. */
    public static ForestException ofWrite(String what, Throwable failure) {
        Throwable cause = CompletionFailures.cause(failure);
        if (!(cause instanceof ApiRequestException refused)) {
            return ofRead(what, cause);
        }
        String message = what + ": " + refused.description();
        // Whoever meets another change of the same entity that is under way reads again, as after one that is stored.
        if (refused.is(JetStreamErrorCode.STREAM_WRONG_LAST_SEQUENCE_CONSTANT)) {
            return new StaleRevisionException(message, refused);
        }
        return switch (refused.outcome()) {
            case STALE -> new StaleRevisionException(message, refused);
            case MESSAGE_IN_DOUBT, STREAM_IN_DOUBT -> new UnknownOutcomeException(message, refused);
            case REJECTED ->
                refused.isKnown()
                        ? new RejectedInputException(message, refused)
                        : new StorageUnavailableException(message, refused);
            default -> new StorageUnavailableException(message, refused);
        };
    }

    public static String describe(Throwable failure) {
        Throwable cause = CompletionFailures.cause(failure);
        if (cause instanceof ApiRequestException refused) {
            return refused.description();
        }
        return cause instanceof ForestException ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    /** Whether the server forbids the node to send the request or to receive the answer. */
    public static boolean isForbidden(Throwable failure) {
        return CompletionFailures.cause(failure) instanceof ApiRequestException refused
                && refused.kind() == ApiErrorKind.FORBIDDEN;
    }

    /** Whether the failure is an answer of this code. */
    public static boolean is(Throwable failure, JetStreamErrorCode code) {
        return CompletionFailures.cause(failure) instanceof ApiRequestException refused && refused.is(code);
    }

    /** Whether nobody took the request, so that nothing was done and it may be sent again. */
    public static boolean isNoResponders(Throwable failure) {
        return CompletionFailures.cause(failure) instanceof ApiRequestException refused
                && refused.code == NO_RESPONDERS;
    }
}
