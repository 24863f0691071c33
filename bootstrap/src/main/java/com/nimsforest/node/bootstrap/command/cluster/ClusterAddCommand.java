package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.command.machine.DriverWorkFolder;
import com.nimsforest.node.bootstrap.command.machine.MeshPeerList;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.settings.parse.MachineHosts;
import com.nimsforest.node.bootstrap.settings.parse.PeerAddressParser;
import com.nimsforest.node.domain.mesh.MeshChange;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A machine that joins the mesh, or the others of the mesh that a single server becomes. */
@Command(
        name = "add",
        description = {
            "Add a machine to the mesh, and replicas to the streams.",
            "On a single server: make it a mesh with two other machines, or more."
        },
        footer = {
            "  nimsforest cluster plan add nats-4 192.168.1.13:6222",
            "  nimsforest cluster plan add nats-2 192.168.1.11:6222 nats-3 192.168.1.12:6222"
        })
public final class ClusterAddCommand extends ClusterChangeCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name in the mesh.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "ADDRESS", description = "Its route address, host:port.")
    private String address = "";

    @Parameters(
            index = "2..*",
            arity = "0..*",
            paramLabel = "NAME ADDRESS",
            description = "Further machines, beside a single server.")
    private List<String> further = new ArrayList<>();

    public ClusterAddCommand(ForestCommandContext access, boolean applies) {
        super(access, applies);
    }

    @Override
    public Integer call() {
        boolean single = reachesMachines() && SingleServerMove.isHere();
        if (!single && further.isEmpty()) {
            return super.call();
        }
        if (!single && !reachesMachines()) {
            throw wrongUsage(SingleServerMove.ONE_AFTER_THE_OTHER);
        }
        Map<String, String> arriving = typed(this::all);
        if (arriving.size() < 2) {
            throw wrongUsage("this is a single server, and a mesh of two machines bears no loss: add two at once, NAME"
                    + " ADDRESS NAME ADDRESS");
        }
        return moveSingleServer(arriving);
    }

    private Map<String, String> all() {
        List<String> typed = new ArrayList<>(List.of(name, address));
        typed.addAll(further);
        if (typed.size() % 2 != 0) {
            throw new IllegalArgumentException(typed.get(typed.size() - 1) + " has no address");
        }
        Map<String, String> arriving = new TreeMap<>();
        String self = SingleServerMove.nodeName();
        MachineHosts own = MachineHosts.ofMachine(self);
        for (int each = 0; each < typed.size(); each += 2) {
            String machine = arriving(typed.get(each), typed.get(each + 1));
            String route = PeerAddressParser.one(typed.get(each + 1));
            if (machine.equals(self) || own.test(MeshPeerList.host(route))) {
                throw new IllegalArgumentException(machine + " " + route + ": this machine is " + self
                        + " itself; give the name and the address of another one");
            }
            if (arriving.containsValue(route)) {
                throw new IllegalArgumentException("two machines have the address " + route);
            }
            if (arriving.put(machine, route) != null) {
                throw new IllegalArgumentException("two machines are named " + machine);
            }
        }
        return arriving;
    }

    /** @param arriving the route addresses of the other machines, by name */
    private int moveSingleServer(Map<String, String> arriving) {
        Optional<Path> token = token();
        String self = SingleServerMove.nodeName();
        Map<String, String> hosts = new HashMap<>();
        arriving.forEach((machine, route) -> hosts.put(machine, MeshPeerList.host(route)));
        try (DriverWorkFolder work = DriverWorkFolder.open()) {
            SingleServerMove move = new SingleServerMove(arriving, token, scripts(self, hosts, work), self);
            List<SingleServerMove.Step> steps = typed(move::steps);
            return applies() ? take(steps) : show(steps);
        } catch (RejectedInputException | StorageUnavailableException failed) {
            throw new CommandException(
                    ProcessExitCodes.FAILED,
                    failed.getMessage() + "; once that is mended, run the same command again",
                    failed);
        }
    }

    private int take(List<SingleServerMove.Step> steps) {
        for (SingleServerMove.Step step : steps) {
            context().say(step.words());
            step.action().run();
        }
        if (json()) {
            JsonResultPrinter.print(context().out(), ClusterPlanText.json(List.of(), List.of(), List.of()));
        } else {
            print("done");
        }
        return ProcessExitCodes.DONE;
    }

    private int show(List<SingleServerMove.Step> steps) {
        if (json()) {
            JsonResultPrinter.print(context().out(), ClusterPlanText.json(steps));
        } else {
            ClusterPlanText.print(context().out(), steps);
        }
        return ProcessExitCodes.DONE;
    }

    @Override
    MeshChange change() {
        return MeshChange.add(arriving(name, address));
    }

    @Override
    Optional<String> address() {
        return Optional.of(address);
    }

    @Override
    OperatorWork byHand() {
        return MachineInstructions.arriving(name, address);
    }
}
