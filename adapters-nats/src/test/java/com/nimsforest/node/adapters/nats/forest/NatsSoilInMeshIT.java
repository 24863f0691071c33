package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.OnConnectedAdapter;
import com.nimsforest.node.ports.contracts.SoilContract;
import com.nimsforest.node.ports.driven.Soil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Three machines agree on a change by other ways than one does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NatsSoilInMeshIT implements SoilContract, OnConnectedAdapter {
    private NatsMesh mesh;
    private ConnectedAdapter adapter;

    @BeforeAll
    void startMesh() {
        mesh = NatsMesh.start();
        adapter = ConnectedAdapter.beside(mesh.server(0), mesh.peersOf(0), ConnectedAdapter.QUICK);
        adapter.awaitCopies();
    }

    @AfterAll
    void stopMesh() {
        adapter.close();
        mesh.close();
    }

    @Override
    public ConnectedAdapter adapter() {
        return adapter;
    }

    @Override
    public Soil soil() {
        return adapter.forest.soil();
    }
}
