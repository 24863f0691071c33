package com.nimsforest.node.bootstrap.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.ports.fakes.FakeClusterView;
import com.nimsforest.node.ports.fakes.FakePipelineProbe;
import com.nimsforest.node.ports.fakes.FakeSidecarConnection;
import com.nimsforest.node.ports.fakes.InMemoryNodeFleet;
import com.nimsforest.node.ports.fakes.ManualScheduler;
import com.nimsforest.node.ports.fakes.MutableClock;
import com.nimsforest.node.ports.usecase.ForestStatusService;
import com.nimsforest.node.ports.usecase.NodeHealthService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HealthRefreshTimerTest {
    private static final JetStreamFacts FINE =
            JetStreamFacts.available("", List.of(new StreamFacts("RIVER", 1, 1, 1, "", 0, List.of(), true)));
    private static final JetStreamFacts ABSENT = JetStreamFacts.unavailable("no leader");

    private final MutableClock clock = new MutableClock(Instant.EPOCH);
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final FakeSidecarConnection sidecar = FakeSidecarConnection.connected(clock);
    private @Nullable JetStreamFacts storage = FINE;
    private final FakeClusterView cluster = new FakeClusterView();
    private int refreshes;
    private int serverRefreshes;
    private final NodeHealthService health = new NodeHealthService(
            new NodeHealthService.Identity("n1", "1.0", List.of(), List.of(), List.of()),
            sidecar,
            this::refresh,
            cluster,
            new FakePipelineProbe(),
            clock);
    private final ForestStatusService watch = new ForestStatusService(
            health,
            () -> {
                serverRefreshes++;
                return Optional.empty();
            },
            new InMemoryNodeFleet(sidecar),
            clock);
    private final HealthRefreshTimer refresh = new HealthRefreshTimer(health, watch, scheduler);

    @Test
    void aNodeOfAMeshRefreshesAboutOnceASecond() {
        cluster.see(FakeClusterView.mesh(List.of("n2", "n3"), List.of()));
        refresh.start(sidecar);
        scheduler.runDue();
        refreshes = 0;
        serverRefreshes = 0;

        scheduler.advance(Duration.ofSeconds(10));

        assertThat(refreshes).isBetween(10, 14);
        assertThat(serverRefreshes).isEqualTo(refreshes);
    }

    @Test
    void aSingleMachineThatIsWellRefreshesLessOftenButWithinTwoSeconds() {
        refresh.start(sidecar);
        scheduler.advance(Duration.ofSeconds(2));
        refreshes = 0;

        scheduler.advance(Duration.ofSeconds(16));

        assertThat(refreshes).isBetween(10, 14);
    }

    @Test
    void aNodeThatCanKeepDataAgainIsReadyWithinTheFifthOfASecond() {
        storage = ABSENT;
        refresh.start(sidecar);
        scheduler.advance(Duration.ofSeconds(3));
        assertThat(health.report().ready()).isFalse();

        storage = FINE;
        scheduler.advance(Duration.ofMillis(200));

        assertThat(health.report().ready()).isTrue();
    }

    @Test
    void aRefreshThatFailsIsNotTheLast() {
        refresh.start(sidecar);
        scheduler.runDue();
        storage = null;
        scheduler.advance(Duration.ofSeconds(1));

        storage = ABSENT;
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(health.report().unready()).isEqualTo("waiting for JetStream: no leader");
    }

    @Test
    void stoppedItRefreshesNoMore() {
        refresh.start(sidecar);
        scheduler.runDue();
        refresh.stop();
        refreshes = 0;

        scheduler.advance(Duration.ofSeconds(10));

        assertThat(refreshes).isZero();
    }

    private JetStreamFacts refresh() {
        refreshes++;
        if (storage == null) {
            throw new IllegalStateException("the probe fell over");
        }
        return storage;
    }
}
