package com.nimsforest.node.adapters.nats.jetstream;

import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.ports.contracts.SoilContract;
import com.nimsforest.node.ports.driven.Soil;
import java.util.List;
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
        await().atMost(Grove.SOON.multipliedBy(3)).until(this::everyStreamHasThreeReplicas);
    }

    private boolean everyStreamHasThreeReplicas() {
        List<StreamFacts> streams = grove.forest.storage().probe().streams();
        return !streams.isEmpty() && streams.stream().allMatch(stream -> stream.current() == 3);
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
