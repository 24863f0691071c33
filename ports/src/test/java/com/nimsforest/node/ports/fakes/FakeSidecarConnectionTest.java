package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.ContractTimeouts;
import com.nimsforest.node.ports.contracts.SidecarConnectionContract;
import com.nimsforest.node.ports.driven.operations.SidecarConnection;

class FakeSidecarConnectionTest implements SidecarConnectionContract {
    private final FakeSidecarConnection connection = FakeSidecarConnection.connected(MutableClock.standing());

    @Override
    public ContractTimeouts patience() {
        return ContractTimeouts.FAST;
    }

    @Override
    public SidecarConnection connection() {
        return connection;
    }

    @Override
    public void disconnect() {
        connection.disconnect();
    }

    @Override
    public void restore() {
        connection.restore();
    }

    @Override
    public void end() {
        connection.end();
    }
}
