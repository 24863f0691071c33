package com.nimsforest.node.ports.usecase.plugin;

import com.nimsforest.node.domain.health.HealthFinding;
import java.util.List;

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
    public List<HealthFinding> problems() {
        return List.of();
    }

    @Override
    public void forget(String handler, String message) {}
}
