package com.nimsforest.node.ports.failure;

/** No tree asks for river data of this subject, and nothing was stored: correct the subject, or load such a tree first. */
public final class UnknownSubjectException extends ForestException {
    private static final long serialVersionUID = 1;

    private final String hint;

    /** @param hint what to do instead, in words for a person */
    public UnknownSubjectException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
