package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.cli.OutputFormatOption;
import com.nimsforest.node.bootstrap.cli.ProgressLinePrinter;
import com.nimsforest.node.bootstrap.cli.TextTable;
import com.nimsforest.node.bootstrap.lab.dev.DevNodeLayout;
import com.nimsforest.node.bootstrap.lab.dev.TemporaryServers;
import com.nimsforest.node.bootstrap.lab.process.DevForestException;
import com.nimsforest.node.bootstrap.logging.LoggingSetup;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.bootstrap.settings.SettingsReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the forest against the client library alone. */
@Command(
        name = "bench",
        description =
                "Measure River, Humus, Soil and the whole path against bare jnats, alternating on the same server:"
                        + " the cost of the forest.",
        footerHeading = "%nExample:%n",
        footer = {
            "  nimsforest bench",
            "  nimsforest bench --msgs 2000 --size 4096 --replicas 3",
            "",
            "It starts servers of its own, one for each replica, on free ports, and never uses a running forest. Ratio:",
            "messages of nimsforest for one of bare jnats; of an entity nim for one of a plain nim, whose counts and order are",
            "checked: exit 1 and a line for each entity that is wrong. Servers and data are removed at the end, and after Ctrl-C."
        })
public final class BenchCommand implements Callable<Integer> {
    private final CommandContext context;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private OutputFormatOption output = new OutputFormatOption();

    @Option(
            names = "--msgs",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Messages per side and round (${DEFAULT-VALUE}); a tenth of them for work one by one.")
    private int messages;

    @Option(
            names = "--size",
            paramLabel = "B",
            defaultValue = "256",
            description = "Bytes of a message (${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--replicas",
            paramLabel = "R",
            defaultValue = "1",
            description = "Replicas of each stream, each on its own server (${DEFAULT-VALUE}).")
    private int replicas;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds for each kind of work (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--sync",
            paramLabel = "always|default",
            defaultValue = "always",
            description = "When the servers sync to disk: before they acknowledge, as setup configures them, or every"
                    + " 2 minutes, which is their default.")
    private Sync sync = Sync.ALWAYS;

    @Option(
            names = "--atomic-batches",
            description = "The streams of the forest take atomic batches, as after streams apply --atomic-batches.")
    private boolean batches;

    @Option(
            names = "--only",
            paramLabel = "WORK",
            defaultValue = "",
            description = "Run only the kinds of work whose name contains this, such as 'path' or 'one by one'.")
    private String only = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".nimsforest/bench",
            description = "Folder for the data of the servers, on the disk to be measured (${DEFAULT-VALUE}).")
    private Path folder = Path.of(".nimsforest", "bench");

    /** When a write is on the disk. */
    enum Sync {
        ALWAYS,
        DEFAULT
    }

    public BenchCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        BenchPlan plan = plan();
        ProgressLinePrinter progress = ProgressLinePrinter.of(context.err());
        progress.show("starting " + (replicas == 1 ? "a server" : replicas + " servers"));
        try (TemporaryServers servers = TemporaryServers.start(replicas, plan.folder(), plan.synced())) {
            NodeSettings settings = settings(servers);
            LoggingSetup.ofCommand(settings);
            BenchReport report = new BenchmarkRun(plan, settings.nats(), progress::show).run();
            progress.clear();
            print(report);
            report.problems().forEach(context.err()::println);
            context.err().flush();
            return report.problems().isEmpty() ? ProcessExitCodes.DONE : ProcessExitCodes.FAILED;
        } catch (DevForestException failure) {
            throw new CommandException(failure.exitCode(), String.valueOf(failure.getMessage()), failure);
        } catch (BenchException failure) {
            throw new CommandException(ProcessExitCodes.FAILED, String.valueOf(failure.getMessage()), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ProcessExitCodes.INTERRUPTED;
        } finally {
            progress.clear();
        }
    }

    private BenchPlan plan() {
        try {
            return new BenchPlan(messages, size, replicas, rounds, sync == Sync.ALWAYS, batches, only, folder);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** The settings of a node beside the first server. */
    private NodeSettings settings(TemporaryServers servers) {
        DevNodeLayout first = servers.locations().get(0);
        Map<String, String> variables = new HashMap<>();
        variables.put("NATS_URL", first.natsUrl());
        variables.put("NATS_MONITOR_URL", first.monitor().toString());
        variables.put("NODE_NAME", first.name());
        variables.put("CLUSTER_PEERS", servers.peersOf(first));
        variables.put("STREAM_REPLICAS", "" + replicas);
        context.environment().find("LOG_LEVEL").ifPresent(level -> variables.put("LOG_LEVEL", level));
        return new SettingsReader(new Environment(variables), Map.of()).read().settings();
    }

    private void print(BenchReport report) {
        if (output.json()) {
            JsonResultPrinter.print(context.out(), report.json());
            return;
        }
        TextTable table = new TextTable("WORK", "MESSAGES", "NIMSFOREST", "BARE JNATS", "RATIO", "LOWEST TO HIGHEST");
        report.rows().forEach(row -> table.row(row.toArray()));
        table.print(context.out(), context.colourful());
        context.out().println(report.environment());
        context.out().flush();
    }
}
