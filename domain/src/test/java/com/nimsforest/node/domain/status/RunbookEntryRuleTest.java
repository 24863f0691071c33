package com.nimsforest.node.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.HealthComponent;
import com.nimsforest.node.domain.health.HealthStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunbookEntryRuleTest {
    private static final Path RUNBOOK = Path.of("..", "docs", "RUNBOOK.md");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NATS      | not connected to nats://localhost:4222: refused          | not-connected",
                "JETSTREAM | no connection to ask over                                | not-connected",
                "JETSTREAM | waiting for JetStream: it is not enabled on the server   | jetstream-off",
                "JETSTREAM | waiting for machines: 2 of 3; JetStream has no leader yet | no-meta-leader",
                "JETSTREAM | KV_SOIL differs between its replicas: nats-1 has 1 to 9  | diverged",
                "JETSTREAM | RIVER: 2 of 3 replicas are current                       | under-replicated",
                "JETSTREAM | RIVER: 1 of 3 replicas                                   | under-replicated",
                "JETSTREAM | JetStream has used 90 % of what it may store on this machine | disk-full",
                "NATS      | the server's certificate ends at 2026-01-02T03:04:05Z    | certificate-expiring",
                "PIPELINE  | consumer trees is late: its oldest message has used 83 % of the time that RIVER keeps it | nearly-aged-out",
                "JETSTREAM | RIVER: is not as planned: max_msgs: is 5, planned 9      | drift",
                "JETSTREAM | waiting for the streams to be made                       | not-ready",
                "JETSTREAM | RIVER: takes no messages                                 | not-ready",
                "CLUSTER   | 2 of 3 machines, missing: nats-3                         | machine-missing",
                "CLUSTER   | monitoring port http://127.0.0.1:8222 does not answer    | machine-missing",
                "CLUSTER   | 1 of 3 machines, missing: a, b; no quorum                | no-quorum",
                "PIPELINE  | consumer trees is stalled                                | stalled",
                "PIPELINE  | consumer nim-owl waits: the stream LEAVES                | stalled",
                "PIPELINE  | no node answers on nats-2                                | node-down",
                "PIPELINE  | the humus has lost its end                               | humus-lost-its-tail",
                "PIPELINE  | trees.jar: is no jar                                     | plug-in"
            })
    void eachReasonHasItsEntryInTheRunbook(HealthComponent where, String reason, String entry) throws IOException {
        ForestStatusProblem problem =
                new ForestStatusProblem(where, HealthStatus.DEGRADED, Instant.EPOCH, reason, "hint", "nats-1");

        assertThat(problem.runbook()).isEqualTo(entry);
        assertThat(Files.readAllLines(RUNBOOK).stream()
                        .filter(line -> line.startsWith("## "))
                        .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-')))
                .contains(entry);
    }
}
