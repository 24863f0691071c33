package com.nimsforest.node.adapters.nats.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.fixture.SignedCertificates;
import com.nimsforest.node.adapters.nats.monitor.NatsCertificates;
import com.nimsforest.node.ports.driven.operations.NodeCertificates.Use;
import com.nimsforest.node.ports.fakes.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsCertificatesIT {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T10:00:00Z"));

    @TempDir
    private Path folder;

    @Test
    void eachFileThatIsGivenTellsWhenItEnds() throws Exception {
        SignedCertificates made = new SignedCertificates(folder).sign("node", "EC", "dns:localhost");
        NatsCredentials given = NatsCredentials.none()
                .withCa(made.ca())
                .withCertificate(made.certificateOf("node"), made.keyOf("node"));

        assertThat(new NatsCertificates(() -> given, clock).ends())
                .containsOnlyKeys(Use.AUTHORITY, Use.CLIENT)
                .containsEntry(Use.AUTHORITY, end(made.ca()))
                .containsEntry(Use.CLIENT, end(made.certificateOf("node")));
    }

    @Test
    void aRenewedFileIsReadAfterAMinute() throws Exception {
        Path ca = folder.resolve("ca.pem");
        NatsCertificates certificates =
                new NatsCertificates(() -> NatsCredentials.none().withCa(ca), clock);
        assertThat(certificates.ends()).isEmpty();
        Path made = new SignedCertificates(Files.createDirectory(folder.resolve("made"))).ca();
        Files.copy(made, ca);

        clock.advance(Duration.ofSeconds(59));
        assertThat(certificates.ends()).isEmpty();

        clock.advance(Duration.ofSeconds(2));
        assertThat(certificates.ends()).containsEntry(Use.AUTHORITY, end(made));
    }

    @Test
    void whatCannotBeReadIsLeftOut() throws IOException {
        Path odd = Files.writeString(folder.resolve("odd.pem"), "no certificate");

        assertThat(new NatsCertificates(() -> NatsCredentials.none().withCa(odd), clock).ends())
                .isEmpty();
        assertThat(new NatsCertificates(
                                () -> {
                                    throw new IllegalStateException("the file is gone");
                                },
                                clock)
                        .ends())
                .isEmpty();
    }

    private static Instant end(Path file) throws IOException, GeneralSecurityException {
        return ((X509Certificate) PemFileReader.certificates(file).get(0))
                .getNotAfter()
                .toInstant();
    }
}
