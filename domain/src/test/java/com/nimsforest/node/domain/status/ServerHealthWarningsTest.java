package com.nimsforest.node.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.HealthFinding;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerHealthWarningsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static List<HealthFinding> warnings(long stored, long storable, Optional<Duration> certificate) {
        return ServerHealthWarnings.of(
                new NatsServerFacts(
                        "nats-1",
                        "2.15.3",
                        Duration.ofHours(1),
                        1,
                        stored,
                        storable,
                        2,
                        List.of(),
                        certificate.map(NOW::plus)),
                NOW);
    }

    @Test
    void aServerWithRoomAndTimeGivesNoCause() {
        assertThat(warnings(84, 100, Optional.of(Duration.ofDays(4)))).isEmpty();
    }

    @Test
    void aServerOfAMeshThatMayStoreNothingHasItsJetStreamOff() {
        assertThat(warnings(0, 0, Optional.empty()))
                .extracting(HealthFinding::reason)
                .containsExactly("JetStream is off on nats-1: no replica is kept there");
    }

    @Test
    void aSingleServerThatHasUsedMoreThanItMayTakesNoMore() {
        NatsServerFacts full = new NatsServerFacts(
                "nats-1", "2.15.3", Duration.ofHours(1), 1, 101, 100, 0, List.of(), Optional.empty());

        assertThat(ServerHealthWarnings.of(full, NOW))
                .extracting(HealthFinding::reason)
                .containsExactly("JetStream stores nothing more: the server nats-1 has used 101 of 100 bytes");
        assertThat(warnings(101, 100, Optional.empty()))
                .extracting(HealthFinding::reason)
                .containsExactly("JetStream has used 101 % of what it may store on this machine");
    }

    @Test
    void aDiskThatIsNearlyFullIsReportedWithItsShare() {
        assertThat(warnings(8_600, 10_000, Optional.empty())).singleElement().satisfies(warning -> {
            assertThat(warning.component()).isEqualTo(HealthComponent.JETSTREAM);
            assertThat(warning.reason()).isEqualTo("JetStream has used 86 % of what it may store on this machine");
            assertThat(warning.hint()).isNotBlank();
        });
    }

    @Test
    void theAlertsAndThePageAskForRenewalAsEarly() {
        long days = ServerHealthWarnings.RENEWAL.toDays();

        assertThat(Path.of("..", "ops", "observability", "nimsforest.rules.yml"))
                .content()
                .contains("nats_certificate_expiry_timestamp_seconds - time() < " + days + " * 86400\n");
        assertThat(Path.of("..", "adapters-http/src/main/resources/com/nimsforest/node/adapters/http/page/tables.js"))
                .content()
                .contains("Date.parse(member.certificateExpires) - Date.now() < " + days + " * DAY");
    }

    @Test
    void aCertificateThatEndsSoonIsReportedWithItsEnd() {
        assertThat(warnings(0, 100, Optional.of(Duration.ofDays(2))))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.component()).isEqualTo(HealthComponent.NATS);
                    assertThat(warning.reason()).isEqualTo("the server's certificate ends at 2026-01-04T03:04:05Z");
                    assertThat(warning.hint()).isNotBlank();
                });
    }
}
