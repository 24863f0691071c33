package com.nimsforest.node.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.StorageFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.ports.fakes.FakeClusterView;
import com.nimsforest.node.ports.fakes.FakePipelineProbe;
import com.nimsforest.node.ports.fakes.FakeSidecarConnection;
import com.nimsforest.node.ports.fakes.InMemoryFleet;
import com.nimsforest.node.ports.fakes.ManualScheduler;
import com.nimsforest.node.ports.fakes.MutableClock;
import com.nimsforest.node.ports.usecase.ForestWatch;
import com.nimsforest.node.ports.usecase.HealthService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HealthRefreshTest {
    private static final StorageFacts FINE =
            new StorageFacts(true, "", "", List.of(new StreamFacts("RIVER", 1, 1, 1, "", 0, List.of(), true, "")));
    private static final StorageFacts ABSENT = StorageFacts.unavailable("no leader");

    private final MutableClock clock = new MutableClock(Instant.EPOCH);
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final FakeSidecarConnection sidecar = FakeSidecarConnection.connected(clock);
    private @Nullable StorageFacts storage = FINE;
    private int looks;
    private int serverLooks;
    private final HealthService health = new HealthService(
            new HealthService.Identity("n1", "1.0", List.of(), List.of(), List.of()),
            sidecar,
            this::look,
            new FakeClusterView(),
            new FakePipelineProbe(),
            clock);
    private final ForestWatch watch = new ForestWatch(
            health,
            sidecar,
            () -> {
                serverLooks++;
                return Optional.empty();
            },
            new InMemoryFleet(sidecar),
            clock);
    private final HealthRefresh refresh = new HealthRefresh(health, watch, scheduler);

    @Test
    void aReadyNodeLooksOnceASecond() {
        refresh.start(sidecar);
        scheduler.runDue();
        looks = 0;
        serverLooks = 0;

        scheduler.advance(Duration.ofSeconds(10));

        assertThat(looks).isEqualTo(10);
        assertThat(serverLooks).isBetween(10, 20);
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
    void aLookThatFailsIsNotTheLast() {
        refresh.start(sidecar);
        scheduler.runDue();
        storage = null;
        scheduler.advance(Duration.ofSeconds(1));

        storage = ABSENT;
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(health.report().unready()).isEqualTo("no leader");
    }

    @Test
    void stoppedItLooksNoMore() {
        refresh.start(sidecar);
        scheduler.runDue();
        refresh.stop();
        looks = 0;

        scheduler.advance(Duration.ofSeconds(10));

        assertThat(looks).isZero();
    }

    private StorageFacts look() {
        looks++;
        if (storage == null) {
            throw new IllegalStateException("the probe fell over");
        }
        return storage;
    }
}
