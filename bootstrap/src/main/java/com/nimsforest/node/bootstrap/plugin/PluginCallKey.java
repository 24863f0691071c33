package com.nimsforest.node.bootstrap.plugin;

/** Which plug-in on which message; of a very long name the beginning. */
record PluginCallKey(String handler, String message) {
    private static final int MOST_HANDLER = 100;
    private static final int MOST_MESSAGE = 280;

    static PluginCallKey of(String handler, String message) {
        return new PluginCallKey(shortened(handler, MOST_HANDLER), shortened(message, MOST_MESSAGE));
    }

    private static String shortened(String text, int most) {
        String line = text.replace('\n', ' ');
        return line.length() > most ? line.substring(0, most) : line;
    }
}
