package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.ContractTimeouts;
import com.nimsforest.node.ports.contracts.NodeFleetContract;
import com.nimsforest.node.ports.driven.operations.NodeFleet;

class InMemoryNodeFleetTest implements NodeFleetContract {
    private final FakeSidecarConnection sidecar = FakeSidecarConnection.connected(MutableClock.standing());
    private final InMemoryNodeFleet fleet = new InMemoryNodeFleet(sidecar);
    private final InMemoryNodeFleet anothers = fleet.beside(FakeSidecarConnection.connected(MutableClock.standing()));

    @Override
    public NodeFleet fleet() {
        return fleet;
    }

    @Override
    public NodeFleet anothers() {
        return anothers;
    }

    @Override
    public ContractTimeouts patience() {
        return ContractTimeouts.FAST;
    }

    @Override
    public void disconnect() {
        sidecar.disconnect();
    }

    @Override
    public void restore() {
        sidecar.restore();
    }
}
