package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.nimsforest.node.bootstrap.node.HealthRefreshTimer;
import com.nimsforest.node.bootstrap.node.NodeBuildVersion;
import com.nimsforest.node.bootstrap.node.NodeThreads;
import com.nimsforest.node.bootstrap.plugin.LoadedPlugins;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.bootstrap.settings.parse.DefaultNodeName;
import com.nimsforest.node.bootstrap.systemd.ServiceNotifier;
import com.nimsforest.node.bootstrap.systemd.ServiceStatusUpdater;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driven.operations.ClusterView;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import com.nimsforest.node.ports.driven.operations.SidecarConnection;
import com.nimsforest.node.ports.driven.operations.StorageProbe;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.Nim;
import com.nimsforest.node.ports.driving.NodeHealth;
import com.nimsforest.node.ports.driving.NodeStatus;
import com.nimsforest.node.ports.usecase.ConnectionStateLogger;
import com.nimsforest.node.ports.usecase.Decomposer;
import com.nimsforest.node.ports.usecase.ForestStatusService;
import com.nimsforest.node.ports.usecase.NodeHealthService;
import com.nimsforest.node.ports.usecase.entity.EntityNimDispatcher;
import com.nimsforest.node.ports.usecase.plugin.PluginCallJournal;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import com.nimsforest.node.ports.usecase.schedule.NimScheduler;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** What the node knows of itself and of the forest, and what keeps that fresh. */
public final class HealthModule extends ConstructorModule {
    @Override
    protected void configure() {
        bind(NodeHealth.class).to(NodeHealthService.class);
        make(ForestStatusService.class);
        bind(NodeStatus.class).to(ForestStatusService.class);
        make(ConnectionStateLogger.class);
    }

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
            NimScheduler scheduler,
            Clock clock) {
        return new NodeHealthService(identity(settings, plugins), sidecar, storage, cluster, pipeline, clock)
                .alsoTelling(decomposer::problems)
                .alsoTelling(invoker::problems)
                .alsoTelling(plugins.changes()::problems)
                .alsoTelling(journal::problems)
                .alsoTelling(entityNims::problems)
                .alsoFailing(entityNims::failing)
                .alsoTelling(scheduler::problems);
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
                settings.nodeName().value(), process(), NodeBuildVersion.current(), trees, nims, problems);
    }

    /** Containers may share the name of their machine, and each has a process 1. */
    private static String process() {
        ProcessHandle own = ProcessHandle.current();
        String started = own.info()
                .startInstant()
                .map(start -> ", started " + start.truncatedTo(ChronoUnit.SECONDS))
                .orElse("");
        return DefaultNodeName.hostName().orElse("a machine without a name") + " (process " + own.pid() + started + ")";
    }

    @Provides
    @Singleton
    HealthRefreshTimer refresh(NodeHealthService health, ForestStatusService watch, NodeThreads threads) {
        return new HealthRefreshTimer(health, watch, threads.health());
    }

    @Provides
    @Singleton
    ServiceStatusUpdater serviceLine(NodeStatus status, ServiceNotifier manager, NodeThreads threads) {
        return new ServiceStatusUpdater(status, manager, threads.health());
    }
}
