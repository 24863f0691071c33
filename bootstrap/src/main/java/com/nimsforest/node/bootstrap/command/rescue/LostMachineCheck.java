package com.nimsforest.node.bootstrap.command.rescue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** Whether machines that are said to be lost are. Each attempt is bounded. */
final class LostMachineCheck {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private LostMachineCheck() {}

    /** @param addresses host:port, an IPv6 address in brackets */
    static List<String> answering(List<String> addresses) {
        return addresses.stream().filter(LostMachineCheck::answers).toList();
    }

    private static boolean answers(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1))), (int)
                    CONNECT.toMillis());
            return true;
        } catch (IOException silent) {
            return false;
        }
    }
}
