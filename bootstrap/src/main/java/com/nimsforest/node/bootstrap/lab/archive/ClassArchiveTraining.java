package com.nimsforest.node.bootstrap.lab.archive;

import com.nimsforest.node.bootstrap.Main;
import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.ResultWriter;
import com.nimsforest.node.bootstrap.command.NimsforestCommandLine;
import com.nimsforest.node.bootstrap.lab.dev.DevNodeLayout;
import com.nimsforest.node.bootstrap.lab.dev.TemporaryServers;
import com.nimsforest.node.bootstrap.lab.process.BoundedWait;
import com.nimsforest.node.bootstrap.lab.process.HealthEndpointReader;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.bootstrap.wiring.NodeRunner;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Has a node beside a temporary server take a payment, and runs the commands that read, so that the JVM has loaded what they
 * need when it ends and writes its archive of classes. The launcher {@code ops/nimsforest} starts it, with one argument: an
 * empty folder for the server.
 */
public final class ClassArchiveTraining {
    private static final String PAYMENT = "{\"id\":\"evt_1\",\"type\":\"charge.succeeded\",\"data\":{\"object\":"
            + "{\"customer\":\"cus_1\",\"amount\":15000,\"currency\":\"usd\",\"metadata\":{\"item_id\":\"book\"}}}}";
    private static final String ENTITY = "task-cus_1-evt_1";
    private static final List<String> PATHS = List.of("/", "/livez", "/metrics", "/status", "/soil/" + ENTITY);
    private static final List<String> COMMANDS =
            List.of("soil get " + ENTITY, "soil ls", "humus ls", "deadletter ls", "status");

    private final CommandContext context;
    private final DevNodeLayout location;

    private ClassArchiveTraining(DevNodeLayout location) {
        this.location = location;
        this.context = new CommandContext(
                environment(location),
                ResultWriter.of(Writer.nullWriter(), false),
                new PrintWriter(Writer.nullWriter()),
                false,
                settings -> NodeRunner.run(settings, line -> {}));
    }

    public static void main(String[] arguments) throws InterruptedException {
        try {
            TemporaryServers servers = TemporaryServers.start(1, Path.of(arguments[0]), false);
            new ClassArchiveTraining(servers.locations().get(0)).run();
        } catch (RuntimeException failure) {
            System.exit(ProcessExitCodes.FAILED);
        }
        // Ends the process; the node and the server are stopped by their shutdown hooks.
        Main.main(new String[] {"version"});
    }

    private static Environment environment(DevNodeLayout location) {
        return new Environment(Map.of(
                "NATS_URL", location.natsUrl(),
                "NATS_MONITOR_URL", location.monitor().toString(),
                "NODE_NAME", location.name(),
                "NIMSFOREST_HTTP_HOST", DevNodeLayout.HOST,
                "NIMSFOREST_HTTP_PORT", "" + location.httpPort(),
                "NIMSFOREST_STATE_DIR", location.home().toString(),
                "NIMSFOREST_DEMO", "true"));
    }

    private void run() {
        Thread node = new Thread(() -> execute("run"), "node");
        node.setDaemon(true);
        node.start();
        BoundedWait.until("the node", () -> HealthEndpointReader.isUp(location.http(), "/readyz"));
        execute("river", "put", "stripe.webhook", PAYMENT);
        BoundedWait.until("the task", () -> execute("soil", "get", ENTITY, "-o", "json"));
        PATHS.forEach(path -> HealthEndpointReader.isUp(location.http(), path));
        COMMANDS.forEach(command -> execute(command.split(" ")));
    }

    private boolean execute(String... command) {
        return new NimsforestCommandLine(context).execute(command) == ProcessExitCodes.DONE;
    }
}
