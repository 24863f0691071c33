package com.nimsforest.node.domain.handler;

import static java.util.Objects.requireNonNull;

/**
 * A failed attempt of a handler.
 *
 * @param handler who failed, such as {@code tree payment} or {@code nim aftersales}
 * @param error what it threw, in one line
 * @param stackTrace where, one line a frame; empty when it is not known
 * @param policy how often the message is tried
 */
public record HandlerFailure(String handler, String error, String stackTrace, RetryPolicy policy) {
    public HandlerFailure {
        requireNonNull(handler, "handler");
        requireNonNull(error, "error");
        requireNonNull(stackTrace, "stackTrace");
        requireNonNull(policy, "policy");
    }

    /** In one line. */
    public String description() {
        return handler + " failed: " + error;
    }

    /** Without the stack trace, which is too long for a line of log. */
    @Override
    public String toString() {
        return description();
    }
}
