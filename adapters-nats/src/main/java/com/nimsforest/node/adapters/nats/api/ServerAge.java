package com.nimsforest.node.adapters.nats.api;

import io.nats.client.api.ServerInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once of a server that is too old to keep all that the node promises. For a provisioner's passes, one at a time. */
public final class ServerAge {
    /** The first that knows {@code sync_interval: always}. */
    private static final String KEEPS_ALL = "2.10.0";

    private static final Logger LOG = LoggerFactory.getLogger(ServerAge.class);

    private String told = "";

    /** Whether it is older than 2.10. */
    public static boolean isOld(ServerInfo server) {
        return !server.isSameOrNewerThanVersion(KEEPS_ALL);
    }

    public void look(ServerInfo server) {
        if (!isOld(server) || told.equals(server.getVersion())) {
            return;
        }
        told = server.getVersion();
        LOG.warn(
                "nats-server {} is older than 2.10 and may lose what it acknowledged when all machines stop at once;"
                        + " see docs/RUNBOOK.md#old-server",
                told);
    }
}
