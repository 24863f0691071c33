package com.nimsforest.node.adapters.nats.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.ReservedPorts;
import com.nimsforest.node.adapters.nats.fixture.SampleComposts;
import com.nimsforest.node.adapters.nats.fixture.SignedCertificates;
import com.nimsforest.node.domain.connection.ConnectRetrySchedule;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that demand another inbox, another JetStream domain, or TLS first: a whole round through the soil beside each. */
@Timeout(120)
class RestrictedServerSettingsIT {
    @TempDir
    private Path files;

    @Test
    void answersComeOnTheInboxThatIsGranted() {
        try (NatsServer server = NatsServer.builder()
                        .line("authorization { users: [ { user: forest, password: pass, permissions {"
                                + " publish: \">\", subscribe: \"_INBOX_forest.>\" } } ] }")
                        .start();
                ConnectedAdapter forest = ConnectedAdapter.beside(
                        server,
                        settings -> settings.inboxPrefix("_INBOX_forest")
                                .credentials(() -> NatsCredentials.password("forest", "pass")))) {
            assertWorks(forest);
        }
    }

    @Test
    void theServersOwnDomainMayBeNamed() {
        try (NatsServer server =
                        NatsServer.builder().jetStreamOptions("domain: hub").start();
                ConnectedAdapter forest = ConnectedAdapter.beside(server, inDomain("hub"))) {
            assertWorks(forest);
        }
    }

    @Test
    void theStreamsMayBeInTheDomainOfAHubBehindALeafnode() {
        int port = ReservedPorts.free();
        try (NatsServer hub = NatsServer.builder()
                        .jetStreamOptions("domain: hub")
                        .line("leafnodes { listen: \"127.0.0.1:" + port + "\" }")
                        .start();
                NatsServer leaf = NatsServer.builder()
                        .jetStreamOptions("domain: edge")
                        .line("leafnodes { remotes: [ { url: \"nats://127.0.0.1:" + port + "\" } ] }")
                        .start();
                ConnectedAdapter forest = ConnectedAdapter.beside(leaf, inDomain("hub"));
                ConnectedAdapter atTheHub = ConnectedAdapter.beside(hub, settings -> settings)) {
            assertWorks(forest);

            assertThat(atTheHub.forest.soil().keys("")).contains(EntityKey.of("task-1"));
        }
    }

    @Test
    void aServerMaySayNothingBeforeTls() throws Exception {
        SignedCertificates certificates = new SignedCertificates(Files.createDirectory(files.resolve("tls")))
                .sign("server", "RSA", "ip:127.0.0.1,dns:localhost");
        try (NatsServer server = NatsServer.builder()
                        .line("tls { cert_file: \"" + certificates.certificateOf("server") + "\", key_file: \""
                                + certificates.keyOf("server") + "\", handshake_first: true }")
                        .start();
                ConnectedAdapter forest = ConnectedAdapter.beside(
                        server,
                        settings -> settings.tlsFirst(true)
                                .credentials(() -> NatsCredentials.none().withCa(certificates.ca())))) {
            assertWorks(forest);
        }
    }

    @Test
    void theSettingThatAServerWithTlsNeedsIsNamed() throws Exception {
        SignedCertificates certificates = new SignedCertificates(Files.createDirectory(files.resolve("tls")))
                .sign("server", "RSA", "ip:127.0.0.1,dns:localhost");
        String tls = "tls { cert_file: \"" + certificates.certificateOf("server") + "\", key_file: \""
                + certificates.keyOf("server") + "\"";
        UnaryOperator<NatsSettings.Builder> known =
                settings -> settings.credentials(() -> NatsCredentials.none().withCa(certificates.ca()));
        try (NatsServer first = NatsServer.builder()
                        .line(tls + ", handshake_first: true }")
                        .start();
                NatsServer second = NatsServer.builder().line(tls + " }").start()) {
            assertFails(first, known, "; with handshake_first it needs NATS_TLS_FIRST=true");
            assertFails(second, settings -> known.apply(settings).tlsFirst(true), "unset NATS_TLS_FIRST");
            assertFails(second, settings -> settings.tlsFirst(true), "unset NATS_TLS_FIRST");
            assertFails(first, settings -> settings.tlsFirst(true), "none of the known CAs signed its certificate");
        }
    }

    private static void assertFails(NatsServer server, UnaryOperator<NatsSettings.Builder> changed, String cause) {
        ConnectRetrySchedule once = new ConnectRetrySchedule(1, Duration.ofMillis(100));

        assertThatThrownBy(() -> ConnectedAdapter.beside(
                        server, settings -> changed.apply(settings).firstConnect(once)))
                .hasMessageContaining(cause);
    }

    private static UnaryOperator<NatsSettings.Builder> inDomain(String domain) {
        return settings -> settings.jetStreamDomain(Optional.of(domain));
    }

    private static void assertWorks(ConnectedAdapter forest) {
        EntityKey key = EntityKey.of("task-1");
        forest.awaitStreams();

        CompletableFuture<Boolean> decomposed = new CompletableFuture<>();
        try (Subscription humus = forest.forest.humus().decompose(delivery -> {
            decomposed.complete(true);
            return CompletableFuture.completedFuture(Verdict.done());
        })) {
            SampleComposts.add(forest, "task-1");
            assertThat(decomposed).succeedsWithin(ConnectedAdapter.SOON);
        }
        assertThat(forest.forest
                        .soil()
                        .bury(new SoilChange.Put(key, JsonPayload.of("{}"), Revision.none(), new HumusSlot(1, 1)))
                        .toCompletableFuture())
                .succeedsWithin(ConnectedAdapter.SOON);
        assertThat(forest.forest.soil().keys("")).containsExactly(key);
    }
}
