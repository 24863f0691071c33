package com.nimsforest.node.bootstrap.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the three servers of a mesh stand, and how they are cut off from each other. For one thread. */
interface ServerHosting extends AutoCloseable {
    int SIZE = 3;

    /** What there is to choose from. */
    enum Sort {
        /** Processes on the loopback address, which cannot be cut off. */
        LOOPBACK,
        /** Processes, each in a network namespace of its own. Needs root. */
        NAMESPACES,
        /** In containers. Needs a Docker engine. */
        CONTAINERS;

        ServerHosting make(String version) {
            return switch (this) {
                case LOOPBACK -> new LoopbackHosting();
                case NAMESPACES -> new NamespaceHosting();
                case CONTAINERS -> new ContainerHosting(version);
            };
        }
    }

    /** Addresses, each a host and a port. */
    record Ends(String client, String monitor, String route) {
        static Ends of(String host, int client, int monitor, int route) {
            return new Ends(host + ":" + client, host + ":" + monitor, host + ":" + route);
        }
    }

    /**
     * Room for one server.
     *
     * @param listens where it listens
     * @param found where its node and the harness find it, and where the other servers do
     */
    record Place(Ends listens, Ends found) {
        Place(Ends ends) {
            this(ends, ends);
        }
    }

    Path folder();

    List<Place> places();

    /** A server in that place, which stores in this folder where the place has no store of its own. */
    ServerControl server(int place, Path store);

    /** Packets between this place and the others are dropped: those that come in, and those that go out if told so. */
    void cut(int place, boolean bothDirections);

    void heal(int place);

    static Path temporary() {
        try {
            return Files.createTempDirectory("faults");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    void close();
}
