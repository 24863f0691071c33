package com.nimsforest.node.ports.usecase.plugin;

/** An attempt was not made, through no fault of the message. */
final class PluginUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PluginUnavailableException(String message) {
        super(message);
    }
}
