package com.nimsforest.node.bootstrap.cli;

import java.io.PrintWriter;

/** How far something is, on one line that is written over; only for a person at a terminal. For one thread at a time. */
public final class ProgressLinePrinter {
    private final PrintWriter err;
    private final boolean shown;
    private int width;

    private ProgressLinePrinter(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    public static ProgressLinePrinter of(PrintWriter err) {
        return new ProgressLinePrinter(err, TerminalDetector.isErrors());
    }

    public void show(String text) {
        if (shown) {
            err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            err.flush();
            width = text.length();
        }
    }

    /** Wipes the line, so that something else can be said. */
    public void clear() {
        if (shown && width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
            width = 0;
        }
    }
}
