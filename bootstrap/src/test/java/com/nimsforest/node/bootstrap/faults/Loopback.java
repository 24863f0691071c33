package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.adapters.nats.fixture.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes on the loopback address. */
final class Loopback implements Terrain {
    private final Path folder = Terrain.temporary();
    private final List<Place> places =
            Stream.generate(Loopback::ends).limit(SIZE).map(Place::new).toList();

    private static Ends ends() {
        return Ends.of("127.0.0.1", Ports.free(), Ports.free(), Ports.free());
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
    public Server server(int place, Path store) {
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
        Shell.run("rm", "-rf", folder.toString());
    }
}
