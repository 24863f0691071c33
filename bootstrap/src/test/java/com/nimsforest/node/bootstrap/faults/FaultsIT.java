package com.nimsforest.node.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.NatsBinary;
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

    private static Mesh mesh;

    @BeforeAll
    static void grow() {
        mesh = Mesh.start(Mesh.Kind.of(NatsBinary.version()).in(Terrain.Sort.CONTAINERS));
    }

    @AfterAll
    static void fell() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @Test
    void nothingIsLostOrDoneTwiceWhenAllAreKilledAtOnce() {
        Run.Result result = Run.of(mesh, Fault.ALL_KILLED, SEED, histories);

        assertThat(result.broken()).as("-Dfaults.seed=%d", SEED).isEmpty();
        assertThat(result.verdicts().acknowledged()).isPositive();
    }
}
