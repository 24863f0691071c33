package com.nimsforest.node.adapters.nats.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.domain.status.NodeStatusReport;
import io.nats.client.api.ServerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicBatchServersTest {
    private static final ClusterFacts ALONE = new ClusterFacts("", 1, List.of(), List.of(), true);
    private static final ClusterFacts THREE = new ClusterFacts("forest", 3, List.of("n2", "n3"), List.of(), true);

    @ParameterizedTest
    @ValueSource(strings = {"2.15.0", "2.15.3", "2.16.0-dev", "3.0.0"})
    void aServerThatIsNewEnoughAloneWillDo(String version) {
        assertThat(AtomicBatchServers.objection(own(version), ALONE, List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.11.0", "2.14.9", "1.99.0", "main"})
    void oneThatIsNotIsNamed(String version) {
        assertThat(AtomicBatchServers.objection(own(version), ALONE, List.of())).contains("n1 has " + version);
    }

    @Test
    void theOthersMustSayTheirVersions() {
        assertThat(AtomicBatchServers.objection(own("2.15.3"), THREE, List.of(node("n2", "2.15.0"))))
                .contains("no node tells the version of n3");
        assertThat(AtomicBatchServers.objection(
                        own("2.15.3"), THREE, List.of(node("n2", "2.15.0"), node("n3", "2.12.1"))))
                .contains("n3 has 2.12.1");
        assertThat(AtomicBatchServers.objection(
                        own("2.15.3"), THREE, List.of(node("n2", "2.15.0"), node("n3", "2.15.1"))))
                .isEmpty();
    }

    @Test
    void whoIsNotThereMightBeOlder() {
        ClusterFacts two = new ClusterFacts("forest", 3, List.of("n2"), List.of("n3"), true);

        assertThat(AtomicBatchServers.objection(own("2.15.3"), two, List.of(node("n2", "2.15.0"))))
                .contains("not there: n3");
    }

    @Test
    void aMeshThatCannotBeSeenIsNotKnown() {
        HealthFinding unreadable = HealthFinding.of(ProblemKind.MONITOR_UNREADABLE);

        assertThat(AtomicBatchServers.objection(own("2.15.3"), ClusterFacts.unseen("", 1, unreadable), List.of()))
                .contains(unreadable.reason());
    }

    private static ServerInfo own(String version) {
        return new ServerInfo("INFO {\"server_id\":\"id\",\"server_name\":\"n1\",\"version\":\"" + version + "\"}");
    }

    private static NodeStatusReport node(String server, String version) {
        NatsServerFacts facts =
                new NatsServerFacts(server, version, Duration.ZERO, 0, 0, 0, 2, List.of(), Optional.empty());
        HealthReport health = HealthReport.ofFindings(server, "1.0.0", Instant.EPOCH, List.of());
        return new NodeStatusReport(health, Optional.of(facts), Optional.empty());
    }
}
