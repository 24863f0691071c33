package com.nimsforest.node.bootstrap.settings;

/** The minimum level that is logged. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}
