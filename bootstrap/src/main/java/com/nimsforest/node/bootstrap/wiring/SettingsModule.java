package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.nimsforest.node.adapters.http.HttpSettings;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.bootstrap.plugin.Plugins;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.bootstrap.systemd.ServiceManager;
import java.time.Clock;

/** What was read before the injector existed, and the clock. */
public final class SettingsModule extends AbstractModule {
    private final NodeSettings settings;
    private final Plugins plugins;
    private final ServiceManager manager;

    public SettingsModule(NodeSettings settings, Plugins plugins, ServiceManager manager) {
        this.settings = settings;
        this.plugins = plugins;
        this.manager = manager;
    }

    @Override
    protected void configure() {
        bind(NodeSettings.class).toInstance(settings);
        bind(Plugins.class).toInstance(plugins);
        bind(ServiceManager.class).toInstance(manager);
        bind(Clock.class).toInstance(Clock.systemUTC());
    }

    @Provides
    @Singleton
    NatsSettings natsSettings() {
        return settings.nats();
    }

    @Provides
    @Singleton
    HttpSettings httpSettings() {
        return settings.http();
    }
}
