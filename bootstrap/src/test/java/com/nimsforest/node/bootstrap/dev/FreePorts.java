package com.nimsforest.node.bootstrap.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Plans on ports that are free now, below those that the system hands out by itself. */
final class FreePorts {
    private static final int TO_HTTP = 1000;

    private FreePorts() {}

    static DevPlan plan(int nodes, Path folder) {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(10_000, 26_000))
                .limit(1000)
                .mapToObj(port -> new DevPlan(nodes, port, port + TO_HTTP, folder, false))
                .filter(plan -> plan.sites().stream()
                        .allMatch(site -> site.ports(true).keySet().stream().allMatch(FreePorts::isFree)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
