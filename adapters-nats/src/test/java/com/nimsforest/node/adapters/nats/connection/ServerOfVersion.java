package com.nimsforest.node.adapters.nats.connection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Greets as a nats-server of any version does, and answers pings; it can do no more. */
final class ServerOfVersion implements AutoCloseable {
    private final ServerSocket listener;
    private volatile String version;

    ServerOfVersion(String version) throws IOException {
        this.version = version;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(this::listen);
    }

    String url() {
        return "nats://127.0.0.1:" + listener.getLocalPort();
    }

    void upgrade(String newer) {
        version = newer;
    }

    private void listen() {
        try {
            while (true) {
                Socket client = listener.accept();
                inBackground(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        try (client) {
            say(
                    client,
                    "INFO {\"server_id\":\"A\",\"server_name\":\"a\",\"version\":\"" + version
                            + "\",\"proto\":1,\"headers\":true,\"max_payload\":1048576}");
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("PING")) {
                    say(client, "PONG");
                }
            }
        } catch (IOException gone) {
            // The client has left.
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
