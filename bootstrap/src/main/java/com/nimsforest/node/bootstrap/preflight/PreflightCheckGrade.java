package com.nimsforest.node.bootstrap.preflight;

/** How good what was looked at is, from good to bad. */
public enum PreflightCheckGrade {
    OK,
    /** A node may run, but a person should look. */
    WARN,
    /** A node would not run, or not be what it should. */
    FAIL
}
