package com.nimsforest.node.adapters.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimsforest.node.domain.connection.ConnectRetrySchedule;
import com.nimsforest.node.domain.replica.ReplicaGoal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NatsSettingsTest {
    @Test
    void theDefaultsAreThoseOfTheSpecification() {
        NatsSettings settings = NatsSettings.defaults("nats://localhost:4222");

        assertThat(settings.firstConnect()).isEqualTo(new ConnectRetrySchedule(10, Duration.ofSeconds(5)));
        assertThat(settings.reconnectWait()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.maxReconnects()).isEqualTo(-1);
        assertThat(settings.credentials().get()).isEqualTo(NatsCredentials.none());
        assertThat(settings.requestTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.publishBudget()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.replicas()).isEqualTo(ReplicaGoal.auto());
        assertThat(settings.singleNode()).isTrue();
        assertThat(settings.monitorUrl()).isEqualTo(URI.create("http://127.0.0.1:8222"));
    }

    @Test
    void everySettingIsTaken() {
        ConnectRetrySchedule schedule = new ConnectRetrySchedule(3, Duration.ofSeconds(1));

        NatsSettings settings = NatsSettings.builder("nats://a:1", "nats://b:2")
                .firstConnect(schedule)
                .reconnectWait(Duration.ofMillis(3))
                .maxReconnects(4)
                .credentials(() -> NatsCredentials.token("t"))
                .connectionName("node-1")
                .requestTimeout(Duration.ofMillis(5))
                .publishBudget(Duration.ofMillis(6))
                .replicas(ReplicaGoal.of(5))
                .peers(List.of("b:6222", "c:6222"))
                .monitorUrl(URI.create("http://localhost:1"))
                .build();

        assertThat(settings)
                .extracting(
                        NatsSettings::firstConnect,
                        NatsSettings::reconnectWait,
                        NatsSettings::maxReconnects,
                        NatsSettings::connectionName,
                        NatsSettings::requestTimeout,
                        NatsSettings::publishBudget,
                        NatsSettings::replicas,
                        NatsSettings::machines,
                        NatsSettings::monitorUrl)
                .containsExactly(
                        schedule,
                        Duration.ofMillis(3),
                        4,
                        "node-1",
                        Duration.ofMillis(5),
                        Duration.ofMillis(6),
                        ReplicaGoal.of(5),
                        3,
                        URI.create("http://localhost:1"));
        assertThat(settings.servers()).containsExactly("nats://a:1", "nats://b:2");
        assertThat(settings.credentials().get().token()).contains("t");
    }

    @Test
    void wrongValuesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsSettings.builder("a").maxReconnects(-2).build())
                .withMessageContaining("maxReconnects");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        NatsSettings.builder("a").reconnectWait(Duration.ZERO).build())
                .withMessageContaining("reconnectWait");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsSettings.defaults("nats://me:secret@host:1"))
                .withMessageContaining("servers")
                .withMessageNotContaining("secret");
    }

    @Test
    void secretsAreNeverShown() {
        NatsSettings settings = NatsSettings.builder("nats://host:1")
                .credentials(() -> NatsCredentials.password("me", "secret"))
                .build();
        NatsCredentials credentials = new NatsCredentials(
                Optional.of("me"),
                Optional.of("secret"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Path.of("ca.pem")),
                Optional.empty(),
                Optional.empty());

        assertThat(settings + " " + credentials + NatsCredentials.token("secret"))
                .doesNotContain("secret")
                .contains("me", "ca.pem");
    }

    @Test
    void credentialsThatContradictEachOtherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsCredentials.token("t").withNkey(Path.of("seed")))
                .withMessageContaining("token, nkey file");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NatsCredentials(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Path.of("cert.pem")),
                        Optional.empty()))
                .withMessageContaining("together");
    }
}
