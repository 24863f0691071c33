package com.nimsforest.node.adapters.http;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.access.AccessTokens;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where the node serves HTTP, and what it takes.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param tokens what a caller has to show; where none is set, whoever reaches the address may post and read
 * @param maxBody the largest body that is taken, in bytes
 * @param names by which the machine is known, and the node may be asked, beside its addresses and its host
 * @param givenNames further names by which the node may be asked; pages of these names may ask it too
 * @param idle how long a connection is kept that nobody uses
 */
public record HttpServerSettings(
        String host,
        int port,
        AccessTokens tokens,
        long maxBody,
        Set<String> names,
        Set<String> givenNames,
        Duration idle) {
    /** Longer than the 60 s for which proxies keep a connection that they may use again. */
    public static final Duration USUAL_IDLE = Duration.ofSeconds(75);

    private static final int LAST_PORT = 65535;

    public HttpServerSettings {
        requireNonNull(host, "host");
        requireNonNull(tokens, "tokens");
        requireNonNull(idle, "idle");
        names = Set.copyOf(names);
        givenNames = Set.copyOf(givenNames);
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is blank");
        }
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("port must be 0 to " + LAST_PORT + ": " + port);
        }
        if (maxBody < 1) {
            throw new IllegalArgumentException("maxBody must be at least 1: " + maxBody);
        }
    }

    /** With one token or none, no other names, and the usual idle time. */
    public HttpServerSettings(String host, int port, Optional<String> token, long maxBody) {
        this(host, port, AccessTokens.of(token), maxBody, Set.of(), Set.of(), USUAL_IDLE);
    }

    /** Whether only this machine reaches the address; not so for a name that is not known. */
    public boolean isLocal() {
        return isLocal(host);
    }

    /** Whether only this machine reaches the host; not so for a name that is not known. */
    public static boolean isLocal(String host) {
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
        return "HttpServerSettings[host=" + host + ", port=" + port + ", tokens=" + tokens + ", maxBody=" + maxBody
                + ", names=" + names + ", givenNames=" + givenNames + ", idle=" + idle + "]";
    }
}
