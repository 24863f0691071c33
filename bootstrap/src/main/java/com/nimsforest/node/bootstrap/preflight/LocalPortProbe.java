package com.nimsforest.node.bootstrap.preflight;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A port of this machine: free, or held by somebody who answers like one of ours, or not. */
record LocalPortProbe(InetAddress address, int number) {
    private static final int TIMEOUT_MILLIS = 1000;
    private static final int GREETING = 5;
    private static final int OK = 200;

    LocalPortProbe {
        requireNonNull(address, "address");
    }

    /** Empty when the host is another machine, or none. */
    static Optional<LocalPortProbe> of(String host, int number) {
        try {
            InetAddress address = InetAddress.getByName(host.replaceAll("[\\[\\]]", ""));
            boolean here = address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
            return here ? Optional.of(new LocalPortProbe(address, number)) : Optional.empty();
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    /** Why it cannot be opened; empty when it is free. */
    Optional<String> obstacle() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, number));
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    boolean isHeld() {
        try (Socket socket = new Socket()) {
            socket.connect(peer(), TIMEOUT_MILLIS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    /** Whether a nats-server takes clients or other servers there: it speaks first. */
    boolean isNats() {
        try (Socket socket = new Socket()) {
            socket.connect(peer(), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            byte[] greeting = socket.getInputStream().readNBytes(GREETING);
            return new String(greeting, StandardCharsets.US_ASCII).equals("INFO ");
        } catch (IOException silent) {
            return false;
        }
    }

    /** Whether a node answers there. */
    boolean isNode() {
        try {
            URL alive = URI.create("http://" + host() + ":" + number + "/livez").toURL();
            HttpURLConnection connection = (HttpURLConnection) alive.openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            if (connection.getResponseCode() != OK) {
                return false;
            }
            try (InputStream body = connection.getInputStream()) {
                return new String(body.readNBytes(GREETING), StandardCharsets.US_ASCII).equals("ok\n");
            }
        } catch (IOException silent) {
            return false;
        }
    }

    private InetSocketAddress peer() {
        return new InetSocketAddress(address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address, number);
    }

    private String host() {
        String host = peer().getAddress().getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + ":" + number;
    }
}
