package com.nimsforest.node.bootstrap.command;

import java.io.PrintWriter;

/** How far something is, on one line that is written over; only for a person at a terminal. For one thread at a time. */
final class Progress {
    private final PrintWriter err;
    private final boolean shown;
    private int width;

    private Progress(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    static Progress of(PrintWriter err) {
        return new Progress(err, Terminal.isErrors());
    }

    void show(String text) {
        if (shown) {
            err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            err.flush();
            width = text.length();
        }
    }

    /** Wipes the line, so that something else can be said. */
    void clear() {
        if (shown && width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
            width = 0;
        }
    }
}
