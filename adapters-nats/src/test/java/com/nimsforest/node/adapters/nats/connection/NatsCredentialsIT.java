package com.nimsforest.node.adapters.nats.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.SignedCertificates;
import com.nimsforest.node.adapters.nats.harness.AdapterExecutors;
import com.nimsforest.node.domain.connection.ConnectRetrySchedule;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import io.nats.client.NKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to prove who one is, and to have the server prove who it is. */
class NatsCredentialsIT {
    @TempDir
    private static Path files;

    private static SignedCertificates certificates;

    private final AdapterExecutors threads = new AdapterExecutors();
    private NatsServer server;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new SignedCertificates(Files.createDirectory(files.resolve("tls")))
                .sign("server", "RSA", "ip:127.0.0.1,dns:localhost")
                .sign("stranger", "EC", "dns:elsewhere");
    }

    @AfterEach
    void stop() {
        server.close();
        threads.close();
    }

    @Test
    void aTokenIsTaken() {
        server = start("authorization { token: \"s3cret\" }");

        connect(server.url(), NatsCredentials.token("s3cret"));
    }

    @Test
    void aUserWithoutAPasswordIsAToken() {
        server = start("authorization { token: \"s3cret\" }");

        connect(
                server.url(),
                new NatsCredentials(
                        java.util.Optional.of("s3cret"),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty()));
    }

    @Test
    void aUserAndPasswordAreTakenAndNotShown() {
        server = start("authorization { user: forest, password: \"s3cret\" }");

        try (NatsSidecarConnection connection = open(server.url(), NatsCredentials.password("forest", "s3cret"))) {
            assertThat(connection.facts().toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void aSeedIsTaken() throws Exception {
        NKey key = NKey.createUser(null);
        Path seed = Files.writeString(files.resolve("seed"), "# the node's\n" + new String(key.getSeed()) + "\n");
        server = start("authorization { users: [ { nkey: " + new String(key.getPublicKey()) + " } ] }");

        connect(server.url(), NatsCredentials.none().withNkey(seed));
    }

    @Test
    void aServerThatTheCaSignedIsBelieved() {
        server = start(tls("server", false));

        connect(server.url(), NatsCredentials.none().withCa(certificates.ca()));
    }

    @Test
    void aCaFileIsReadAsEditorsOfWindowsLeaveIt() throws Exception {
        String pem = Files.readString(certificates.ca()).replace("\n", "\r\n");
        Path marked = Files.writeString(files.resolve("marked.pem"), "\uFEFF" + pem);
        server = start(tls("server", false));

        connect(server.url(), NatsCredentials.none().withCa(marked));
    }

    @Test
    void aServerIsToldWhoTheNodeIs() {
        server = start(tls("server", true));

        connect(
                "tls://localhost:" + server.port(),
                NatsCredentials.none()
                        .withCa(certificates.ca())
                        .withCertificate(certificates.certificateOf("stranger"), certificates.keyOf("stranger")));
    }

    @Test
    void aServerWithAnotherNameIsNotBelieved() {
        server = start(tls("stranger", false));

        refuses(server.url(), NatsCredentials.none().withCa(certificates.ca()), "TLS: ");
    }

    @Test
    void aServerOfAnotherCaIsNotBelieved() {
        server = start(tls("server", false));

        refuses("tls://127.0.0.1:" + server.port(), NatsCredentials.none(), "TLS: ");
    }

    @Test
    void aServerThatRequiresTlsSaysSo() {
        server = start(tls("server", false));

        refuses(server.url(), NatsCredentials.none(), "it requires TLS");
    }

    @Test
    void aServerWithoutTlsIsNotSpokenToInTheClear() {
        server = NatsServer.start();

        refuses(server.url(), NatsCredentials.none().withCa(certificates.ca()), "it does not offer TLS");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        server = NatsServer.start();

        refuses(server.url(), NatsCredentials.none().withNkey(files.resolve("gone")), "no such file: ", "gone");
        refuses(server.url(), NatsCredentials.none().withCreds(files.resolve("gone")), "no such file: ", "gone");
        refuses(server.url(), NatsCredentials.none().withCa(files.resolve("gone")), "no such file: ", "gone");
    }

    private static NatsServer start(String line) {
        return NatsServer.builder().withoutJetStream().line(line).start();
    }

    private static String tls(String name, boolean verify) {
        return "tls { cert_file: \"" + certificates.certificateOf(name) + "\", key_file: \"" + certificates.keyOf(name)
                + "\", ca_file: \"" + certificates.ca() + "\", verify: " + verify + " }";
    }

    private void connect(String url, NatsCredentials credentials) {
        try (NatsSidecarConnection connection = open(url, credentials)) {
            assertThat(connection.isConnected()).isTrue();
        }
    }

    private void refuses(String url, NatsCredentials credentials, String... words) {
        assertThatThrownBy(() -> open(url, credentials)).hasMessageContainingAll(words);
    }

    private NatsSidecarConnection open(String url, NatsCredentials credentials) {
        NatsSettings settings = NatsSettings.builder(url)
                .credentials(() -> credentials)
                .firstConnect(new ConnectRetrySchedule(1, Duration.ofMillis(1)))
                .build();
        NatsSidecarConnection connection = new NatsSidecarConnection(
                settings, Clock.systemUTC(), threads.timer, threads.workers, NodeMetrics.none());
        connection.connect();
        return connection;
    }
}
