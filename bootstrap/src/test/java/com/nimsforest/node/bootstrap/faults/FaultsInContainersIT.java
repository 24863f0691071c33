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

/** The shortest of the faults of servers in containers; {@code ops/test/reliability.sh --terrain containers} runs them all. */
@Tag("faults")
@Tag("container")
@Timeout(300)
class FaultsInContainersIT {
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
    void nothingIsLostOrDoneTwiceWhenTheContainerOfTheLeaderIsPaused() {
        Run.Result result = Run.of(mesh, Fault.LEADER_FROZEN, SEED, histories);

        assertThat(result.broken()).as("-Dfaults.seed=%d", SEED).isEmpty();
        assertThat(result.verdicts().acknowledged()).isPositive();
    }
}
