package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.nimsforest.node.bootstrap.command.Version;
import com.nimsforest.node.bootstrap.plugin.Plugins;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driven.ClusterView;
import com.nimsforest.node.ports.driven.Fleet;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.PipelineProbe;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.ServerView;
import com.nimsforest.node.ports.driven.SidecarConnection;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.StorageProbe;
import com.nimsforest.node.ports.driven.Wind;
import com.nimsforest.node.ports.driving.Nim;
import com.nimsforest.node.ports.driving.NodeHealth;
import com.nimsforest.node.ports.driving.NodeStatus;
import com.nimsforest.node.ports.driving.RiverIntake;
import com.nimsforest.node.ports.driving.SoilView;
import com.nimsforest.node.ports.usecase.ConnectionJournal;
import com.nimsforest.node.ports.usecase.Decomposer;
import com.nimsforest.node.ports.usecase.ForestWatch;
import com.nimsforest.node.ports.usecase.HealthService;
import com.nimsforest.node.ports.usecase.Intake;
import com.nimsforest.node.ports.usecase.NimKeeper;
import com.nimsforest.node.ports.usecase.Pipeline;
import com.nimsforest.node.ports.usecase.SoilLook;
import com.nimsforest.node.ports.usecase.TreeKeeper;
import java.time.Clock;
import java.util.List;

/** What the forest does, on whatever adapters there are. */
public final class UseCaseModule extends AbstractModule {
    @Provides
    @Singleton
    HealthService health(
            NodeSettings settings,
            Plugins plugins,
            SidecarConnection sidecar,
            StorageProbe storage,
            ClusterView cluster,
            PipelineProbe pipeline,
            Decomposer decomposer,
            Clock clock) {
        return new HealthService(identity(settings, plugins), sidecar, storage, cluster, pipeline, clock)
                .alsoTelling(decomposer::problems);
    }

    private static HealthService.Identity identity(NodeSettings settings, Plugins plugins) {
        List<String> trees =
                plugins.trees().stream().map(Tree::name).map(Object::toString).toList();
        List<String> nims =
                plugins.nims().stream().map(Nim::name).map(Object::toString).toList();
        return new HealthService.Identity(
                settings.nodeName().value(), Version.current(), trees, nims, plugins.problems());
    }

    @Provides
    @Singleton
    NodeHealth nodeHealth(HealthService health) {
        return health;
    }

    @Provides
    @Singleton
    ForestWatch watch(
            HealthService health, SidecarConnection sidecar, ServerView serverView, Fleet fleet, Clock clock) {
        return new ForestWatch(health, sidecar, serverView, fleet, clock);
    }

    @Provides
    @Singleton
    NodeStatus nodeStatus(ForestWatch watch) {
        return watch;
    }

    @Provides
    @Singleton
    RiverIntake intake(River river, NodeHealth health, Instruments instruments, Clock clock) {
        return new Intake(river, health, instruments, clock);
    }

    @Provides
    @Singleton
    SoilView soilView(Soil soil) {
        return new SoilLook(soil);
    }

    @Provides
    @Singleton
    ConnectionJournal journal(SidecarConnection sidecar, Instruments instruments) {
        return new ConnectionJournal(sidecar, instruments);
    }

    @Provides
    @Singleton
    TreeKeeper trees(River river, Leaves leaves, Plugins plugins, Instruments instruments) {
        return new TreeKeeper(river, leaves, plugins.trees(), instruments);
    }

    @Provides
    @Singleton
    NimKeeper nims(
            Leaves leaves,
            Humus humus,
            Soil soil,
            Wind wind,
            Plugins plugins,
            Threads threads,
            Instruments instruments) {
        return new NimKeeper(leaves, humus, soil, wind, plugins.nims(), threads.nims(), instruments);
    }

    @Provides
    @Singleton
    Decomposer decomposer(Humus humus, Soil soil, Instruments instruments) {
        return new Decomposer(humus, soil, instruments);
    }

    @Provides
    @Singleton
    Pipeline pipeline(NimKeeper nims, Decomposer decomposer, TreeKeeper trees) {
        return new Pipeline(nims, decomposer, trees);
    }
}
