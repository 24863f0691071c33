package com.nimsforest.node.bootstrap.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** Whether the other machines' route ports can be reached. */
final class PeersCheck {
    private static final String CHECK = "peers";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private PeersCheck() {}

    static List<CheckResult> of(List<String> peers) {
        return peers.isEmpty()
                ? List.of(CheckResult.ok(CHECK, "CLUSTER_PEERS", "none: a single node"))
                : peers.stream().map(PeersCheck::of).toList();
    }

    private static CheckResult of(String peer) {
        int colon = peer.lastIndexOf(':');
        String host = peer.substring(0, colon).replaceAll("[\\[\\]]", "");
        InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(peer.substring(colon + 1)));
        if (address.isUnresolved()) {
            return CheckResult.fail(
                    CHECK, peer, "no machine has this name", "correct CLUSTER_PEERS, or the name service");
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) PATIENCE.toMillis());
            return CheckResult.ok(CHECK, peer, "reached");
        } catch (ConnectException refused) {
            return CheckResult.warn(
                    CHECK,
                    peer,
                    "nobody listens there",
                    "is its server running, and does its firewall let this machine in?");
        } catch (IOException unreachable) {
            return CheckResult.fail(
                    CHECK,
                    peer,
                    "no way there: " + unreachable.getMessage(),
                    "open its port to this machine, both ways");
        }
    }
}
