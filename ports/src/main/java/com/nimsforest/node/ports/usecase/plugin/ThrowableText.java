package com.nimsforest.node.ports.usecase.plugin;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What was thrown, as text. The classes of a plug-in's exceptions are its code too, so asking them may fail. */
final class ThrowableText {
    private static final int MOST_ERROR = 400;
    private static final int MOST_TRACE = 6000;

    private ThrowableText() {}

    /** The same, or one that names its class when it cannot be read: each stage that follows reads the text. */
    static Throwable readable(Throwable thrown) {
        try {
            requireNonNull(thrown.getStackTrace(), thrown.toString());
            return thrown;
        } catch (Throwable unreadable) {
            RuntimeException failure =
                    new IllegalStateException(thrown.getClass().getName() + ", which cannot be read");
            failure.setStackTrace(stackTrace(thrown));
            return failure;
        }
    }

    private static StackTraceElement[] stackTrace(Throwable thrown) {
        try {
            return thrown.getStackTrace();
        } catch (Throwable unreadable) {
            return new StackTraceElement[0];
        }
    }

    /** In one line. */
    static String line(Throwable thrown) {
        String text;
        try {
            text = String.valueOf(thrown.toString());
        } catch (Throwable silent) {
            text = thrown.getClass().getName();
        }
        return shortened(text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "\uFFFD"), MOST_ERROR);
    }

    /** With causes, one line a frame; of a long one the beginning. */
    static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        try {
            thrown.printStackTrace(new PrintWriter(text, true));
        } catch (Throwable silent) {
            text.append(thrown.getClass().getName());
        }
        return shortened(text.toString().replace("\t", "    ").replace("\r", "").strip(), MOST_TRACE);
    }

    private static String shortened(String text, int most) {
        return text.length() > most ? text.substring(0, most) + "…" : text;
    }
}
