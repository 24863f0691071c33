package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.adapters.nats.fixture.ReservedPorts;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes on the loopback address. */
final class LoopbackHosting implements ServerHosting {
    private final Path folder = ServerHosting.temporary();
    private final List<Place> places =
            Stream.generate(LoopbackHosting::ends).limit(SIZE).map(Place::new).toList();

    private static Ends ends() {
        return Ends.of("127.0.0.1", ReservedPorts.free(), ReservedPorts.free(), ReservedPorts.free());
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public List<Place> places() {
        return places;
    }

    @Override
    public ServerControl server(int place, Path store) {
        return new ProcessServer(List.of(), folder.resolve("machine-" + (place + 1)), store);
    }

    @Override
    public void cut(int place, boolean bothDirections) {
        throw new UnsupportedOperationException("the loopback address cannot be cut");
    }

    @Override
    public void heal(int place) {
        throw new UnsupportedOperationException("the loopback address cannot be cut");
    }

    @Override
    public void close() {
        SystemShell.run("rm", "-rf", folder.toString());
    }
}
