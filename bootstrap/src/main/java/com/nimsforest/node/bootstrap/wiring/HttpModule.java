package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.nimsforest.node.adapters.http.HttpServer;
import com.nimsforest.node.adapters.http.HttpSettings;
import com.nimsforest.node.adapters.http.metrics.MicrometerInstruments;
import com.nimsforest.node.ports.driven.Certificates;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.driving.NodeHealth;
import com.nimsforest.node.ports.driving.NodeStatus;
import com.nimsforest.node.ports.driving.RiverIntake;
import com.nimsforest.node.ports.driving.SoilView;

/** The HTTP side, and the instruments that it shows. */
public final class HttpModule extends AbstractModule {
    @Provides
    @Singleton
    MicrometerInstruments micrometer() {
        return new MicrometerInstruments();
    }

    @Provides
    @Singleton
    Instruments instruments(MicrometerInstruments micrometer) {
        return micrometer;
    }

    @Provides
    @Singleton
    HttpServer server(
            HttpSettings settings,
            NodeHealth health,
            NodeStatus status,
            RiverIntake intake,
            SoilView soil,
            MicrometerInstruments metrics,
            Certificates certificates) {
        metrics.bind(status, certificates);
        return new HttpServer(settings, health, status, intake, soil, metrics);
    }
}
