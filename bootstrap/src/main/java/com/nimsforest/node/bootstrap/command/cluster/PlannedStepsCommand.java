package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
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
import java.util.function.BooleanSupplier;
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

    /** @param applies whether the change is done, not only shown */
    PlannedStepsCommand(ForestCommandContext access, boolean applies) {
        super(access);
        this.applies = applies;
    }

    /** What is left to do for the operator. */
    abstract List<String> onTheMachines();

    final MeshControl servers(ForestSession session) {
        return session.mesh().control().apply(() -> OperatorLogin.of(serverConfig));
    }

    /** Before there is a connection. */
    final void requireTime() {
        if (wait < 1) {
            throw wrongUsage("--wait " + wait + ": expected a number of seconds from 1 on");
        }
    }

    final boolean applies() {
        return applies;
    }

    final int run(MeshSteps mesh, MeshPlanner planner) {
        MeshChangeRunner runner = new MeshChangeRunner(mesh, planner, PlannedStepsCommand::poll);
        return applies ? apply(runner) : show(runner);
    }

    private int show(MeshChangeRunner runner) {
        List<PlannedMeshStep> steps = runner.plan();
        List<MeshObjection> objections = runner.objections();
        if (json()) {
            JsonResultPrinter.print(context().out(), ClusterPlanText.json(steps, objections, onTheMachines()));
        } else {
            ClusterPlanText.print(context().out(), steps, objections, onTheMachines());
        }
        return objections.isEmpty() ? ProcessExitCodes.DONE : ProcessExitCodes.FAILED;
    }

    private int apply(MeshChangeRunner runner) {
        boolean hasSteps = !runner.plan().isEmpty();
        List<MeshObjection> against = hasSteps ? List.of() : runner.objections();
        try {
            runner.apply(force, Duration.ofSeconds(wait), context()::say);
        } catch (RejectedInputException refused) {
            throw new CommandException(ProcessExitCodes.FAILED, String.valueOf(refused.getMessage()), refused);
        }
        if (json()) {
            JsonResultPrinter.print(context().out(), ClusterPlanText.json(List.of(), against, left(against)));
        } else {
            print(hasSteps ? "done" : ClusterPlanText.nothing(against));
            left(against).forEach(this::print);
        }
        return ProcessExitCodes.DONE;
    }

    private List<String> left(List<MeshObjection> against) {
        return against.isEmpty() ? onTheMachines() : List.of();
    }

    static boolean poll(BooleanSupplier condition, Duration atMost) {
        return BoundedPolling.poll(atMost, condition::getAsBoolean, reached -> reached);
    }
}
