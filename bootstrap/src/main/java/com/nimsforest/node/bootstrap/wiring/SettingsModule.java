package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.nimsforest.node.adapters.http.HttpServerSettings;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.bootstrap.plugin.LoadedPlugins;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.bootstrap.systemd.ServiceNotifier;
import com.nimsforest.node.ports.usecase.plugin.PluginCallJournal;
import java.time.Clock;

/** What was read before the injector existed, and the clock. */
public final class SettingsModule extends AbstractModule {
    private final NodeSettings settings;
    private final LoadedPlugins plugins;
    private final PluginCallJournal journal;
    private final ServiceNotifier manager;

    public SettingsModule(
            NodeSettings settings, LoadedPlugins plugins, PluginCallJournal journal, ServiceNotifier manager) {
        this.settings = settings;
        this.plugins = plugins;
        this.journal = journal;
        this.manager = manager;
    }

    @Override
    protected void configure() {
        bind(NodeSettings.class).toInstance(settings);
        bind(LoadedPlugins.class).toInstance(plugins);
        bind(PluginCallJournal.class).toInstance(journal);
        bind(ServiceNotifier.class).toInstance(manager);
        bind(Clock.class).toInstance(Clock.systemUTC());
    }

    @Provides
    @Singleton
    NatsSettings natsSettings() {
        return settings.nats();
    }

    @Provides
    @Singleton
    HttpServerSettings httpSettings() {
        return settings.http();
    }
}
