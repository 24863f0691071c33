package com.nimsforest.node.domain.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.connection.ConnectionState;
import com.nimsforest.node.domain.connection.ForbiddenSubject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows from a subject that the server forbids. */
class ForbiddenSubjectHealthTest {
    private static final Instant SINCE = Instant.parse("2026-11-28T12:00:00Z");
    private static final String SAID = "Permissions Violation for Publish to \"river.a\"";

    @Test
    void withoutItsInputTheNodeIsNotReady() {
        HealthReport report = report(new ForbiddenSubject("river.>", true, SAID, SINCE, true));

        assertThat(report.ready()).isFalse();
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(ProblemKind.INPUT_FORBIDDEN);
            assertThat(finding.reason()).isEqualTo(SAID);
            assertThat(finding.hint()).isEqualTo("let this node's user publish to river.>: docs/PERMISSIONS.md");
            assertThat(finding.since()).contains(SINCE);
        });
    }

    @Test
    void withoutOtherSubjectsItIsDegradedAndReady() {
        HealthReport report = report(new ForbiddenSubject("$JS.ACK.>", true, SAID, SINCE, false));

        assertThat(report.ready()).isTrue();
        assertThat(report.findings()).extracting(HealthFinding::kind).containsExactly(ProblemKind.SUBJECT_FORBIDDEN);
        assertThat(report.status()).isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void requestsThatAreForbiddenAreOneFindingAboutAllOfThem() {
        HealthReport report = report(
                new ForbiddenSubject("$JS.API.STREAM.INFO.>", true, SAID, SINCE, false),
                new ForbiddenSubject("humus.>", true, SAID, SINCE, false),
                new ForbiddenSubject("$JS.hub.API.$KV.SOIL.>", true, SAID, SINCE, false),
                new ForbiddenSubject("$JS.hub.API.CONSUMER.INFO.>", true, SAID, SINCE.plusSeconds(1), false));

        assertThat(report.findings())
                .extracting(HealthFinding::names)
                .containsExactly(
                        "$JS.API.STREAM.INFO.>, $JS.hub.API.CONSUMER.INFO.>", "humus.>", "$JS.hub.API.$KV.SOIL.>");
        assertThat(report.findings().get(0).since()).contains(SINCE);
        assertThat(report.findings().get(0).hint()).contains("publish to $JS.API.STREAM.INFO.>, $JS.hub.API.CONSUMER");
    }

    @Test
    void whatFollowsFromADeniedInboxIsNotTheReason() {
        HealthReport report = HealthReport.ofFindings(
                "node-1",
                "0.1.0",
                SINCE,
                List.of(
                        HealthFinding.about("_INBOX.>", ProblemKind.ANSWERS_FORBIDDEN)
                                .with(HealthFact.ANSWER, SAID),
                        HealthFinding.of(ProblemKind.JETSTREAM_UNAVAILABLE)
                                .with(HealthFact.ANSWER, "it does not answer"),
                        HealthFinding.about("trees", ProblemKind.CONSUMER_WAITING)
                                .with(HealthFact.CAUSE, SAID)));

        assertThat(report.unready()).isEqualTo(SAID);
    }

    private static HealthReport report(ForbiddenSubject... forbidden) {
        ConnectionFacts connection = new ConnectionFacts(
                ConnectionState.CONNECTED,
                "nats://localhost:4222",
                "nats-1",
                "2.15.3",
                SINCE,
                "",
                0,
                Optional.empty(),
                List.of(forbidden));
        return NodeHealthRules.report(new NodeHealthFacts(
                "node-1",
                "0.1.0",
                HealthyNodeFixture.NOW,
                connection,
                HealthyNodeFixture.goodStreams(),
                HealthyNodeFixture.SINGLE,
                HealthyNodeFixture.pipeline(),
                List.of()));
    }
}
