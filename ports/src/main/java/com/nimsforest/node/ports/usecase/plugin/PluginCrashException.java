package com.nimsforest.node.ports.usecase.plugin;

/** A message is not tried again, since the process ended each time. */
final class PluginCrashException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PluginCrashException(int crashes, String message) {
        super("the node's process ended " + crashes + " times while it worked on message " + message);
    }
}
