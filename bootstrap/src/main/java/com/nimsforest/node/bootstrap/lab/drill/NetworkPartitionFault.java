package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.dev.DevNodeLayout;
import com.nimsforest.node.bootstrap.lab.dev.RecordedDevForest;
import com.nimsforest.node.bootstrap.lab.process.ProgramRunner;
import com.nimsforest.node.bootstrap.lab.process.ProgramRunner.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Partitions a server from the others by dropping packets, while its clients still reach it. All servers share the loopback address,
 * so a rule cannot name a machine: the packets of each route that the server has now are dropped by their two ports, and
 * no new route of the mesh can begin meanwhile. Needs root, iptables and ss. Safe for any thread.
 */
final class NetworkPartitionFault implements ServerFault {
    private static final String CHAIN = "NIMSFOREST-DRILL";

    private final RecordedDevForest mesh;

    NetworkPartitionFault(RecordedDevForest mesh) {
        this.mesh = requireNonNull(mesh, "mesh");
    }

    @Override
    public void check() {
        Outcome rules = ProgramRunner.run("iptables", "-w", "-n", "-L", "OUTPUT");
        Outcome sockets = ProgramRunner.run("ss", "-V");
        if (!rules.succeeded() || !sockets.succeeded()) {
            throw new DrillException(
                    DrillException.FAILED,
                    "--partition needs root, iptables and ss, since servers on one machine can only be partitioned by rules on"
                            + " their packets: " + (rules.succeeded() ? sockets : rules).text());
        }
        revert();
    }

    @Override
    public synchronized void inject(DevNodeLayout location) {
        iptables("-N", CHAIN);
        for (DevNodeLayout each : mesh.locations()) {
            iptables("-A", CHAIN, "-p", "tcp", "--syn", "--dport", "" + each.routePort(), "-j", "DROP");
        }
        long pid = mesh.server(location).map(ProcessHandle::pid).orElse(-1L);
        for (String[] ports : routes(pid)) {
            iptables("-A", CHAIN, "-p", "tcp", "--sport", ports[0], "--dport", ports[1], "-j", "DROP");
            iptables("-A", CHAIN, "-p", "tcp", "--sport", ports[1], "--dport", ports[0], "-j", "DROP");
        }
        // One rule enables all of them at once.
        iptables("-I", "OUTPUT", "-o", "lo", "-j", CHAIN);
    }

    @Override
    public Duration duration() {
        return Duration.ofSeconds(20);
    }

    /** Also removes the rules of a drill that was killed. */
    @Override
    public synchronized void revert() {
        if (ProgramRunner.run("iptables", "-w", "-n", "-L", CHAIN).succeeded()) {
            ProgramRunner.run("iptables", "-w", "-D", "OUTPUT", "-o", "lo", "-j", CHAIN);
            ProgramRunner.run("iptables", "-w", "-F", CHAIN);
            ProgramRunner.run("iptables", "-w", "-X", CHAIN);
        }
    }

    /** Both ports of each connection of the process that goes to, or comes in at, a route port of the mesh. */
    private List<String[]> routes(long pid) {
        List<String> routePorts = mesh.locations().stream()
                .map(location -> "" + location.routePort())
                .toList();
        List<String[]> found = new ArrayList<>();
        ProgramRunner.run("ss", "-Htnp", "state", "established")
                .text()
                .lines()
                .filter(line -> line.contains("pid=" + pid + ","))
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 3)
                .map(words -> Stream.of(words[2], words[3])
                        .map(NetworkPartitionFault::port)
                        .toArray(String[]::new))
                .filter(ports -> Arrays.stream(ports).anyMatch(routePorts::contains))
                .forEach(found::add);
        return found;
    }

    private static String port(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }

    private void iptables(String... arguments) {
        String[] command = Stream.concat(Stream.of("iptables", "-w"), Arrays.stream(arguments))
                .toArray(String[]::new);
        Outcome outcome = ProgramRunner.run(command);
        if (!outcome.succeeded()) {
            revert();
            throw new DrillException(DrillException.FAILED, String.join(" ", command) + " failed: " + outcome.text());
        }
    }
}
