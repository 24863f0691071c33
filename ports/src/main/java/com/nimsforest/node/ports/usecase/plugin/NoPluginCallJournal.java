package com.nimsforest.node.ports.usecase.plugin;

/** Remembers nothing. */
enum NoPluginCallJournal implements PluginCallJournal {
    INSTANCE;

    @Override
    public Entry begin(String handler, String message) {
        return () -> {};
    }

    @Override
    public int crashes(String handler, String message) {
        return 0;
    }

    @Override
    public void forget(String handler, String message) {}
}
