package com.nimsforest.node.adapters.nats.connection;

/**
 * Why there is no connection.
 *
 * @param runbook the anchor of the entry in {@code docs/RUNBOOK.md} that says what to do
 */
record ConnectFailure(String cause, String runbook) {
    static ConnectFailure of(String cause) {
        return new ConnectFailure(cause, "not-connected");
    }
}
