package com.nimsforest.node.bootstrap.command.machine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The route addresses of all machines once a change is complete: one list for all of them, since setup leaves out a machine's own.
 * Addresses stay as the operator wrote them, as far as it is known to which machine they lead.
 */
public final class MeshPeerList {
    private final Map<String, Predicate<String>> reachable;
    private final Map<String, String> routes;

    /**
     * @param reachable by machine, whether a canonical host is that machine
     * @param routes by machine, the address at the other end of a route to it, host:port
     */
    public MeshPeerList(Map<String, Predicate<String>> reachable, Map<String, String> routes) {
        this.reachable = Map.copyOf(reachable);
        this.routes = Map.copyOf(routes);
    }

    /**
     * An address that leads to no machine may be that of one that is down: it stays while one is not accounted for.
     *
     * @param listed by this machine until now
     * @param others the names of the machines that stay
     * @param arriving the address of the machine that comes
     * @param own the address of this machine
     */
    public List<String> of(List<String> listed, Set<String> others, Optional<String> arriving, Optional<String> own) {
        Set<String> list = new LinkedHashSet<>();
        Set<String> missing = new TreeSet<>(others);
        List<String> unknown = new ArrayList<>();
        for (String address : listed) {
            if (arriving.filter(address::equals).isEmpty()) {
                Optional<String> machine = machineAt(address);
                if (machine.isEmpty()) {
                    unknown.add(address);
                } else if (missing.remove(machine.get())) {
                    list.add(address);
                }
            }
        }
        if (unknown.isEmpty()) {
            missing.stream().filter(routes::containsKey).map(routes::get).forEach(list::add);
        } else if (!missing.isEmpty()) {
            list.addAll(unknown);
        }
        arriving.ifPresent(list::add);
        own.ifPresent(list::add);
        return List.copyOf(list);
    }

    private Optional<String> machineAt(String address) {
        String host = host(address);
        return reachable.entrySet().stream()
                .filter(machine -> machine.getValue().test(host))
                .map(Map.Entry::getKey)
                .min(String::compareTo);
    }

    /** Setup has each server listen there. */
    public static String onRoutePort(String host) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":6222";
    }

    /** Without port and brackets. */
    public static String host(String address) {
        return address.substring(0, address.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    }
}
