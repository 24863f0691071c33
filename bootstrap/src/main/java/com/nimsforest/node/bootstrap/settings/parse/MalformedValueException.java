package com.nimsforest.node.bootstrap.settings.parse;

/** A value is not of the form that is expected, and it is known why; the message never quotes what may be a secret. */
public final class MalformedValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public MalformedValueException(String reason) {
        super(reason);
    }
}
