package com.nimsforest.node.bootstrap.plugin;

import com.nimsforest.node.domain.payload.PrintableText;
import java.util.ServiceConfigurationError;

/** What went wrong in a plug-in, in one line. */
final class PluginFailureText {
    private static final int DEEP_ENOUGH = 10;
    private static final int LONG_ENOUGH = 500;

    private PluginFailureText() {}

    static String of(Throwable thrown) {
        String reason = thrown instanceof ServiceConfigurationError ? withoutService(thrown) : described(thrown);
        Throwable root = root(thrown);
        return root == thrown ? reason : reason + ": " + described(root);
    }

    static String oneLine(String text) {
        String line = PrintableText.line(text.replaceAll("\\s+", " "));
        return line.length() > LONG_ENOUGH ? line.substring(0, LONG_ENOUGH) + "…" : line;
    }

    /** ServiceLoader begins each message with the name of the service, and a place in a jar with that of the jar. */
    private static String withoutService(Throwable error) {
        String message = String.valueOf(error.getMessage());
        return message.replaceFirst("^com\\.nimsforest\\.node\\.[\\w.]+: ", "").replaceFirst("^jar:\\S+!/", "");
    }

    private static String described(Throwable thrown) {
        String kind = thrown.getClass().getSimpleName();
        return thrown.getMessage() == null ? kind : kind + ": " + thrown.getMessage();
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        for (int i = 0; i < DEEP_ENOUGH && root.getCause() != null; i++) {
            root = root.getCause();
        }
        return root;
    }
}
