package com.nimsforest.node.bootstrap.preflight;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** Whether the other machines' route ports can be reached. */
final class PeerReachabilityCheck {
    private static final String CHECK = "peers";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private PeerReachabilityCheck() {}

    static List<PreflightCheckResult> of(List<String> peers) {
        return peers.isEmpty()
                ? List.of(PreflightCheckResult.ok(CHECK, "CLUSTER_PEERS", "none: a single node"))
                : peers.stream().map(PeerReachabilityCheck::of).toList();
    }

    private static PreflightCheckResult of(String peer) {
        int colon = peer.lastIndexOf(':');
        String host = peer.substring(0, colon).replaceAll("[\\[\\]]", "");
        InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(peer.substring(colon + 1)));
        if (address.isUnresolved()) {
            return PreflightCheckResult.fail(
                    CHECK, peer, "no machine has this name", "correct CLUSTER_PEERS, or the name service");
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) TIMEOUT.toMillis());
            return PreflightCheckResult.ok(CHECK, peer, "reached");
        } catch (ConnectException refused) {
            return PreflightCheckResult.warn(
                    CHECK,
                    peer,
                    "nobody listens there",
                    "is its server running, and does its firewall let this machine in?");
        } catch (IOException unreachable) {
            return PreflightCheckResult.fail(
                    CHECK,
                    peer,
                    "no way there: " + unreachable.getMessage(),
                    "open its port to this machine, both ways");
        }
    }
}
