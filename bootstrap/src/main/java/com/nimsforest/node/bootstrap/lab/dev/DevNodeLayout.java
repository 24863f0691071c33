package com.nimsforest.node.bootstrap.lab.dev;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where one server and its node are: folder and ports, all on the loopback address. */
public record DevNodeLayout(int number, Path home, int clientPort, int routePort, int monitorPort, int httpPort) {
    public static final String HOST = "127.0.0.1";

    public DevNodeLayout {
        requireNonNull(home, "home");
    }

    public String name() {
        return "node-" + number;
    }

    public Path file(String name) {
        return home.resolve(name);
    }

    public String natsUrl() {
        return "nats://" + HOST + ":" + clientPort;
    }

    public URI monitor() {
        return URI.create("http://" + HOST + ":" + monitorPort);
    }

    public URI http() {
        return URI.create("http://" + HOST + ":" + httpPort);
    }

    String route() {
        return HOST + ":" + routePort;
    }

    /** Each port with what it is for; a server that is alone has no routes. */
    Map<Integer, String> ports(boolean mesh) {
        Map<Integer, String> ports = new LinkedHashMap<>();
        ports.put(clientPort, "NATS clients of " + name());
        if (mesh) {
            ports.put(routePort, "NATS routes of " + name());
        }
        ports.put(monitorPort, "NATS monitoring of " + name());
        ports.put(httpPort, "HTTP of " + name());
        return ports;
    }
}
