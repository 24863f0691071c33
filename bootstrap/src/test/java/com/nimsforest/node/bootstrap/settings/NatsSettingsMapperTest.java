package com.nimsforest.node.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.StreamLimitSettings;
import com.nimsforest.node.domain.connection.ConnectRetrySchedule;
import com.nimsforest.node.domain.replica.ReplicaGoal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsSettingsMapperTest {
    @TempDir
    private Path folder;

    @Test
    void defaultsAreThoseOfTheSpecification() {
        NatsSettings nats = read(Map.of());

        assertThat(nats.servers()).containsExactly("nats://localhost:4222");
        assertThat(nats.firstConnect()).isEqualTo(new ConnectRetrySchedule(10, Duration.ofSeconds(5)));
        assertThat(nats.reconnectWait()).isEqualTo(Duration.ofSeconds(2));
        assertThat(nats.maxReconnects()).isEqualTo(NatsSettings.FOREVER);
        assertThat(nats.replicas()).isEqualTo(ReplicaGoal.auto());
        assertThat(nats.inboxPrefix()).isEqualTo("_INBOX");
        assertThat(nats.jetStreamDomain()).isEmpty();
        assertThat(nats.tlsFirst()).isFalse();
        assertThat(nats.streamLimits()).isEqualTo(StreamLimitSettings.asPlanned());
        assertThat(nats.singleNode()).isTrue();
        assertThat(nats.monitorUrl()).isEqualTo(URI.create("http://127.0.0.1:8222"));
        assertThat(nats.credentials().get()).isEqualTo(NatsCredentials.none());
    }

    @Test
    void everyVariableReachesTheAdapter() throws IOException {
        Path ca = Files.writeString(folder.resolve("ca"), "x");
        Path cert = Files.writeString(folder.resolve("cert"), "x");
        Path key = Files.writeString(folder.resolve("key"), "x");
        Map<String, String> variables = new HashMap<>(Map.of(
                "NATS_URL", "tls://one:4333",
                "NATS_RETRY_ATTEMPTS", "-1",
                "NATS_RETRY_INTERVAL", "1s",
                "NATS_RECONNECT_WAIT", "500ms",
                "NATS_MAX_RECONNECTS", "7",
                "CLUSTER_PEERS", "b:6222,c:6222",
                "STREAM_REPLICAS", "5",
                "NATS_MONITOR_URL", "http://127.0.0.1:9999",
                "NODE_NAME", "forest-1"));
        variables.putAll(Map.of(
                "NATS_USER", "joe",
                "NATS_PASSWORD", "pass",
                "NATS_CA", ca.toString(),
                "NATS_CERT", cert.toString(),
                "NATS_KEY", key.toString()));

        variables.putAll(Map.of(
                "NATS_INBOX_PREFIX", "_INBOX_forest",
                "NATS_JS_DOMAIN", "hub",
                "NATS_TLS_FIRST", "true",
                "NIMSFOREST_STREAM_MAX_BYTES", "RIVER=2GB, soil=500mb,HUMUS=1000",
                "NIMSFOREST_DUPLICATE_WINDOW", "1m"));

        NatsSettings nats = read(variables);

        assertThat(nats.inboxPrefix()).isEqualTo("_INBOX_forest");
        assertThat(nats.jetStreamDomain()).contains("hub");
        assertThat(nats.tlsFirst()).isTrue();
        assertThat(nats.streamLimits())
                .isEqualTo(new StreamLimitSettings(
                        Map.of("RIVER", 2L << 30, "KV_SOIL", 500L << 20, "HUMUS", 1000L),
                        Optional.of(Duration.ofMinutes(1))));
        assertThat(nats.servers()).containsExactly("tls://one:4333");
        assertThat(nats.firstConnect())
                .isEqualTo(new ConnectRetrySchedule(ConnectRetrySchedule.FOREVER, Duration.ofSeconds(1)));
        assertThat(nats.reconnectWait()).isEqualTo(Duration.ofMillis(500));
        assertThat(nats.maxReconnects()).isEqualTo(7);
        assertThat(nats.peers()).isEqualTo(List.of("b:6222", "c:6222"));
        assertThat(nats.machines()).isEqualTo(3);
        assertThat(nats.replicas()).isEqualTo(ReplicaGoal.of(5));
        assertThat(nats.monitorUrl()).isEqualTo(URI.create("http://127.0.0.1:9999"));
        assertThat(nats.connectionName()).isEqualTo("nimsforest forest-1");
        assertThat(nats.credentials().get())
                .isEqualTo(NatsCredentials.password("joe", "pass").withCa(ca).withCertificate(cert, key));
    }

    @Test
    void thisMachineIsNoPeerOfItself() {
        Map<String, String> variables = new HashMap<>(
                Map.of("NODE_NAME", "forest-1", "CLUSTER_PEERS", "Forest-1:6222,127.0.0.1:6223,10.255.0.2:6222"));

        assertThat(read(variables).peers()).containsExactly("127.0.0.1:6223", "10.255.0.2:6222");

        variables.put("NATS_MONITOR_URL", "http://127.0.0.1:8223");
        assertThat(read(variables).peers()).containsExactly("forest-1:6222", "10.255.0.2:6222");
    }

    @Test
    void keyFilesReachTheAdapter() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThat(read(Map.of("NATS_CREDS", file.toString())).credentials().get())
                .isEqualTo(NatsCredentials.none().withCreds(file));
        assertThat(read(Map.of("NATS_NKEY", file.toString())).credentials().get())
                .isEqualTo(NatsCredentials.none().withNkey(file));
    }

    @Test
    void aLoginInTheAddressIsCredentialsAndNeverShown() {
        NatsSettings user = read(Map.of("NATS_URL", "nats://joe:s3cret@localhost"));
        NatsSettings token = read(Map.of("NATS_URL", "nats://s3cret@localhost"));

        assertThat(user.credentials().get()).isEqualTo(NatsCredentials.password("joe", "s3cret"));
        assertThat(token.credentials().get()).isEqualTo(NatsCredentials.token("s3cret"));
        assertThat(user.url() + user + token.url() + token).doesNotContain("s3cret");
    }

    @Test
    void aRenewedSecretFileIsReadAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "old");
        NatsSettings nats = read(Map.of("NATS_TOKEN_FILE", file.toString()));

        Files.writeString(file, "new");

        assertThat(nats.credentials().get()).isEqualTo(NatsCredentials.token("new"));
    }

    @Test
    void theLastGoodSecretCountsWhileItsFileIsAway() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "old");
        NatsSettings nats = read(Map.of("NATS_TOKEN_FILE", file.toString()));

        Files.delete(file);

        assertThat(nats.credentials().get()).isEqualTo(NatsCredentials.token("old"));
    }

    private static NatsSettings read(Map<String, String> variables) {
        return NodeSettings.of(new Environment(variables)).nats();
    }
}
