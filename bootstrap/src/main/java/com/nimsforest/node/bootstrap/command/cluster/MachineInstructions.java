package com.nimsforest.node.bootstrap.command.cluster;

import java.util.List;

/** What an operator does on the machines themselves. */
final class MachineInstructions {
    private MachineInstructions() {}

    static List<String> arriving(String name, String address) {
        return List.of(
                "on " + name + " (" + address + "), so that it joins: sudo ./ops/scripts/setup-server.sh --node-name "
                        + name + " --cluster-peers with all others, and the token of the mesh",
                "on the others, at any time afterwards: setup-server.sh set-peers, with " + address + " in the list");
    }

    static List<String> leaving(String name) {
        return List.of(
                "on " + name
                        + ", afterwards, if it still runs: sudo ./ops/scripts/setup-server.sh --uninstall --purge-data",
                "on the others, afterwards: setup-server.sh set-peers, without " + name + " in the list");
    }
}
