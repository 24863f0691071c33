package com.nimsforest.node.bootstrap.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Processes, each in a network namespace of its own, on one bridge that this machine reaches too. Needs root. */
final class NamespaceHosting implements ServerHosting {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final Path folder = ServerHosting.temporary();
    /** The kernel takes names back some time after a namespace is gone, so none is used twice. */
    private final String id = Integer.toString((int) (ProcessHandle.current().pid() % 46_000), 36)
            + Integer.toString(MADE.getAndIncrement(), 36);

    private final int subnet = (int) (ProcessHandle.current().pid() % 250);
    private final List<Place> places = new ArrayList<>();

    NamespaceHosting() {
        SystemShell.run("ip", "link", "add", bridge(), "type", "bridge");
        SystemShell.run("ip", "addr", "add", address(254) + "/24", "dev", bridge());
        SystemShell.run("ip", "link", "set", bridge(), "up");
        // A Docker engine on the same machine forbids all forwarding that it does not know.
        SystemShell.attempt("iptables", "-w", "-I", "FORWARD", "-i", bridge(), "-o", bridge(), "-j", "ACCEPT");
        for (int k = 0; k < SIZE; k++) {
            add(k);
        }
    }

    private void add(int k) {
        String space = space(k);
        String outer = outer(k);
        SystemShell.run("ip", "netns", "add", space);
        SystemShell.run("ip", "link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", space);
        SystemShell.run("ip", "link", "set", outer, "master", bridge(), "up");
        SystemShell.run("ip", "-n", space, "addr", "add", address(k + 1) + "/24", "dev", "eth0");
        SystemShell.run("ip", "-n", space, "link", "set", "eth0", "up");
        SystemShell.run("ip", "-n", space, "link", "set", "lo", "up");
        places.add(new Place(Ends.of(address(k + 1), 4222, 8222, 6222)));
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public List<Place> places() {
        return List.copyOf(places);
    }

    @Override
    public ServerControl server(int place, Path store) {
        List<String> inside = List.of("ip", "netns", "exec", space(place));
        return new ProcessServer(inside, folder.resolve("machine-" + (place + 1)), store);
    }

    @Override
    public void cut(int place, boolean bothDirections) {
        for (int other = 0; other < SIZE; other++) {
            if (other != place) {
                drop(place, "INPUT", "-s", address(other + 1));
                if (bothDirections) {
                    drop(place, "OUTPUT", "-d", address(other + 1));
                }
            }
        }
    }

    @Override
    public void heal(int place) {
        SystemShell.run("ip", "netns", "exec", space(place), "iptables", "-w", "-F");
    }

    private void drop(int place, String chain, String end, String other) {
        String space = space(place);
        SystemShell.run("ip", "netns", "exec", space, "iptables", "-w", "-A", chain, end, other, "-j", "DROP");
    }

    private String bridge() {
        return "br" + id;
    }

    private String space(int k) {
        return "nf" + id + "-" + k;
    }

    private String outer(int k) {
        return "v" + id + "-" + k;
    }

    private String address(int last) {
        return "10.213." + subnet + "." + last;
    }

    @Override
    public void close() {
        for (int k = 0; k < SIZE; k++) {
            SystemShell.attempt("ip", "link", "del", outer(k));
            SystemShell.attempt("ip", "netns", "del", space(k));
        }
        SystemShell.attempt("iptables", "-w", "-D", "FORWARD", "-i", bridge(), "-o", bridge(), "-j", "ACCEPT");
        SystemShell.attempt("ip", "link", "del", bridge());
        SystemShell.run("rm", "-rf", folder.toString());
    }
}
