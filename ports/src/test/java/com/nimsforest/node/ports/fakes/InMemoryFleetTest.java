package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.ports.contracts.FleetContract;
import com.nimsforest.node.ports.contracts.Patience;
import com.nimsforest.node.ports.driven.Fleet;

class InMemoryFleetTest implements FleetContract {
    private final FakeSidecarConnection sidecar = FakeSidecarConnection.connected(MutableClock.standing());
    private final InMemoryFleet fleet = new InMemoryFleet(sidecar);
    private final InMemoryFleet anothers = fleet.beside(FakeSidecarConnection.connected(MutableClock.standing()));

    @Override
    public Fleet fleet() {
        return fleet;
    }

    @Override
    public Fleet anothers() {
        return anothers;
    }

    @Override
    public Patience patience() {
        return Patience.FAST;
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
