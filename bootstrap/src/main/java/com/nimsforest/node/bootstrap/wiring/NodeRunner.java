package com.nimsforest.node.bootstrap.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.nimsforest.node.adapters.http.CannotListenException;
import com.nimsforest.node.adapters.nats.forest.NatsForest;
import com.nimsforest.node.bootstrap.command.ExitCodes;
import com.nimsforest.node.bootstrap.command.Version;
import com.nimsforest.node.bootstrap.node.Node;
import com.nimsforest.node.bootstrap.plugin.Plugins;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.bootstrap.systemd.ServiceManager;
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
    public static int run(NodeSettings settings, ServiceManager manager) {
        Plugins plugins = Plugins.load(settings.plugins(), settings.demo());
        plugins.problems().forEach(problem -> LOG.error("plug-in {}", problem));
        Injector injector = injector(settings, plugins, manager);
        Node node = injector.getInstance(Node.class);
        Runtime.getRuntime().addShutdownHook(new Thread(node::stop, "shutdown"));
        LOG.info(
                "nimsforest version={} node={} nats={} http={}:{} trees={} nims={}",
                Version.current(),
                settings.nodeName(),
                settings.nats().shownUrl(),
                settings.http().host(),
                settings.http().port(),
                plugins.trees().size(),
                plugins.nims().size());
        return serve(node, injector.getInstance(NatsForest.class));
    }

    private static int serve(Node node, NatsForest forest) {
        try {
            node.start();
            String reason = forest.closed().toCompletableFuture().join();
            LOG.error("the connection has ended: {}", reason);
            node.stop();
            return ExitCodes.UNREACHABLE;
        } catch (SidecarUnavailableException failure) {
            LOG.error("{}", failure.getMessage());
            return ExitCodes.UNREACHABLE;
        } catch (CannotListenException failure) {
            LOG.error("{}", failure.getMessage());
            return ExitCodes.CONFIGURATION;
        } catch (Exception failure) {
            LOG.error("the node could not start: {}", failure.toString(), failure);
            return ExitCodes.FAILED;
        }
    }

    private static Injector injector(NodeSettings settings, Plugins plugins, ServiceManager manager) {
        List<Module> modules = List.of(
                binder -> {
                    binder.requireExplicitBindings();
                    binder.disableCircularProxies();
                },
                new SettingsModule(settings, plugins, manager),
                new NatsModule(),
                new HttpModule(),
                new UseCaseModule(),
                new NodeModule());
        return Guice.createInjector(com.google.inject.Stage.PRODUCTION, modules);
    }
}
