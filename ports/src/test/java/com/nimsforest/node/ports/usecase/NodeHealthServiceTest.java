package com.nimsforest.node.ports.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.ports.driven.operations.StorageProbe;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeHealthServiceTest {
    private static final JetStreamFacts FINE =
            JetStreamFacts.available("", List.of(new StreamFacts("RIVER", 1, 1, 1, "", 0, List.of(), true)));

    private final UseCaseTestbed testbed = new UseCaseTestbed();
    private final InMemoryForest node = testbed.node();
    private JetStreamFacts storage = FINE;
    private final StorageProbe probe = () -> storage;
    private final NodeHealthService health = new NodeHealthService(
            new NodeHealthService.Identity("n1", "1.0", List.of("words"), List.of("keeper"), List.of()),
            node.sidecar(),
            probe,
            node.cluster(),
            node.pipeline(),
            testbed.clock);

    @Test
    void beforeTheFirstRefreshTheNodeIsNotReady() {
        assertThat(health.report().ready()).isFalse();
        assertThat(health.report().unready()).isNotBlank();
    }

    @Test
    void aRefreshMakesTheNodeReadyAndSaysWhenItWas() {
        testbed.clock.advance(Duration.ofSeconds(5));
        Instant looked = testbed.clock.instant();
        refresh();
        testbed.clock.advance(Duration.ofSeconds(1));

        assertThat(health.report().ready()).isTrue();
        assertThat(health.report().at()).isEqualTo(looked);
        assertThat(health.report().status()).isEqualTo(HealthStatus.UP);
    }

    @Test
    void aLostConnectionIsReportedWithoutARefresh() {
        refresh();

        node.disconnect();

        assertThat(health.report().ready()).isFalse();
        assertThat(health.report().status()).isEqualTo(HealthStatus.DOWN);
    }

    @Test
    void aReportIsComputedOnceForEachRefreshHoweverOftenItIsAskedFor() {
        refresh();
        HealthReport report = health.report();

        assertThat(health.report()).isSameAs(report);

        health.refreshCluster();
        assertThat(health.report()).isNotSameAs(report);
    }

    @Test
    void storageThatIsNotThereIsReportedWithItsReason() {
        refresh();
        storage = JetStreamFacts.unavailable("JetStream is not enabled on the server");

        health.refreshStorage();

        assertThat(health.report().ready()).isFalse();
        assertThat(health.report().unready()).contains("not enabled");
    }

    private void refresh() {
        health.refreshStorage();
        health.refreshCluster();
        health.refreshPipeline();
    }
}
