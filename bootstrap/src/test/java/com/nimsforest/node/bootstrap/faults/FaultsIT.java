package com.nimsforest.node.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.NatsServerBinary;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shortest of the faults, on servers in containers; {@code DrillIT} kills a leader as a process, and {@code
 * ops/test/reliability.sh} runs them all on either. A run is its seed: give one with {@code -Dfaults.seed=N}.
 */
@Tag("faults")
@Tag("container")
@Timeout(300)
class FaultsIT {
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime() % 1_000_000);

    @TempDir
    private static Path histories;

    private static FaultMesh mesh;

    @BeforeAll
    static void startMesh() {
        mesh = FaultMesh.start(FaultMesh.Kind.of(NatsServerBinary.version()).in(ServerHosting.Sort.CONTAINERS));
    }

    @AfterAll
    static void stopMesh() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @Test
    void nothingIsLostOrDoneTwiceWhenAllAreKilledAtOnce() {
        FaultRun.Result result = FaultRun.of(mesh, FaultScenario.ALL_KILLED, SEED, histories);

        assertThat(result.broken()).as("-Dfaults.seed=%d", SEED).isEmpty();
        assertThat(result.verdicts().acknowledged()).isPositive();
    }
}
