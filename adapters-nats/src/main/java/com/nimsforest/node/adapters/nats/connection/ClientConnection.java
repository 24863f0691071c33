package com.nimsforest.node.adapters.nats.connection;

import io.nats.client.Connection;
import io.nats.client.api.ServerInfo;

/** One client connection and what listens to it. */
record ClientConnection(Connection connection, ConnectionLossDetector signals) {
    /** To whom it leads, in words. */
    String described(String url) {
        ServerInfo server = connection.getServerInfo();
        return "connected to " + server.getServerName() + " (nats-server " + server.getVersion() + ") at " + url;
    }
}
