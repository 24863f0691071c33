package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.adapters.nats.fixture.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the servers of a mesh stand: on the loopback address, or each in a network namespace of its own. */
final class Terrain implements AutoCloseable {
    /** One place: what goes before a command that runs there, its address and its ports. */
    record Place(List<String> inside, String host, int client, int route, int monitor) {}

    private static final int SIZE = 3;
    private static final AtomicInteger MADE = new AtomicInteger();

    private final Path folder;
    private final boolean namespaces;
    /** The kernel takes names back some time after a namespace is gone, so none is used twice. */
    private final String id = Integer.toString((int) (ProcessHandle.current().pid() % 46_000), 36)
            + Integer.toString(MADE.getAndIncrement(), 36);

    private final int subnet = (int) (ProcessHandle.current().pid() % 250);
    private final List<Place> places = new ArrayList<>();

    private Terrain(Path folder, boolean namespaces) {
        this.folder = folder;
        this.namespaces = namespaces;
    }

    static Terrain loopback() {
        Terrain terrain = new Terrain(temporary(), false);
        for (int k = 0; k < SIZE; k++) {
            terrain.places.add(new Place(List.of(), "127.0.0.1", Ports.forLater(), Ports.forLater(), Ports.forLater()));
        }
        return terrain;
    }

    /** Needs root: three namespaces on one bridge, which this machine reaches too. */
    static Terrain namespaces() {
        Terrain terrain = new Terrain(temporary(), true);
        String bridge = terrain.bridge();
        Shell.run("ip", "link", "add", bridge, "type", "bridge");
        Shell.run("ip", "addr", "add", terrain.address(254) + "/24", "dev", bridge);
        Shell.run("ip", "link", "set", bridge, "up");
        // A Docker engine on the same machine forbids all forwarding that it does not know.
        Shell.attempt("iptables", "-w", "-I", "FORWARD", "-i", bridge, "-o", bridge, "-j", "ACCEPT");
        for (int k = 0; k < SIZE; k++) {
            terrain.addNamespace(k);
        }
        return terrain;
    }

    private void addNamespace(int k) {
        String space = space(k);
        String outer = outer(k);
        Shell.run("ip", "netns", "add", space);
        Shell.run("ip", "link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", space);
        Shell.run("ip", "link", "set", outer, "master", bridge(), "up");
        List<String> inside = List.of("ip", "netns", "exec", space);
        Shell.run("ip", "-n", space, "addr", "add", address(k + 1) + "/24", "dev", "eth0");
        Shell.run("ip", "-n", space, "link", "set", "eth0", "up");
        Shell.run("ip", "-n", space, "link", "set", "lo", "up");
        places.add(new Place(inside, address(k + 1), 4222, 6222, 8222));
    }

    Path folder() {
        return folder;
    }

    Place place(int k) {
        return places.get(k);
    }

    List<Place> places() {
        return List.copyOf(places);
    }

    /** Packets between this place and the others are dropped: those that come in, and those that go out if told so. */
    void cut(int k, boolean bothDirections) {
        for (int other = 0; other < SIZE; other++) {
            if (other != k) {
                rule(k, "-A", "INPUT", "-s", other);
                if (bothDirections) {
                    rule(k, "-A", "OUTPUT", "-d", other);
                }
            }
        }
    }

    void heal(int k) {
        Shell.run("ip", "netns", "exec", space(k), "iptables", "-w", "-F");
    }

    private void rule(int k, String verb, String chain, String end, int other) {
        Shell.run(
                "ip",
                "netns",
                "exec",
                space(k),
                "iptables",
                "-w",
                verb,
                chain,
                end,
                places.get(other).host(),
                "-j",
                "DROP");
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

    private void removeNetwork() {
        for (int k = 0; k < SIZE; k++) {
            Shell.attempt("ip", "link", "del", outer(k));
            Shell.attempt("ip", "netns", "del", space(k));
        }
        Shell.attempt("iptables", "-w", "-D", "FORWARD", "-i", bridge(), "-o", bridge(), "-j", "ACCEPT");
        Shell.attempt("ip", "link", "del", bridge());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("faults");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        if (namespaces) {
            removeNetwork();
        }
        Shell.run("rm", "-rf", folder.toString());
    }
}
