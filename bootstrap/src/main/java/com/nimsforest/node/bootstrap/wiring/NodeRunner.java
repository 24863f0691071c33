package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.nimsforest.node.adapters.http.CannotListenException;
import com.nimsforest.node.adapters.nats.forest.NatsLifecycle;
import com.nimsforest.node.bootstrap.node.Node;
import com.nimsforest.node.bootstrap.node.NodeBuildVersion;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.plugin.CrashJournal;
import com.nimsforest.node.bootstrap.plugin.LoadedPlugins;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.bootstrap.systemd.ServiceNotifier;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.usecase.plugin.PluginCallJournal;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a node in the foreground, from settings to an exit code. */
public final class NodeRunner {
    private static final Logger LOG = LoggerFactory.getLogger(NodeRunner.class);

    private NodeRunner() {}

    /**
     * Runs until the process is told to stop or cannot go on. On SIGTERM or SIGINT the node stops in an orderly way and
     * the process ends with the signal's code, so this does not return then.
     *
     * @param manager is shown how the node is
     * @return the exit code
     */
    public static int run(NodeSettings settings, ServiceNotifier manager) {
        LoadedPlugins plugins = LoadedPlugins.load(settings.plugins(), settings.demo());
        plugins.problems()
                .forEach(problem ->
                        LOG.atError().addKeyValue("runbook", "plug-in").log("plug-in {}", problem));
        Injector injector = injector(settings, plugins, journal(settings), manager);
        Node node = injector.getInstance(Node.class);
        PluginInvoker invoker = injector.getInstance(PluginInvoker.class);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, invoker), "shutdown"));
        LOG.info(
                "nimsforest version={} node={} nats={} http={}:{} trees={} nims={}",
                NodeBuildVersion.current(),
                settings.nodeName(),
                settings.nats().url(),
                settings.http().host(),
                settings.http().port(),
                plugins.trees().size(),
                plugins.nims().size() + plugins.entityNims().size());
        return serve(node, injector.getInstance(NatsLifecycle.class));
    }

    /** A plug-in that ends the process does not decide the exit code: one of them keeps the unit from being restarted. */
    private static void stop(Node node, PluginInvoker invoker) {
        boolean byPlugin = invoker.stopping();
        node.stop();
        if (byPlugin) {
            Runtime.getRuntime().halt(ProcessExitCodes.FAILED);
        }
    }

    private static PluginCallJournal journal(NodeSettings settings) {
        if (settings.stateFolder().isEmpty()) {
            return PluginCallJournal.none();
        }
        Path folder = settings.stateFolder().get();
        try {
            return CrashJournal.open(folder, Clock.systemUTC());
        } catch (IOException unusable) {
            LOG.atWarn()
                    .addKeyValue("runbook", "plug-in")
                    .log(
                            "a plug-in that ends the process cannot be identified, the journal in {} is not usable: {}",
                            folder,
                            unusable.getMessage());
            return PluginCallJournal.none();
        }
    }

    private static int serve(Node node, NatsLifecycle nats) {
        try {
            node.start();
            String reason = nats.closed().toCompletableFuture().join();
            LOG.error("the connection has ended: {}", reason);
            node.stop();
            return ProcessExitCodes.UNREACHABLE;
        } catch (SidecarUnavailableException failure) {
            LOG.error("{}", failure.getMessage());
            return ProcessExitCodes.UNREACHABLE;
        } catch (CannotListenException failure) {
            LOG.atError().addKeyValue("runbook", "node-down").log("{}", failure.getMessage());
            return ProcessExitCodes.CONFIGURATION;
        } catch (Exception failure) {
            LOG.atError()
                    .addKeyValue("runbook", "unexpected")
                    .setCause(failure)
                    .log("the node could not start: {}", failure.toString());
            return ProcessExitCodes.FAILED;
        }
    }

    private static Injector injector(
            NodeSettings settings, LoadedPlugins plugins, PluginCallJournal journal, ServiceNotifier manager) {
        List<Module> modules = List.of(
                binder -> {
                    binder.requireExplicitBindings();
                    binder.disableCircularProxies();
                },
                new SettingsModule(settings, plugins, journal, manager),
                new NatsModule(),
                new PipelineModule(plugins),
                new HealthModule(),
                new HttpModule(),
                new NodeStagesModule());
        return Guice.createInjector(com.google.inject.Stage.PRODUCTION, modules);
    }
}
