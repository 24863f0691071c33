package com.nimsforest.node.bootstrap.command.cluster;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.command.machine.MachineScripts;
import com.nimsforest.node.bootstrap.command.machine.MeshPeerList;
import com.nimsforest.node.bootstrap.settings.parse.MachineHosts;
import com.nimsforest.node.domain.mesh.MeshChange;
import com.nimsforest.node.domain.mesh.MeshMachine;
import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a change does on the machines themselves: the machine that comes is set up, the one that left is uninstalled, and all list each
 * other as peers. A machine that is not reached is left to the operator, with the reason. For one thread.
 */
final class MachineMembership {
    private final MeshChange change;
    private final Optional<String> address;
    private final Optional<Path> token;
    private final MachineScripts scripts;
    private final String self;
    private final TreeMap<String, Map<String, String>> facts = new TreeMap<>();
    private final TreeMap<String, String> unreached = new TreeMap<>();
    private final Map<String, Integer> stages = new HashMap<>();
    private final List<String> peers;

    /**
     * Looks at the machines.
     *
     * @param address of the machine that comes, host:port
     * @param token of a secured mesh, a file
     * @param routes by machine, the address at the other end of the route to it
     * @throws RejectedInputException when this machine itself cannot be looked at
     */
    MachineMembership(
            MeshChange change,
            Optional<String> address,
            Optional<Path> token,
            MachineScripts scripts,
            MeshState mesh,
            Map<String, String> routes) {
        this.change = requireNonNull(change, "change");
        this.address = requireNonNull(address, "address");
        this.token = requireNonNull(token, "token");
        this.scripts = requireNonNull(scripts, "scripts");
        self = mesh.self();
        facts.put(self, look(self));
        reach(mesh, routes);
        peers = list(mesh, routes);
    }

    private Map<String, String> look(String machine) {
        scripts.install(List.of(machine));
        return scripts.peers(machine, List.of());
    }

    private void reach(MeshState mesh, Map<String, String> routes) {
        mesh.machines().stream()
                .filter(machine -> machine.online() && !machine.name().equals(self))
                .map(MeshMachine::name)
                .forEach(machine -> attempt(machine, this::lookOnce));
        if (routes.containsKey(change.leaving())) {
            attempt(change.leaving(), this::lookOnce);
            if (facts.containsKey(change.leaving())) {
                stages.put(change.leaving(), 0);
            }
        }
        if (address.isPresent() && !facts.containsKey(change.arriving())) {
            attempt(change.arriving(), scripts::reach);
            if (isSecured() && token.isEmpty()) {
                unreached.putIfAbsent(change.arriving(), "the mesh is secured: give --cluster-token-file");
            }
        }
    }

    private void lookOnce(String machine) {
        if (!facts.containsKey(machine)) {
            facts.put(machine, look(machine));
        }
    }

    /** Leaves a machine to the operator, once it was not reached. */
    private void attempt(String machine, Consumer<String> work) {
        if (unreached.containsKey(machine)) {
            return;
        }
        try {
            work.accept(machine);
        } catch (RejectedInputException | StorageUnavailableException failed) {
            unreached.put(machine, String.valueOf(failed.getMessage()));
        }
    }

    private boolean isSecured() {
        return fact(self, "secured").equals("yes");
    }

    private String fact(String machine, String name) {
        return facts.getOrDefault(machine, Map.of()).getOrDefault(name, "");
    }

    private List<String> listedBy(String machine) {
        String listed = fact(machine, "peers");
        return listed.isEmpty() ? List.of() : List.of(listed.split(","));
    }

    private List<String> list(MeshState mesh, Map<String, String> routes) {
        Set<String> others = mesh.machines().stream()
                .map(MeshMachine::name)
                .filter(name ->
                        !Set.of(self, change.leaving(), change.arriving()).contains(name))
                .collect(Collectors.toSet());
        Map<String, Predicate<String>> hosts = new HashMap<>();
        Map<String, String> addresses = new HashMap<>();
        routes.forEach((machine, ip) -> {
            hosts.put(machine, MachineHosts.at(ip));
            addresses.put(machine, MeshPeerList.onRoutePort(ip));
        });
        return new MeshPeerList(hosts, addresses).of(listedBy(self), others, address, ownAddress(routes));
    }

    /** As another machine lists it, else that from which it reaches another one. */
    private Optional<String> ownAddress(Map<String, String> routes) {
        MachineHosts own = MachineHosts.ofMachine(self);
        return facts.keySet().stream()
                .flatMap(machine -> listedBy(machine).stream())
                .filter(listed -> own.test(MeshPeerList.host(listed)))
                .findFirst()
                .or(() -> Stream.concat(
                                address.map(MeshPeerList::host).stream(),
                                routes.values().stream().sorted())
                        .flatMap(host -> MachineHosts.ownTowards(host).stream())
                        .findFirst()
                        .map(MeshPeerList::onRoutePort));
    }

    /** How far the machines are that are reached: 0 before, 1 after what is to be done there. */
    Map<String, Integer> stages(MeshState mesh) {
        mesh.machines().stream()
                .filter(MeshMachine::online)
                .map(MeshMachine::name)
                .filter(name -> !name.equals(change.leaving()) && !stages.containsKey(name))
                .forEach(machine -> attempt(machine, this::findStage));
        return Map.copyOf(stages);
    }

    private void findStage(String machine) {
        lookOnce(machine);
        boolean listed =
                scripts.peers(machine, peers).getOrDefault("listed", "").equals("yes");
        stages.put(machine, listed ? 1 : 0);
    }

    /** Has the machine that comes set up, unless that is left to the operator. */
    void join() {
        if (!unreached.containsKey(change.arriving())) {
            scripts.join(change.arriving(), peers, isSecured() ? token : Optional.empty(), "");
        }
    }

    void setPeers(MeshStep step) {
        scripts.roll(step.subject(), "set-peers " + String.join(",", peers), Optional.empty());
        stages.remove(step.subject());
    }

    void uninstall(MeshStep step) {
        scripts.roll(step.subject(), "uninstall", Optional.empty());
        stages.put(step.subject(), 1);
    }

    /** What is left to the operator before the machine that comes can join; empty for nothing. */
    List<String> before() {
        return reason(change.arriving())
                .map(why -> MachineInstructions.arriving(change.arriving(), address.orElse(""), peers, why))
                .stream()
                .toList();
    }

    /** What is left to the operator once the change is complete. */
    List<String> afterwards() {
        List<String> left = new ArrayList<>();
        reason(change.leaving())
                .map(why -> MachineInstructions.leaving(change.leaving(), why))
                .ifPresent(left::add);
        unreached.forEach((machine, why) -> {
            if (!Set.of(change.leaving(), change.arriving()).contains(machine)) {
                left.add(MachineInstructions.peers(machine, peers, why));
            }
        });
        return List.copyOf(left);
    }

    private Optional<String> reason(String machine) {
        return Optional.ofNullable(unreached.get(machine));
    }
}
