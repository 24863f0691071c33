package com.nimsforest.node.bootstrap.lab.drill;

import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.cli.OutputFormatOption;
import com.nimsforest.node.bootstrap.cli.TextTable;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.command.session.ForestSession;
import com.nimsforest.node.bootstrap.lab.dev.DevNodeLayout;
import com.nimsforest.node.bootstrap.lab.dev.RecordedDevForest;
import com.nimsforest.node.bootstrap.lab.process.DevForestException;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.bootstrap.settings.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a fault drill on a dev mesh under load, and accounts for every event. */
@Command(
        name = "drill",
        description =
                "Run a fault drill on a mesh that dev runs: payments are posted throughout, each round injects a fault"
                        + " into one server, and every payment is accounted for.",
        footerHeading = "%nExample:%n",
        footer = {
            "  nimsforest dev --nodes 3          in one terminal",
            "  nimsforest drill --rounds 10      in another",
            "",
            "Each round injects the fault into the leader of another stream. Ctrl-C reverts the fault.",
            "Exit code 0 when nothing acknowledged was lost and nothing was processed twice, else 1; 2 without a dev mesh."
        })
public final class DrillCommand implements Callable<Integer> {
    private static final String RISK = "--i-know-that-this-breaks-things";

    private final ForestCommandContext access;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private OutputFormatOption output = new OutputFormatOption();

    @ArgGroup
    private Fault fault = new Fault();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of rounds (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".nimsforest/dev",
            description = "The folder of the dev mesh (${DEFAULT-VALUE}).")
    private Path folder = Path.of(".nimsforest", "dev");

    @Option(
            names = RISK,
            description = "Run even when no dev restarts the servers, when there are fewer than three of them, or"
                    + " when NATS_URL names another server.")
    private boolean risk;

    /** At most one kind of fault. */
    static final class Fault {
        @Option(names = "--kill", description = "SIGKILL; dev starts the server again (the default).")
        private boolean kill;

        @Option(names = "--pause", description = "SIGSTOP for 10 s.")
        private boolean pause;

        @Option(
                names = "--partition",
                description =
                        "Drop the packets between it and the other servers for 20 s; needs root, iptables and ss.")
        private boolean partition;

        String name() {
            return pause ? "PAUSE" : partition ? "PARTITION" : "KILL";
        }
    }

    public DrillCommand(ForestCommandContext access) {
        this.access = access;
    }

    @Override
    public Integer call() {
        try {
            RecordedDevForest mesh = RecordedDevForest.in(folder);
            unfitReason(mesh).filter(reason -> !risk).ifPresent(reason -> {
                throw new CommandException(ProcessExitCodes.USAGE, reason + "; use " + RISK + " to run it anyway");
            });
            return report(drill(plan(mesh)));
        } catch (DevForestException failure) {
            throw new CommandException(failure.exitCode(), String.valueOf(failure.getMessage()), failure);
        } catch (DrillException failure) {
            throw new CommandException(failure.exitCode(), String.valueOf(failure.getMessage()), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ProcessExitCodes.INTERRUPTED;
        }
    }

    private Optional<String> unfitReason(RecordedDevForest mesh) {
        List<String> here =
                mesh.locations().stream().map(DevNodeLayout::natsUrl).toList();
        Optional<String> elsewhere = access.context()
                .environment()
                .find("NATS_URL")
                .filter(url -> !here.contains(url.replace("localhost", DevNodeLayout.HOST)))
                .map(url -> "NATS_URL names a server outside of the dev mesh in " + mesh.folder());
        return mesh.unfitReason().or(() -> elsewhere);
    }

    private DrillPlan plan(RecordedDevForest mesh) {
        String run = "drill" + Long.toString(access.clock().millis(), Character.MAX_RADIX);
        String token = new SettingsReader(access.context().environment(), Map.of())
                .read()
                .httpToken()
                .orElse("");
        try {
            return new DrillPlan(mesh, fault.name(), rounds, run, token);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private DrillReport drill(DrillPlan plan) throws InterruptedException {
        String servers =
                plan.mesh().locations().stream().map(DevNodeLayout::natsUrl).collect(Collectors.joining(","));
        SettingsReader settings = new SettingsReader(new Environment(Map.of("NATS_URL", servers)), Map.of());
        try (ForestSession session = access.sessions().open(settings.read().settings());
                EffectObserver observer = new EffectObserver(session.soil(), session.humus(), plan.prefix());
                CustomerCountCheck customer = new CustomerCountCheck(session.soil(), session.humus(), plan.run())) {
            return new FaultDrill(plan, observer, customer, access.context()::say).run();
        }
    }

    private int report(DrillReport report) {
        if (output.json()) {
            JsonResultPrinter.print(access.context().out(), report.json());
        } else {
            TextTable table = new TextTable("RESULT", "");
            report.rows().forEach(table::row);
            table.print(access.context().out(), access.context().colourful());
            access.context().out().println(report.summary());
            access.context().out().flush();
        }
        return report.passed() ? ProcessExitCodes.DONE : ProcessExitCodes.FAILED;
    }
}
