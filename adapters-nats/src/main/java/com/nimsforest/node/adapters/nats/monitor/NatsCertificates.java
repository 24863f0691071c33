package com.nimsforest.node.adapters.nats.monitor;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.tls.TlsFiles;
import com.nimsforest.node.ports.driven.operations.NodeCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the certificate files that the credentials name, at most once a minute, since they are renewed in place. Any thread. */
public final class NatsCertificates implements NodeCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(NatsCertificates.class);
    private static final Duration KEPT = Duration.ofMinutes(1);

    private record Read(Map<Use, Instant> ends, Instant at) {}

    private final Supplier<NatsCredentials> credentials;
    private final Clock clock;
    private Read last = new Read(Map.of(), Instant.MIN);

    public NatsCertificates(Supplier<NatsCredentials> credentials, Clock clock) {
        this.credentials = requireNonNull(credentials, "credentials");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public synchronized Map<Use, Instant> ends() {
        Instant now = clock.instant();
        if (last.at().isBefore(now.minus(KEPT))) {
            last = new Read(read(), now);
        }
        return last.ends();
    }

    private Map<Use, Instant> read() {
        Map<Use, Instant> ends = new EnumMap<>(Use.class);
        try {
            NatsCredentials given = credentials.get();
            given.ca().flatMap(NatsCertificates::firstEnd).ifPresent(end -> ends.put(Use.AUTHORITY, end));
            given.cert().flatMap(NatsCertificates::firstEnd).ifPresent(end -> ends.put(Use.CLIENT, end));
        } catch (RuntimeException unreadable) {
            LOG.debug("the credentials cannot be read: {}", unreadable.toString());
        }
        return Map.copyOf(ends);
    }

    private static Optional<Instant> firstEnd(Path file) {
        try {
            return Optional.of(TlsFiles.firstEnd(file));
        } catch (IOException unreadable) {
            LOG.debug("{}", unreadable.getMessage());
            return Optional.empty();
        }
    }
}
