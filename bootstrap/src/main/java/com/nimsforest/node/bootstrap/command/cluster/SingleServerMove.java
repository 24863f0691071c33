package com.nimsforest.node.bootstrap.command.cluster;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.command.machine.MachineScripts;
import com.nimsforest.node.bootstrap.command.machine.MeshPeerList;
import com.nimsforest.node.bootstrap.settings.parse.MachineHosts;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a single server, with its node, the first machine of a mesh. A server that joins a mesh deletes streams that the mesh does not
 * know, so the others become a mesh first, and the streams come along by a backup. Each step can be done again, in the same order. For
 * one thread.
 */
final class SingleServerMove {
    /** What a single server stored, from the moment from which the mesh counts until the mesh has it. */
    private static final Path PUT_ASIDE = Path.of("/var/lib/nats/jetstream.single");

    static final String ONE_AFTER_THE_OTHER =
            "this is a mesh, which takes one machine after the other: give one name and one address";

    private static final String NAME = "node-name=";
    private static final String PEERS = "cluster-peers=";
    private static final Duration ELECTION = Duration.ofSeconds(60);
    private static final String GOES_ON = "the single server goes on";

    private final Map<String, String> arriving;
    private final Optional<Path> token;
    private final MachineScripts scripts;
    private final String self;
    private final List<String> peers;

    /** One step, what happens when nothing follows it, and how it is done. */
    record Step(String words, String consequence, Runnable action) {}

    /**
     * Looks at the machines.
     *
     * @param arriving the route addresses of the other machines, by name
     * @param token of a secured mesh, a file
     * @throws RejectedInputException when a machine cannot be looked at
     * @throws com.nimsforest.node.ports.failure.StorageUnavailableException when it is not reached
     */
    SingleServerMove(Map<String, String> arriving, Optional<Path> token, MachineScripts scripts, String self) {
        this.arriving = Map.copyOf(arriving);
        this.token = requireNonNull(token, "token");
        this.scripts = requireNonNull(scripts, "scripts");
        this.self = requireNonNull(self, "self");
        scripts.install(List.of(self));
        names().forEach(scripts::reach);
        peers = Stream.concat(
                        addresses(),
                        addresses().flatMap(SingleServerMove::ownTowards).limit(1))
                .toList();
    }

    private Stream<String> addresses() {
        return names().map(name -> arriving.getOrDefault(name, ""));
    }

    private static Stream<String> ownTowards(String address) {
        return MachineHosts.ownTowards(MeshPeerList.host(address)).map(MeshPeerList::onRoutePort).stream();
    }

    private Stream<String> names() {
        return arriving.keySet().stream().sorted();
    }

    /** Whether this machine is a single server that setup made, or one that is being moved, and the caller may change it. */
    static boolean isHere() {
        return Files.isWritable(MachineScripts.REMEMBERED)
                && (Files.exists(PUT_ASIDE) || remembered(PEERS).isEmpty());
    }

    /** The name that setup was told for this machine. */
    static String nodeName() {
        return remembered(NAME)
                .orElseThrow(() -> new RejectedInputException(
                        MachineScripts.REMEMBERED + " has no " + NAME + ": run setup-server.sh again"));
    }

    private static Optional<String> remembered(String name) {
        try (Stream<String> lines = Files.lines(MachineScripts.REMEMBERED)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()))
                    .findFirst();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Where the streams are in the mesh already, the nodes of the others alone; fails with an {@link IllegalArgumentException} in another mesh. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (!isHere()) {
            requireMovedTo();
            addNodes(steps);
            return List.copyOf(steps);
        }
        names().forEach(name ->
                steps.add(new Step("set up " + name + ", without its node", GOES_ON, () -> join(name, " --no-node"))));
        steps.add(new Step("wait until they are a mesh", GOES_ON, this::awaitLeader));
        steps.add(new Step(
                "stop the node of " + self + ", restore a backup of its streams in the mesh, and start it there",
                "posts are refused; to go on, run the same again",
                () -> scripts.roll(self, "become-mesh " + String.join(",", peers), token)));
        addNodes(steps);
        return List.copyOf(steps);
    }

    private void addNodes(List<Step> steps) {
        names().forEach(name -> steps.add(
                new Step("set up the node of " + name, "the mesh works without that node", () -> join(name, ""))));
    }

    private void requireMovedTo() {
        List<String> listed = List.of(remembered(PEERS).orElse("").split(","));
        if (!Set.copyOf(listed).equals(Set.copyOf(peers))) {
            throw new IllegalArgumentException(ONE_AFTER_THE_OTHER);
        }
    }

    private void join(String name, String further) {
        scripts.join(name, peers, token, further);
    }

    private void awaitLeader() {
        String first = names().findFirst().orElse("");
        if (!PlannedStepsCommand.poll(() -> !leader(first).isEmpty(), ELECTION)) {
            throw new RejectedInputException("JetStream has no leader there after " + ELECTION.toSeconds()
                    + " s; see cluster-status.sh on " + first + ". The single server goes on");
        }
    }

    private String leader(String machine) {
        return scripts.peers(machine, List.of()).getOrDefault("leader", "");
    }
}
