package com.nimsforest.node.adapters.nats.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A node whose clock is wrong by hours goes by the clock of the servers. */
class ClockAheadIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Token NIM = Token.of("a-nim");
    private static final Set<SubjectPattern> OLD = Set.of(SubjectPattern.of("old.asked"));
    private static final Set<SubjectPattern> NEW = Set.of(SubjectPattern.of("new.asked"));

    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    private final DeliveryHandler<Leaf> noting = delivery -> {
        heard.add(delivery.message().subject().value());
        return CompletableFuture.completedFuture(Verdict.done());
    };

    @Test
    void whatAnotherVersionOfANimAsksForIsLeftForIt() throws Exception {
        try (NatsServer server = NatsServer.start()) {
            try (ConnectedAdapter first = ConnectedAdapter.ready(server, ConnectedAdapter.QUICK)) {
                Subscription asking = first.forest.leaves().gather(NIM, OLD, noting);
                await().atMost(SOON).ignoreExceptions().until(() -> first.unacknowledged("LEAVES", "nim-a-nim") == 0);
                asking.close();
                keep(first);
            }
            try (ConnectedAdapter ahead = ConnectedAdapter.ahead(server, Duration.ofHours(2))) {
                try (Subscription other = ahead.forest.leaves().gather(NIM, NEW, noting)) {
                    await().atMost(SOON)
                            .until(() -> ahead.forest.pipeline().consumers().stream()
                                    .anyMatch(consumer -> consumer.redelivered() > 0));
                    assertThat(ahead.forest.pipeline().consumers())
                            .filteredOn(consumer -> consumer.name().equals("nim-a-nim"))
                            .singleElement()
                            .satisfies(consumer -> assertThat(consumer.oldest())
                                    .hasValueSatisfying(oldest -> assertThat(Duration.between(
                                                    oldest, Instant.now().plus(Duration.ofHours(2))))
                                            .isLessThan(Duration.ofMinutes(5))));
                    assertThat(ahead.unacknowledged("LEAVES", "nim-a-nim")).isEqualTo(1);
                }
                assertThat(heard).isEmpty();

                try (Subscription again = ahead.forest.leaves().gather(NIM, OLD, noting)) {
                    await().atMost(SOON).until(() -> heard.contains("old.asked"));
                }
            }
        }
    }

    private static void keep(ConnectedAdapter adapter) {
        Leaf leaf = new Leaf(Subject.of("old.asked"), JsonPayload.of("{}"), "a-tree", Instant.EPOCH);
        assertThat(adapter.forest.leaves().keep(new MessageId("leaf"), leaf))
                .succeedsWithin(SOON)
                .isEqualTo(true);
    }
}
