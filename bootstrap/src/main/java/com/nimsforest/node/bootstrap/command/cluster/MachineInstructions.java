package com.nimsforest.node.bootstrap.command.cluster;

import java.util.List;

/** What an operator does on the machines themselves. */
final class MachineInstructions {
    private static final String SETUP = "sudo ./ops/scripts/setup-server.sh ";

    private MachineInstructions() {}

    static OperatorWork arriving(String name, String address) {
        return new OperatorWork(
                () -> List.of("on " + name + " (" + address + "), so that it joins: " + SETUP + "--node-name " + name
                        + " --cluster-peers with all others, and the token of the mesh"),
                () -> List.of("on the others, at any time afterwards: setup-server.sh set-peers, with " + address
                        + " in the list"));
    }

    /** @param why it is not done from here */
    static String arriving(String name, String address, List<String> peers, String why) {
        return "on " + name + " (" + address + "), so that it joins: " + SETUP + "--node-name " + name
                + " --cluster-peers " + String.join(",", peers) + ", and the token of the mesh (by hand, since " + why
                + ")";
    }

    static OperatorWork leaving(String name) {
        return OperatorWork.onlyAfterwards(
                "on " + name + ", afterwards, if it still runs: " + SETUP + "--uninstall --purge-data",
                "on the others, afterwards: setup-server.sh set-peers, without " + name + " in the list");
    }

    /** @param why it is not done from here */
    static String leaving(String name, String why) {
        return "on " + name + ", afterwards: " + SETUP + "--uninstall --purge-data (by hand, since " + why + ")";
    }

    /** @param why it is not done from here */
    static String peers(String machine, List<String> peers, String why) {
        return "on " + machine + ", afterwards: " + SETUP + "set-peers " + String.join(",", peers) + " (by hand, since "
                + why + ")";
    }
}
