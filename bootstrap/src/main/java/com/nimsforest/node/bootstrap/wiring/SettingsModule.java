package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.AbstractModule;
import com.nimsforest.node.adapters.http.HttpServerSettings;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.bootstrap.node.NodeThreads;
import com.nimsforest.node.bootstrap.plugin.LoadedPlugins;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.bootstrap.systemd.ServiceNotifier;
import com.nimsforest.node.ports.usecase.plugin.PluginCallJournal;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/** What was read before the injector existed, the clock and the threads. */
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
        NodeThreads threads = new NodeThreads();
        bind(NodeThreads.class).toInstance(threads);
        bind(ScheduledExecutorService.class).toInstance(threads.timer());
        bind(NodeSettings.class).toInstance(settings);
        bind(NatsSettings.class).toInstance(settings.nats());
        bind(HttpServerSettings.class).toInstance(settings.http());
        bind(LoadedPlugins.class).toInstance(plugins);
        bind(PluginCallJournal.class).toInstance(journal);
        bind(ServiceNotifier.class).toInstance(manager);
        bind(Clock.class).toInstance(Clock.systemUTC());
    }
}
