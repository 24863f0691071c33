package com.nimsforest.node.adapters.http.answer;

import static java.util.Objects.requireNonNull;

/** Ends a request with a problem. */
public final class HttpProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient HttpProblem problem;

    HttpProblemException(HttpProblem problem) {
        super(problem.error(), null, false, false);
        this.problem = requireNonNull(problem, "problem");
    }

    public HttpProblem problem() {
        return problem;
    }
}
