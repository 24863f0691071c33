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
    private ConnectedAdapter grove;

    @BeforeAll
    void grow() {
        mesh = NatsMesh.start();
        grove = ConnectedAdapter.beside(mesh.server(0), mesh.peersOf(0), ConnectedAdapter.QUICK);
        grove.awaitCopies();
    }

    @AfterAll
    void fell() {
        grove.close();
        mesh.close();
    }

    @Override
    public ConnectedAdapter grove() {
        return grove;
    }

    @Override
    public Soil soil() {
        return grove.forest.soil();
    }
}
