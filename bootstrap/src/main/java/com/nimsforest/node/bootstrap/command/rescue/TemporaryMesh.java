package com.nimsforest.node.bootstrap.command.rescue;

import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Servers under the names of all machines of a mesh, each with a copy of the one store that is left: together they have the
 * majority that its streams need, and all hold the same. They are reached from this machine alone. For one thread; however the
 * process ends, the servers are stopped and the copies removed.
 */
final class TemporaryMesh implements AutoCloseable {
    private final Path work;
    private final List<TemporaryServer> servers = new ArrayList<>();
    private final List<TemporaryServer.Plan> plans = new ArrayList<>();
    private final Thread shutdownHook = new Thread(this::end, "rescue-stop");

    private TemporaryMesh(Path work) {
        this.work = work;
    }

    /** @param store the folder {@code jetstream} of the machine that is left; it is only read */
    static TemporaryMesh start(Path program, String mesh, List<String> names, Path store, Path work) {
        TemporaryMesh servers = new TemporaryMesh(work);
        Runtime.getRuntime().addShutdownHook(servers.shutdownHook);
        try {
            servers.plan(mesh, names);
            for (TemporaryServer.Plan plan : servers.plans) {
                copy(store, plan.folder().resolve("jetstream"));
                servers.servers.add(TemporaryServer.start(program, plan));
            }
            return servers;
        } catch (IOException failure) {
            servers.close();
            throw new CommandException(
                    ProcessExitCodes.FAILED,
                    "temporary servers could not be started: " + failure.getMessage(),
                    failure);
        }
    }

    private void plan(String mesh, List<String> names) throws IOException {
        List<Integer> ports = freePorts(3 * names.size());
        int size = names.size();
        for (int machine = 0; machine < size; machine++) {
            int own = machine;
            List<String> routes = IntStream.range(0, size)
                    .filter(other -> other != own)
                    .mapToObj(other -> "\"nats://127.0.0.1:" + ports.get(2 * size + other) + "\"")
                    .toList();
            plans.add(new TemporaryServer.Plan(
                    names.get(machine),
                    mesh,
                    Files.createDirectories(work.resolve(names.get(machine))).toAbsolutePath(),
                    ports.get(machine),
                    ports.get(size + machine),
                    ports.get(2 * size + machine),
                    routes));
        }
    }

    private static List<Integer> freePorts(int number) throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int count = 0; count < number; count++) {
                open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return open.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : open) {
                socket.close();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> entries = Files.walk(from)) {
            for (Path entry : entries.toList()) {
                Files.copy(entry, to.resolve(from.relativize(entry).toString()));
            }
        }
    }

    String url() {
        return "nats://127.0.0.1:" + plans.get(0).clientPort();
    }

    String monitor() {
        return "http://127.0.0.1:" + plans.get(0).monitorPort();
    }

    /** The routes of the others, as a node is told of its peers. */
    String peers() {
        return String.join(
                ",",
                plans.stream()
                        .skip(1)
                        .map(plan -> "127.0.0.1:" + plan.routePort())
                        .toList());
    }

    boolean isRunning() {
        return servers.stream().allMatch(TemporaryServer::isRunning);
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(shutdownHook);
    }

    private synchronized void end() {
        servers.forEach(TemporaryServer::stop);
        if (!Files.exists(work)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(work)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException left) {
            throw new CommandException(
                    ProcessExitCodes.FAILED, work + " could not be removed: " + left.getMessage(), left);
        }
    }
}
