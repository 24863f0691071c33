package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.membership.ServerSighting;
import com.nimsforest.node.domain.replica.StreamReplicaContent;
import com.nimsforest.node.domain.status.NatsServerFacts;
import com.nimsforest.node.domain.status.NodeStatusReport;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.operations.NodeFleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every fleet does. */
public interface NodeFleetContract {
    /** As this node sees it. */
    NodeFleet fleet();

    /** As another node sees it. */
    NodeFleet anothers();

    ContractTimeouts patience();

    /** Cuts this node off until {@link #restore}. */
    void disconnect();

    void restore();

    /** A report with everything in it but details. */
    static NodeStatusReport report(String node) {
        Instant at = Instant.parse("2026-01-02T03:04:05.678Z");
        HealthFinding late = HealthFinding.about("trees", ProblemKind.CONSUMER_NEARLY_AGED_OUT)
                .with(HealthFact.PERCENT, 83)
                .with(HealthFact.STREAM, "RIVER \"1\"")
                .since(at);
        HealthFinding down = HealthFinding.of(ProblemKind.NOT_CONNECTED);
        NatsServerFacts server = new NatsServerFacts(
                "server-of-" + node,
                "2.15.3",
                Duration.ofMillis(12_345),
                20_000_000,
                1L << 40,
                1L << 41,
                2,
                List.of(new StreamReplicaContent("HUMUS", 1, 9, 8)),
                Optional.of(at.plusSeconds(1)));
        return new NodeStatusReport(
                        HealthReport.ofFindings(node, "1.2.3", at, List.of(late, down)),
                        Optional.of(server),
                        Optional.of(Duration.ofNanos(234_567)),
                        List.of(),
                        List.of(
                                new ServerSighting("heard", Optional.of(Duration.ofMillis(1_500))),
                                new ServerSighting("never-heard", Optional.empty())))
                .of("host-" + node + " (process 1)");
    }

    /** A report with nothing in it that may be absent. */
    static NodeStatusReport bareReport(String node) {
        return new NodeStatusReport(
                HealthReport.ofFindings(node, "1.2.3", Instant.EPOCH, List.of()), Optional.empty(), Optional.empty());
    }

    @Test
    default void nobodyAnswersWhereNobodyIs() {
        assertThat(fleet().ask()).isEmpty();
    }

    @Test
    default void everyNodeAnswersEveryNodeInTheOrderOfTheirNames() {
        fleet().answer(() -> report("b"));
        anothers().answer(() -> bareReport("a"));

        patience().until(() -> assertThat(fleet().ask()).containsExactly(bareReport("a"), report("b")));
        patience().until(() -> assertThat(anothers().ask()).containsExactly(bareReport("a"), report("b")));
    }

    @Test
    default void eachQuestionIsAnsweredAgain() {
        AtomicReference<NodeStatusReport> own = new AtomicReference<>(bareReport("a"));
        fleet().answer(own::get);
        patience().until(() -> assertThat(fleet().ask()).containsExactly(bareReport("a")));

        own.set(report("a"));

        assertThat(fleet().ask()).containsExactly(report("a"));
    }

    @Test
    default void whoHasStoppedAnsweringIsLeftOut() {
        fleet().answer(() -> report("a"));
        Subscription answering = anothers().answer(() -> report("b"));
        patience().until(() -> assertThat(fleet().ask()).hasSize(2));

        answering.close();
        answering.close();

        assertThat(fleet().ask()).containsExactly(report("a"));
    }

    @Test
    default void whoCannotSayAnythingIsLeftOut() {
        fleet().answer(() -> report("a"));
        AtomicReference<Boolean> broken = new AtomicReference<>(false);
        anothers().answer(() -> {
            if (broken.get()) {
                throw new IllegalStateException("this node cannot answer");
            }
            return report("b");
        });
        patience().until(() -> assertThat(fleet().ask()).hasSize(2));

        broken.set(true);

        assertThat(fleet().ask()).containsExactly(report("a"));
    }

    @Test
    default void whoIsCutOffHearsNobodyAndAnswersAgainWhenItIsBack() {
        fleet().answer(() -> report("a"));
        patience().until(() -> assertThat(fleet().ask()).hasSize(1));

        disconnect();

        assertThat(fleet().ask()).isEmpty();
        restore();
        patience().until(() -> assertThat(fleet().ask()).containsExactly(report("a")));
    }
}
