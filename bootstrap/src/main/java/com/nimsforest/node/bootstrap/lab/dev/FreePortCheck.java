package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.preflight.PortOwnerFinder;
import com.nimsforest.node.bootstrap.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Makes sure that every port is free before anything starts. */
final class FreePortCheck {
    private FreePortCheck() {}

    /** Names each port that is taken, and by whom. */
    static void allFree(DevPlan plan) {
        List<String> taken = new ArrayList<>();
        plan.locations()
                .forEach(location -> location.ports(plan.mesh()).forEach((port, purpose) -> {
                    if (!isFree(port)) {
                        taken.add("port " + port + " (" + purpose + ") is taken " + PortOwnerFinder.describe(port)
                                + "; stop that, or choose other ports with --port and --http-port");
                    }
                }));
        if (!taken.isEmpty()) {
            throw new SettingsException(taken);
        }
    }

    /** Whether all ports of the servers of this plan are free. */
    static boolean isFree(DevPlan plan) {
        return plan.locations().stream()
                .allMatch(location ->
                        location.ports(plan.mesh()).keySet().stream().allMatch(FreePortCheck::isFree));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(DevNodeLayout.HOST), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
