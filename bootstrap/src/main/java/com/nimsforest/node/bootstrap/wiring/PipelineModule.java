package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.nimsforest.node.bootstrap.node.NodeThreads;
import com.nimsforest.node.bootstrap.plugin.CronUtilsTimes;
import com.nimsforest.node.bootstrap.plugin.LoadedPlugins;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.Nim;
import com.nimsforest.node.ports.driving.RiverIntake;
import com.nimsforest.node.ports.driving.SoilView;
import com.nimsforest.node.ports.usecase.Decomposer;
import com.nimsforest.node.ports.usecase.NimLeafDispatcher;
import com.nimsforest.node.ports.usecase.NodePipeline;
import com.nimsforest.node.ports.usecase.RiverIntakeService;
import com.nimsforest.node.ports.usecase.SoilViewService;
import com.nimsforest.node.ports.usecase.TreeInputDispatcher;
import com.nimsforest.node.ports.usecase.entity.EntityLeafAnnouncer;
import com.nimsforest.node.ports.usecase.entity.EntityNimDispatcher;
import com.nimsforest.node.ports.usecase.plugin.PluginCallJournal;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import com.nimsforest.node.ports.usecase.schedule.CronTimes;
import com.nimsforest.node.ports.usecase.schedule.NimScheduler;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** The way from the river through trees, nims and the decomposer to the soil, on whatever adapters there are. */
public final class PipelineModule extends ConstructorModule {
    private final LoadedPlugins plugins;

    /** @param plugins closed by whoever loaded them */
    public PipelineModule(LoadedPlugins plugins) {
        this.plugins = plugins;
    }

    @Override
    protected void configure() {
        bind(new TypeLiteral<List<Tree>>() {}).toInstance(plugins.trees());
        bind(new TypeLiteral<List<Nim>>() {}).toInstance(plugins.nims());
        bind(new TypeLiteral<List<EntityNim<?>>>() {}).toInstance(plugins.entityNims());
        make(RiverIntake.class, RiverIntakeService.class);
        make(SoilView.class, SoilViewService.class);
        make(TreeInputDispatcher.class);
        make(NimLeafDispatcher.class);
        make(EntityNimDispatcher.class);
        make(EntityLeafAnnouncer.class);
        make(CronTimes.class, CronUtilsTimes.class);
        make(NimScheduler.class);
        make(Decomposer.class);
    }

    @Provides
    @Singleton
    PluginInvoker invoker(NodeThreads threads, ScheduledExecutorService timer, PluginCallJournal journal) {
        return new PluginInvoker(threads.plugins(), timer, journal);
    }

    @Provides
    @Singleton
    NodePipeline pipeline(
            NimLeafDispatcher nims,
            EntityNimDispatcher entityNims,
            EntityLeafAnnouncer announcer,
            NimScheduler scheduler,
            Decomposer decomposer,
            TreeInputDispatcher trees) {
        return new NodePipeline(nims, decomposer, trees)
                .with(entityNims, announcer)
                .with(scheduler);
    }
}
