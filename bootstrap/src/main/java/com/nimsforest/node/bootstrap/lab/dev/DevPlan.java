package com.nimsforest.node.bootstrap.lab.dev;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The parameters of a dev forest.
 *
 * @param nodes how many servers there are, each with a node
 * @param port client port of the first server; all other ports of servers follow from it
 * @param httpPort HTTP port of the first node
 * @param folder holds all state
 * @param clean whether the data of an earlier run is removed first
 */
public record DevPlan(int nodes, int port, int httpPort, Path folder, boolean clean) {
    private static final int MOST_NODES = 9;
    private static final int TO_ROUTES = 2000;
    private static final int TO_MONITORING = 4000;
    private static final int LAST_PORT = 65_535;

    /** Throws IllegalArgumentException with a message for the user. */
    public DevPlan {
        requireNonNull(folder, "folder");
        require(1 <= nodes && nodes <= MOST_NODES, "--nodes: expected 1 to " + MOST_NODES + ", not " + nodes);
        int lastPort = LAST_PORT - TO_MONITORING - nodes + 1;
        require(1 <= port && port <= lastPort, "--port: expected 1 to " + lastPort + ", not " + port);
        int lastHttp = LAST_PORT - nodes + 1;
        require(1 <= httpPort && httpPort <= lastHttp, "--http-port: expected 1 to " + lastHttp + ", not " + httpPort);
        for (int first : new int[] {port, port + TO_ROUTES, port + TO_MONITORING}) {
            require(
                    Math.abs(first - httpPort) >= nodes,
                    "--http-port: " + httpPort + " overlaps the ports of NATS from " + first + " on");
        }
    }

    /** The same, with all state in another folder. */
    DevPlan in(Path other) {
        return new DevPlan(nodes, port, httpPort, other, clean);
    }

    boolean mesh() {
        return nodes > 1;
    }

    List<DevNodeLayout> locations() {
        return IntStream.rangeClosed(1, nodes).mapToObj(this::location).toList();
    }

    /** The route addresses of all the others, as one machine of a mesh knows them. */
    String peersOf(DevNodeLayout location) {
        return locations().stream()
                .filter(other -> other.number() != location.number())
                .map(DevNodeLayout::route)
                .collect(Collectors.joining(","));
    }

    private DevNodeLayout location(int number) {
        int offset = number - 1;
        return new DevNodeLayout(
                number,
                folder.resolve("node-" + number),
                port + offset,
                port + TO_ROUTES + offset,
                port + TO_MONITORING + offset,
                httpPort + offset);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
