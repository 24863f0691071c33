package com.nimsforest.node.bootstrap.preflight;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.tls.TlsFiles;
import com.nimsforest.node.domain.status.ServerHealthWarnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the certificates and keys of node and server can be read, belong together, and last. */
final class TlsFilesCheck {
    private static final String CHECK = "tls";
    private static final String RENEW = "sudo ops/scripts/cluster-token.sh renew, or put a new file there";

    private final Clock clock;
    private final List<PreflightCheckResult> results = new ArrayList<>();

    private TlsFilesCheck(Clock clock) {
        this.clock = clock;
    }

    static List<PreflightCheckResult> of(NatsCredentials credentials, MachinePaths places, Clock clock) {
        TlsFilesCheck check = new TlsFilesCheck(clock);
        credentials.ca().ifPresent(check::certificate);
        credentials.cert().ifPresent(check::certificate);
        if (credentials.cert().isPresent() && credentials.key().isPresent()) {
            check.pair(credentials.cert().get(), credentials.key().get());
        }
        check.server(places.tls());
        return check.results.isEmpty()
                ? List.of(PreflightCheckResult.ok(CHECK, "-", "no certificates are used"))
                : check.results;
    }

    private void server(Path folder) {
        if (Files.isDirectory(folder) && !Files.isExecutable(folder)) {
            results.add(unreadable(folder, "cannot be looked into as this user"));
            return;
        }
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        Optional.of(folder.resolve("ca.pem")).filter(Files::exists).ifPresent(this::certificate);
        Optional.of(certificate).filter(Files::exists).ifPresent(this::certificate);
        if (Files.exists(certificate) && Files.exists(key)) {
            pair(certificate, key);
        }
    }

    private void certificate(Path file) {
        try {
            results.add(judged(file, TlsFiles.firstEnd(file)));
        } catch (IOException unreadable) {
            results.add(unreadable(file, describe(unreadable)));
        }
    }

    private PreflightCheckResult judged(Path file, Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        if (left.isNegative()) {
            return PreflightCheckResult.fail(CHECK, file.toString(), "ended on " + end, RENEW);
        }
        return left.compareTo(ServerHealthWarnings.RENEWAL) < 0
                ? PreflightCheckResult.warn(CHECK, file.toString(), "ends in " + left.toDays() + " days", RENEW)
                : PreflightCheckResult.ok(CHECK, file.toString(), "good until " + end);
    }

    private void pair(Path certificate, Path key) {
        try {
            if (TlsFiles.match(certificate, key)) {
                results.add(PreflightCheckResult.ok(CHECK, key.toString(), "is the key of the certificate"));
            } else {
                results.add(PreflightCheckResult.fail(
                        CHECK,
                        key.toString(),
                        "is not the key of " + certificate,
                        "put the key there that the certificate was made for"));
            }
        } catch (IOException unreadable) {
            results.add(unreadable(key, describe(unreadable)));
        }
    }

    private static PreflightCheckResult unreadable(Path file, String finding) {
        return Files.isReadable(file)
                ? PreflightCheckResult.fail(CHECK, file.toString(), finding, "put a PEM file there")
                : PreflightCheckResult.warn(CHECK, file.toString(), "cannot be read as this user", "run it with sudo");
    }

    private static String describe(IOException failure) {
        return String.valueOf(failure.getMessage());
    }
}
