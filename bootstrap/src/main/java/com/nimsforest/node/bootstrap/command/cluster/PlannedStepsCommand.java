package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.machine.DriverWorkFolder;
import com.nimsforest.node.bootstrap.command.machine.MachineScripts;
import com.nimsforest.node.bootstrap.command.machine.MachineShell;
import com.nimsforest.node.bootstrap.command.session.ForestCommand;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.command.session.ForestSession;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.mesh.MeshObjection;
import com.nimsforest.node.domain.mesh.MeshPlanner;
import com.nimsforest.node.domain.mesh.PlannedMeshStep;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import com.nimsforest.node.ports.execution.BoundedPolling;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.usecase.mesh.MeshChangeRunner;
import com.nimsforest.node.ports.usecase.mesh.MeshSteps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Shows a change of the mesh as its steps, or does it. */
abstract class PlannedStepsCommand extends ForestCommand {
    private final boolean applies;

    @Option(names = "--force", description = "Accept the consequences that the plan lists.")
    private boolean force;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Time limit for one step, in seconds: 600.")
    private int wait;

    @Option(
            names = "--server-config",
            paramLabel = "FILE",
            defaultValue = "/etc/nats/nats.conf",
            description =
                    "The server's configuration file, which contains the operator's password: /etc/nats/nats.conf.")
    private Path serverConfig = Path.of("");

    @Option(
            names = "--ssh",
            paramLabel = "COMMAND",
            description = "How root reaches the other machines: NIMSFOREST_SSH, or ssh.")
    private @Nullable String ssh;

    /** @param applies whether the change is done, not only shown */
    PlannedStepsCommand(ForestCommandContext access, boolean applies) {
        super(access);
        this.applies = applies;
    }

    final MeshControl servers(ForestSession session) {
        return session.mesh().control().apply(() -> OperatorLogin.of(serverConfig));
    }

    /** Before there is a connection. */
    final void requireTime() {
        if (wait < 1) {
            throw wrongUsage("--wait " + wait + ": expected a number of seconds from 1 on");
        }
    }

    /**
     * The scripts on the machines.
     *
     * @param addresses by which ssh reaches the others, by name
     */
    final MachineScripts scripts(String self, Map<String, String> addresses, DriverWorkFolder work) {
        String typed =
                ssh == null ? context().environment().find("NIMSFOREST_SSH").orElse("ssh") : ssh;
        List<String> words = List.of(typed.trim().split("\\s+"));
        return new MachineScripts(new MachineShell(words, self, addresses, work.path()), work.path());
    }

    final boolean applies() {
        return applies;
    }

    final int run(MeshSteps mesh, MeshPlanner planner, OperatorWork left) {
        MeshChangeRunner runner = runner(mesh, planner);
        return applies ? apply(runner, left) : show(runner, left);
    }

    private int show(MeshChangeRunner runner, OperatorWork left) {
        List<PlannedMeshStep> steps = runner.plan();
        List<MeshObjection> objections = runner.objections();
        if (json()) {
            JsonResultPrinter.print(context().out(), ClusterPlanText.json(steps, objections, left.all()));
        } else {
            ClusterPlanText.print(context().out(), steps, objections, left.all());
        }
        return objections.isEmpty() ? ProcessExitCodes.DONE : ProcessExitCodes.FAILED;
    }

    private int apply(MeshChangeRunner runner, OperatorWork left) {
        boolean hasSteps = !runner.plan().isEmpty();
        List<MeshObjection> against = hasSteps ? List.of() : runner.objections();
        if (hasSteps) {
            left.before().get().forEach(context()::say);
        }
        try {
            runner.apply(force, Duration.ofSeconds(wait), context()::say);
        } catch (RejectedInputException refused) {
            throw new CommandException(ProcessExitCodes.FAILED, String.valueOf(refused.getMessage()), refused);
        }
        List<String> afterwards = against.isEmpty() ? left.afterwards().get() : List.of();
        if (json()) {
            JsonResultPrinter.print(context().out(), ClusterPlanText.json(List.of(), against, afterwards));
        } else {
            print(hasSteps ? "done" : ClusterPlanText.nothing(against));
            afterwards.forEach(this::print);
        }
        return ProcessExitCodes.DONE;
    }

    static MeshChangeRunner runner(MeshSteps mesh, MeshPlanner planner) {
        return new MeshChangeRunner(mesh, planner, PlannedStepsCommand::poll);
    }

    static boolean poll(BooleanSupplier condition, Duration atMost) {
        return BoundedPolling.poll(atMost, condition::getAsBoolean, reached -> reached);
    }
}
