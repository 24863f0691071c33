package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.ports.contracts.SoilContract;
import com.nimsforest.node.ports.driven.Soil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Three machines agree on a change by other ways than one does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NatsSoilInMeshIT implements SoilContract, OnGrove {
    private NatsMesh mesh;
    private Grove grove;

    @BeforeAll
    void grow() {
        mesh = NatsMesh.start();
        grove = Grove.beside(mesh.server(0), mesh.peersOf(0), Grove.QUICK);
        grove.awaitCopies();
    }

    @AfterAll
    void fell() {
        grove.close();
        mesh.close();
    }

    @Override
    public Grove grove() {
        return grove;
    }

    @Override
    public Soil soil() {
        return grove.forest.soil();
    }
}
