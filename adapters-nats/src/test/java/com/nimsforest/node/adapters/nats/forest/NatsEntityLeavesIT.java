package com.nimsforest.node.adapters.nats.forest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.OnSharedServer;
import com.nimsforest.node.domain.entity.OriginFloors;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.contracts.EntityLeavesContract;
import com.nimsforest.node.ports.driven.EntityLeafHandler;
import com.nimsforest.node.ports.driven.EntityLeaves;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NatsEntityLeavesIT extends OnSharedServer implements EntityLeavesContract {
    private ConnectedAdapter another;

    @BeforeAll
    void startAnother() {
        another = adapter.another();
    }

    @AfterAll
    void stopAnother() {
        another.close();
    }

    @Override
    public EntityLeaves entityLeaves() {
        return adapter.forest.entityLeaves();
    }

    @Override
    public EntityLeaves entityLeavesOfAnotherNode() {
        return another.forest.entityLeaves();
    }

    @Override
    public Leaves leaves() {
        return adapter.forest.leaves();
    }

    @Test
    void goesOnWhereAPlainNimOfItsNameWasAndLeavesNoneBeside() throws Exception {
        Token nim = Token.of("upgraded-nim");
        Set<SubjectPattern> patterns = Set.of(SubjectPattern.of("upgraded.>"));
        List<String> plain = new CopyOnWriteArrayList<>();
        List<String> owned = new CopyOnWriteArrayList<>();
        try (Subscription gathering = leaves().gather(nim, patterns, delivery -> noted(plain, delivery))) {
            patience()
                    .until(() -> assertThat(patience().of(leaves().keep(new MessageId("u1"), leaf("upgraded.1"))))
                            .isTrue());
            patience().until(() -> assertThat(plain).contains("upgraded.1"));
        }
        patience().of(leaves().keep(new MessageId("u2"), leaf("upgraded.2")));

        EntityLeafHandler handler = new EntityLeafHandler(() -> {}, delivery -> noted(owned, delivery), floors -> {});
        try (Subscription owning = entityLeaves().own(nim, patterns, handler);
                Connection stranger = adapter.stranger()) {
            patience().until(() -> assertThat(owned).contains("upgraded.2"));
            patience()
                    .until(() -> assertThat(stranger.jetStreamManagement().getConsumerNames("LEAVES"))
                            .filteredOn(name -> name.contains("upgraded-nim"))
                            .singleElement()
                            .asString()
                            .startsWith("entity-upgraded-nim-"));
        }
        assertThat(owned).doesNotContain("upgraded.1");
    }

    @Test
    void asksForNothingOnceTheOrderOfWhatItHoldsIsKnown() throws Exception {
        Set<SubjectPattern> patterns = Set.of(SubjectPattern.of("asked.>"));
        List<String> given = new CopyOnWriteArrayList<>();
        List<OriginFloors> known = new CopyOnWriteArrayList<>();
        List<String> requests = new CopyOnWriteArrayList<>();
        EntityLeafHandler silent = new EntityLeafHandler(
                () -> {},
                delivery -> {
                    given.add(delivery.message().subject().value());
                    return new CompletableFuture<>();
                },
                known::add);
        try (Subscription owning = entityLeaves().own(Token.of("asked-nim"), patterns, silent);
                Connection stranger = adapter.stranger()) {
            patience()
                    .until(() -> assertThat(patience().of(leaves().keep(new MessageId("asked"), leaf("asked.1"))))
                            .isTrue());
            patience().until(() -> assertThat(given).contains("asked.1"));
            patience().until(() -> assertThat(known).isNotEmpty());
            stranger.createDispatcher(
                            request -> requests.add(request.getSubject() + new String(request.getData(), UTF_8)))
                    .subscribe("$JS.API.STREAM.MSG.GET.LEAVES");
            stranger.flush(Duration.ofSeconds(10));

            for (int n = 0; n < 30; n++) {
                int all = requests.size();
                patience().of(leaves().keep(new MessageId("other" + n), leaf("other." + n)));
                adapter.forest.soil().keys("none");
                stranger.request("$JS.API.STREAM.MSG.GET.LEAVES", "{\"last_by_subj\":\"other.>\"}".getBytes(UTF_8))
                        .join();
                patience().until(() -> assertThat(requests).hasSizeGreaterThan(all));
            }
        }

        assertThat(requests).filteredOn(request -> request.contains("asked.")).hasSizeLessThan(3);
    }

    /** What the owner has not received cannot be ordered, and what is not ordered stays in flight. */
    @Test
    void worksOffMoreThanMayBeInFlight() {
        int backlog = 10_000;
        Token nim = Token.of("backlog-nim");
        Set<SubjectPattern> patterns = Set.of(SubjectPattern.of("backlog.>"));
        Queue<CompletableFuture<Verdict>> held = new ConcurrentLinkedQueue<>();
        AtomicInteger ordered = new AtomicInteger();
        EntityLeafHandler handler = new EntityLeafHandler(
                held::clear,
                delivery -> {
                    CompletableFuture<Verdict> verdict = new CompletableFuture<>();
                    held.add(verdict);
                    return verdict;
                },
                floors -> {
                    for (CompletableFuture<Verdict> next = held.poll(); next != null; next = held.poll()) {
                        ordered.incrementAndGet();
                        next.complete(Verdict.done());
                    }
                });
        entityLeaves().own(nim, patterns, handler).close();
        patience()
                .until(() -> assertThat(patience().of(leaves().keep(new MessageId("b0"), leaf("backlog.0"))))
                        .isTrue());
        List<CompletionStage<Boolean>> kept = IntStream.range(1, backlog)
                .mapToObj(n -> leaves().keep(new MessageId("b" + n), leaf("backlog." + n)))
                .toList();
        kept.forEach(stored -> assertThat(patience().of(stored)).isTrue());

        try (Subscription owning = entityLeaves().own(nim, patterns, handler)) {
            patience().until(() -> assertThat(ordered.get()).isGreaterThanOrEqualTo(backlog));
        }
    }

    private static Leaf leaf(String subject) {
        return new Leaf(Subject.of(subject), JsonPayload.of("1"), "a tree", THEN);
    }

    private static CompletionStage<Verdict> noted(List<String> subjects, MessageDelivery<Leaf> delivery) {
        subjects.add(delivery.message().subject().value());
        return CompletableFuture.completedFuture(Verdict.done());
    }
}
