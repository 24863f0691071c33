package com.nimsforest.node.adapters.http;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where the node serves HTTP, and what it takes.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param token what a caller has to show before it may post; without one, whoever reaches the address may
 * @param maxBody the largest body that is taken, in bytes
 */
public record HttpServerSettings(String host, int port, Optional<String> token, long maxBody) {
    private static final int LAST_PORT = 65535;

    public HttpServerSettings {
        requireNonNull(host, "host");
        requireNonNull(token, "token");
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is blank");
        }
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("port must be 0 to " + LAST_PORT + ": " + port);
        }
        if (token.isPresent() && token.get().isBlank()) {
            throw new IllegalArgumentException("token is blank");
        }
        if (maxBody < 1) {
            throw new IllegalArgumentException("maxBody must be at least 1: " + maxBody);
        }
    }

    /** Whether only this machine reaches the address; not so for a name that is not known. */
    public boolean isLocal() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** Host and port as one writes them in a URL. */
    String address(int actualPort) {
        return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + actualPort;
    }

    @Override
    public String toString() {
        return "HttpServerSettings[host=" + host + ", port=" + port + ", token=" + (token.isPresent() ? "***" : "none")
                + ", maxBody=" + maxBody + "]";
    }
}
