package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.bootstrap.command.machine.DriverWorkFolder;
import com.nimsforest.node.bootstrap.command.machine.MachineScripts;
import com.nimsforest.node.bootstrap.command.machine.MeshPeerList;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.settings.parse.PeerAddressParser;
import com.nimsforest.node.domain.mesh.MeshChange;
import com.nimsforest.node.domain.mesh.MeshChangePlanner;
import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import com.nimsforest.node.ports.usecase.mesh.MeshSteps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Machines that come and go. */
abstract class ClusterChangeCommand extends PlannedStepsCommand {
    @Option(
            names = "--cluster-token-file",
            paramLabel = "FILE",
            description = "The token of a secured mesh, with which a new machine is set up.")
    private @Nullable Path token;

    @Option(
            names = "--by-hand",
            description = "Only ask the servers; set up, uninstall and tell the machines their peers by hand.")
    private boolean byHand;

    ClusterChangeCommand(ForestCommandContext access, boolean applies) {
        super(access, applies);
    }

    /** Fails with an {@link IllegalArgumentException} that says what is expected. */
    abstract MeshChange change();

    /** Of the machine that comes, host:port as it was typed; empty for none. */
    abstract Optional<String> address();

    /** What is done on the machines, where it is done by hand. */
    abstract OperatorWork byHand();

    /** Of a machine that comes: its name, once it is known that both can be those of a machine. */
    static String arriving(String name, String address) {
        try {
            PeerAddressParser.one(address);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    address + ": expected host:port, such as 192.168.1.13:6222; " + malformed.getMessage(), malformed);
        }
        return Token.of(name).value();
    }

    @Override
    protected final Work prepare() {
        requireTime();
        MeshChange change = typed(this::change);
        token();
        return session -> {
            MeshChangePlanner planner =
                    new MeshChangePlanner(change, session.mesh().goal());
            MeshControl servers = servers(session);
            return reachesMachines()
                    ? runBySsh(servers, change, planner)
                    : run(MeshSteps.by(servers), planner, byHand());
        };
    }

    /** The token of a secured mesh, which can be read. */
    final Optional<Path> token() {
        if (token != null && !Files.isReadable(token)) {
            throw wrongUsage(token + ": expected a file that can be read");
        }
        return Optional.ofNullable(token);
    }

    /** Whether this machine is one that setup made, and what is to be done on machines is done from here. */
    final boolean reachesMachines() {
        return !byHand && Files.isWritable(MachineScripts.REMEMBERED);
    }

    private int runBySsh(MeshControl servers, MeshChange change, MeshChangePlanner planner) {
        MeshState mesh = runner(MeshSteps.by(servers), planner).state();
        Optional<String> address = address().map(PeerAddressParser::one);
        Map<String, String> routes = servers.addresses();
        Map<String, String> hosts = new HashMap<>(routes);
        address.ifPresent(arriving -> hosts.putIfAbsent(change.arriving(), MeshPeerList.host(arriving)));
        try (DriverWorkFolder work = DriverWorkFolder.open()) {
            MachineMembership machines =
                    new MachineMembership(change, address, token(), scripts(mesh.self(), hosts, work), mesh, routes);
            return run(
                    new MembershipMeshSteps(servers, machines),
                    planner,
                    new OperatorWork(machines::before, machines::afterwards));
        }
    }
}
