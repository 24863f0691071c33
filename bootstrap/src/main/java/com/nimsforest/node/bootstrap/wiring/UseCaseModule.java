package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.nimsforest.node.bootstrap.node.NodeBuildVersion;
import com.nimsforest.node.bootstrap.node.NodeThreads;
import com.nimsforest.node.bootstrap.plugin.LoadedPlugins;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.EntityLeaves;
import com.nimsforest.node.ports.driven.EntityStateCodec;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Wind;
import com.nimsforest.node.ports.driven.operations.ClusterView;
import com.nimsforest.node.ports.driven.operations.NodeFleet;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import com.nimsforest.node.ports.driven.operations.ServerView;
import com.nimsforest.node.ports.driven.operations.SidecarConnection;
import com.nimsforest.node.ports.driven.operations.StorageProbe;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.Nim;
import com.nimsforest.node.ports.driving.NodeHealth;
import com.nimsforest.node.ports.driving.NodeStatus;
import com.nimsforest.node.ports.driving.RiverIntake;
import com.nimsforest.node.ports.driving.SoilView;
import com.nimsforest.node.ports.usecase.ConnectionStateLogger;
import com.nimsforest.node.ports.usecase.Decomposer;
import com.nimsforest.node.ports.usecase.ForestStatusService;
import com.nimsforest.node.ports.usecase.NimLeafDispatcher;
import com.nimsforest.node.ports.usecase.NodeHealthService;
import com.nimsforest.node.ports.usecase.NodePipeline;
import com.nimsforest.node.ports.usecase.RiverIntakeService;
import com.nimsforest.node.ports.usecase.SoilViewService;
import com.nimsforest.node.ports.usecase.TreeInputDispatcher;
import com.nimsforest.node.ports.usecase.entity.EntityLeafAnnouncer;
import com.nimsforest.node.ports.usecase.entity.EntityNimDispatcher;
import com.nimsforest.node.ports.usecase.plugin.PluginCallJournal;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** What the forest does, on whatever adapters there are. */
public final class UseCaseModule extends AbstractModule {
    @Provides
    @Singleton
    NodeHealthService health(
            NodeSettings settings,
            LoadedPlugins plugins,
            SidecarConnection sidecar,
            StorageProbe storage,
            ClusterView cluster,
            PipelineProbe pipeline,
            Decomposer decomposer,
            PluginInvoker invoker,
            PluginCallJournal journal,
            EntityNimDispatcher entityNims,
            Clock clock) {
        return new NodeHealthService(identity(settings, plugins), sidecar, storage, cluster, pipeline, clock)
                .alsoTelling(decomposer::problems)
                .alsoTelling(invoker::problems)
                .alsoTelling(plugins.changes()::problems)
                .alsoTelling(journal::problems)
                .alsoTelling(entityNims::problems);
    }

    private static NodeHealthService.Identity identity(NodeSettings settings, LoadedPlugins plugins) {
        List<String> trees =
                plugins.trees().stream().map(Tree::name).map(Object::toString).toList();
        List<String> nims = Stream.concat(
                        plugins.nims().stream().map(Nim::name),
                        plugins.entityNims().stream().map(EntityNim::name))
                .map(Object::toString)
                .toList();
        List<HealthFinding> problems = plugins.problems().stream()
                .map(problem -> HealthFinding.about(problem, ProblemKind.PLUGIN_NOT_USED))
                .toList();
        return new NodeHealthService.Identity(
                settings.nodeName().value(), NodeBuildVersion.current(), trees, nims, problems);
    }

    @Provides
    @Singleton
    NodeHealth nodeHealth(NodeHealthService health) {
        return health;
    }

    @Provides
    @Singleton
    ForestStatusService watch(NodeHealthService health, ServerView serverView, NodeFleet fleet, Clock clock) {
        return new ForestStatusService(health, serverView, fleet, clock);
    }

    @Provides
    @Singleton
    NodeStatus nodeStatus(ForestStatusService watch) {
        return watch;
    }

    @Provides
    @Singleton
    RiverIntake intake(River river, NodeHealth health, NodeMetrics instruments, Clock clock) {
        return new RiverIntakeService(river, health, instruments, clock);
    }

    @Provides
    @Singleton
    SoilView soilView(Soil soil) {
        return new SoilViewService(soil);
    }

    @Provides
    @Singleton
    ConnectionStateLogger journal(SidecarConnection sidecar, NodeMetrics instruments) {
        return new ConnectionStateLogger(sidecar, instruments);
    }

    @Provides
    @Singleton
    PluginInvoker invoker(NodeThreads threads, PluginCallJournal journal) {
        return new PluginInvoker(threads.plugins(), threads.timer(), journal);
    }

    @Provides
    @Singleton
    TreeInputDispatcher trees(
            River river, Leaves leaves, LoadedPlugins plugins, PluginInvoker invoker, NodeMetrics instruments) {
        return new TreeInputDispatcher(river, leaves, plugins.trees(), invoker, instruments);
    }

    @Provides
    @Singleton
    NimLeafDispatcher nims(
            Leaves leaves,
            Humus humus,
            Soil soil,
            Wind wind,
            LoadedPlugins plugins,
            PluginInvoker invoker,
            NodeMetrics instruments) {
        return new NimLeafDispatcher(leaves, humus, soil, wind, plugins.nims(), invoker, instruments);
    }

    @Provides
    @Singleton
    Decomposer decomposer(Humus humus, Soil soil, NodeMetrics instruments) {
        return new Decomposer(humus, soil, instruments);
    }

    @Provides
    @Singleton
    EntityNimDispatcher entityNims(
            EntityLeaves entityLeaves,
            EntityHumus states,
            Humus humus,
            Soil soil,
            EntityStateCodec codec,
            LoadedPlugins plugins,
            PluginInvoker invoker,
            NodeThreads threads,
            NodeMetrics instruments) {
        return new EntityNimDispatcher(
                entityLeaves, states, humus, soil, codec, plugins.entityNims(), invoker, threads.timer(), instruments);
    }

    @Provides
    @Singleton
    EntityLeafAnnouncer announcer(EntityHumus states, Leaves leaves, NodeMetrics instruments) {
        return new EntityLeafAnnouncer(states, leaves, instruments);
    }

    @Provides
    @Singleton
    NodePipeline pipeline(
            NimLeafDispatcher nims,
            EntityNimDispatcher entityNims,
            EntityLeafAnnouncer announcer,
            Decomposer decomposer,
            TreeInputDispatcher trees) {
        return new NodePipeline(nims, decomposer, trees).with(entityNims, announcer);
    }
}
