package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.nimsforest.node.adapters.http.CannotListenException;
import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.bootstrap.node.Node;
import com.nimsforest.node.bootstrap.node.NodeBuildVersion;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.plugin.LoadedPlugins;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.bootstrap.systemd.ServiceNotifier;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
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
        plugins.problems().forEach(problem -> LOG.error("plug-in {}", problem));
        Injector injector = injector(settings, plugins, manager);
        Node node = injector.getInstance(Node.class);
        Runtime.getRuntime().addShutdownHook(new Thread(node::stop, "shutdown"));
        LOG.info(
                "nimsforest version={} node={} nats={} http={}:{} trees={} nims={}",
                NodeBuildVersion.current(),
                settings.nodeName(),
                settings.nats().shownUrl(),
                settings.http().host(),
                settings.http().port(),
                plugins.trees().size(),
                plugins.nims().size());
        return serve(node, injector.getInstance(NatsAdapter.class));
    }

    private static int serve(Node node, NatsAdapter forest) {
        try {
            node.start();
            String reason = forest.closed().toCompletableFuture().join();
            LOG.error("the connection has ended: {}", reason);
            node.stop();
            return ProcessExitCodes.UNREACHABLE;
        } catch (SidecarUnavailableException failure) {
            LOG.error("{}", failure.getMessage());
            return ProcessExitCodes.UNREACHABLE;
        } catch (CannotListenException failure) {
            LOG.error("{}", failure.getMessage());
            return ProcessExitCodes.CONFIGURATION;
        } catch (Exception failure) {
            LOG.error("the node could not start: {}", failure.toString(), failure);
            return ProcessExitCodes.FAILED;
        }
    }

    private static Injector injector(NodeSettings settings, LoadedPlugins plugins, ServiceNotifier manager) {
        List<Module> modules = List.of(
                binder -> {
                    binder.requireExplicitBindings();
                    binder.disableCircularProxies();
                },
                new SettingsModule(settings, plugins, manager),
                new NatsModule(),
                new HttpModule(),
                new UseCaseModule(),
                new NodeStagesModule());
        return Guice.createInjector(com.google.inject.Stage.PRODUCTION, modules);
    }
}
