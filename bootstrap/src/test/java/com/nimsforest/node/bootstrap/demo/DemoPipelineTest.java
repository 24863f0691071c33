package com.nimsforest.node.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.entity.NatsEntityStateCodec;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.fakes.ManualScheduler;
import com.nimsforest.node.ports.fakes.MutableClock;
import com.nimsforest.node.ports.usecase.Decomposer;
import com.nimsforest.node.ports.usecase.TreeInputDispatcher;
import com.nimsforest.node.ports.usecase.entity.EntityLeafAnnouncer;
import com.nimsforest.node.ports.usecase.entity.EntityNimDispatcher;
import com.nimsforest.node.ports.usecase.plugin.PluginCallJournal;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way from an event of Stripe to its task, on the forest in memory. */
class DemoPipelineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final EntityKey TASK = EntityKey.of("task-cus_alice-evt_1");

    private final InMemoryForest forest = InMemoryForest.running();
    private final PluginInvoker invoker =
            new PluginInvoker(Runnable::run, new ManualScheduler(MutableClock.standing()), PluginCallJournal.none());
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(2);
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void run() {
        forest.servers().redeliverAfter(failed -> Duration.ofMillis(20));
        forest.leaves()
                .gather(
                        Token.of("listener"),
                        Set.of(SubjectPattern.of("followup.required"), SubjectPattern.of("email.send")),
                        delivery -> {
                            heard.add(delivery.message().subject().value());
                            return CompletableFuture.completedFuture(Verdict.done());
                        });
        new EntityNimDispatcher(
                        forest.entityLeaves(),
                        forest.entityHumus(),
                        forest.humus(),
                        forest.soil(),
                        new NatsEntityStateCodec(),
                        List.of(new AftersalesNim(), new CustomerNim()),
                        invoker,
                        workers,
                        Clock.systemUTC(),
                        NodeMetrics.none())
                .start();
        new EntityLeafAnnouncer(forest.entityHumus(), forest.leaves(), NodeMetrics.none()).start();
        new Decomposer(forest.humus(), forest.soil(), NodeMetrics.none()).start();
    }

    @AfterEach
    void end() {
        workers.shutdownNow();
        forest.close();
    }

    @Test
    void anEventBecomesATask() {
        startTrees();

        put("first", 15000);

        awaitTask();
        assertThat(forest.soil().dig(TASK).orElseThrow().value().text())
                .contains("\"description\":\"Follow up on the purchase of jacket (150 usd)\"");
        awaitHeard();
    }

    @Test
    void theSameEventTwiceIsOneTask() {
        startTrees();
        put("first", 15000);
        awaitTask();

        put("second", 15000);
        put("third", 0, "evt_2");

        await().atMost(PATIENCE)
                .until(() ->
                        forest.soil().dig(EntityKey.of("task-cus_alice-evt_2")).isPresent());
        assertThat(tasks()).hasSize(2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(heard)
                        .containsExactlyInAnyOrder("followup.required", "email.send", "followup.required"));
    }

    @Test
    void leavesThatWereLostWhileTheTaskWasKeptAreMadeUpFor() {
        forest.leaves().script().passNext(1).failNext(2);
        startTrees();

        put("first", 15000);

        awaitTask();
        awaitHeard();
        assertThat(tasks()).hasSize(1);
    }

    @Test
    void bytesThatAreNotJsonAreADeadLetter() {
        startTrees();

        forest.river().flow(new MessageId("bad"), data("not json"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(forest.deadLetters().list(1, 10))
                        .singleElement()
                        .satisfies(deadLetter -> assertThat(deadLetter.reason()).contains("not JSON")));
    }

    @Test
    void theCustomerIsCountedOnceForEachEvent() {
        startTrees();

        put("first", 15000);
        put("second", 15000);
        put("third", 250, "evt_2");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(forest.soil().dig(EntityKey.of("customer-cus_alice")))
                        .hasValueSatisfying(entry -> assertThat(entry.value().text())
                                .contains("\"completed\":2", "\"total\":{\"usd\":152.5}")
                                .contains("\"last_event_id\":\"evt_2\"", "\"recent\":[\"evt_1\",\"evt_2\"]")));
    }

    private List<EntityKey> tasks() {
        return forest.soil().keys("").stream()
                .filter(key -> key.value().startsWith("task-"))
                .toList();
    }

    private void startTrees() {
        new TreeInputDispatcher(
                        forest.river(), forest.leaves(), List.of(new PaymentTree()), invoker, NodeMetrics.none())
                .start();
    }

    private void put(String id, int amount) {
        put(id, amount, "evt_1");
    }

    private void put(String id, int amount, String event) {
        forest.river()
                .flow(
                        new MessageId(id),
                        data(("{'id':'" + event + "','type':'charge.succeeded','data':{'object':{'amount':" + amount
                                        + ",'currency':'usd','customer':'cus_alice','metadata':{'item_id':'jacket'}}}}")
                                .replace('\'', '"')));
    }

    private static RiverData data(String text) {
        return new RiverData(
                Subject.of("river.stripe.webhook"), RawPayload.ofText(text), Instant.ofEpochMilli(System.nanoTime()));
    }

    private void awaitTask() {
        await().atMost(PATIENCE).until(() -> forest.soil().dig(TASK).isPresent());
    }

    private void awaitHeard() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(heard).containsExactlyInAnyOrder("followup.required", "email.send"));
    }
}
