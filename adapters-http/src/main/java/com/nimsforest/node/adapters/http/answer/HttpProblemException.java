package com.nimsforest.node.adapters.http.answer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Ends a request with a problem. */
public final class HttpProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient HttpProblem problem;
    private final Duration delay;

    HttpProblemException(HttpProblem problem, Duration delay) {
        super(problem.error(), null, false, false);
        this.problem = requireNonNull(problem, "problem");
        this.delay = requireNonNull(delay, "delay");
    }

    public HttpProblem problem() {
        return problem;
    }

    /** How long the answer has to wait. */
    public Duration delay() {
        return delay;
    }
}
