package com.nimsforest.node.ports.usecase.plugin;

/** An attempt was given up before it returned; the stack trace shows what the plug-in was doing. */
final class PluginOverrunException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PluginOverrunException(String message) {
        super(message);
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
