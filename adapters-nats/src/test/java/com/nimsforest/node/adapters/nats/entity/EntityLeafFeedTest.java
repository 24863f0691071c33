package com.nimsforest.node.adapters.nats.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.consume.DurableConsumerPlan;
import com.nimsforest.node.adapters.nats.harness.DeliveredMessage;
import com.nimsforest.node.adapters.nats.ownership.ConsumerOwnership;
import com.nimsforest.node.adapters.nats.wire.LeafJson;
import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.ports.driven.EntityLeafHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.impl.NatsMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import tools.jackson.databind.JsonNode;

/** The leader of the consumer answers with what a majority has noted, which is less than what it has delivered. */
class EntityLeafFeedTest {
    private static final Leaf LEAF =
            new Leaf(Subject.of("word.seen"), JsonPayload.of("1"), "tree", Instant.parse("2026-11-23T23:21:36Z"));
    private static final DurableConsumerPlan PLAN = new DurableConsumerPlan(
            "LEAVES",
            "entity-count",
            new SubjectPatternSet(List.of(SubjectPattern.of("word.seen"))),
            Duration.ofSeconds(9));

    private final Connection server = mock(Connection.class);
    private final JetStreamApi api = new JetStreamApi(() -> server, Duration.ofSeconds(2));
    private final ConsumerOwnership ownership = new ConsumerOwnership();
    private final ScheduledExecutorService timer = mock(ScheduledExecutorService.class);
    private final List<String> calls = new ArrayList<>();
    private final EntityLeafFeed feed = new EntityLeafFeed(
            api,
            PLAN,
            ownership,
            new EntityLeafHandler(
                    () -> calls.add("begin"),
                    delivery -> {
                        calls.add(Long.toString(delivery.origin().position().sequence()));
                        return new CompletableFuture<>();
                    },
                    floors -> calls.add("complete")),
            timer);
    /** What the server says is the last leaf. */
    private long last;

    @Test
    void anAnswerOfAServerThatLeadsNoMoreCompletesNothing() {
        serve();
        ownership.subscribed(1, "entity-count-1");
        for (long sequence = 1; sequence <= 3; sequence++) {
            deliver(sequence);
        }
        Runnable tick = tick();
        tick.run();
        calls.clear();

        last = 2;
        tick.run();
        assertThat(calls).isEmpty();
        last = 3;
        tick.run();

        assertThat(calls).containsExactly("complete");
    }

    private void serve() {
        when(server.requestWithTimeout(any(), any(), any(), any())).thenAnswer(request -> {
            String body = new String(request.getArgument(2, byte[].class), StandardCharsets.UTF_8);
            return CompletableFuture.completedFuture(answer(request.getArgument(0), body));
        });
    }

    @Test
    void aNewTermReadsWhatWasGivenBackAlthoughTheServersTellOfFewerDeliveries() {
        serve();
        ownership.subscribed(1, "entity-count-1");
        for (long sequence = 1; sequence <= 3; sequence++) {
            deliver(sequence);
        }

        tick().run();

        assertThat(calls).containsExactly("1", "2", "3", "begin", "1", "2", "3");
        assertThat(feed.isOwner()).isTrue();
    }

    @Test
    void aLeafThatWaitsForItsOrderIsLookedAtBeforeTheNextIdleTick() {
        tick();
        ownership.subscribed(1, "entity-count-1");

        deliver(1);
        deliver(2);

        verify(timer).schedule(any(Runnable.class), eq(10L), eq(TimeUnit.MILLISECONDS));
    }

    private void deliver(long sequence) {
        LeafOrigin origin = LeafOrigin.inOrder(LeafPosition.of("LEAVES-1", sequence));
        feed.take(new MessageDelivery<>(LEAF, new MessageId("id-" + sequence), 1, sequence, origin));
        ownership.delivered(DeliveredMessage.pinned("pin", sequence, sequence));
    }

    private Runnable tick() {
        ArgumentCaptor<Runnable> tick = ArgumentCaptor.forClass(Runnable.class);
        when(timer.scheduleAtFixedRate(tick.capture(), anyLong(), anyLong(), any()))
                .thenReturn(null);
        feed.follow(Runnable::run);
        return tick.getValue();
    }

    /** Of three deliveries the first is noted. */
    private Message answer(String subject, String body) {
        return new NatsMessage(
                "_INBOX.1",
                null,
                (subject.contains("CONSUMER.INFO") ? info() : stored(body)).getBytes(StandardCharsets.UTF_8));
    }

    private static String info() {
        return "{\"delivered\":{\"consumer_seq\":1,\"stream_seq\":1},\"ack_floor\":{\"stream_seq\":0},"
                + "\"priority_groups\":[{\"group\":\"owner\",\"pinned_client_id\":\"pin\"}]}";
    }

    private String stored(String body) {
        JsonNode wanted = JetStreamApi.JSON.readTree(body);
        long sequence = wanted.has("last_by_subj") ? last : wanted.path("seq").asLong();
        return sequence > 3
                ? "{\"error\":{\"code\":404,\"err_code\":10037,\"description\":\"no message found\"}}"
                : "{\"message\":{\"subject\":\"word.seen\",\"seq\":" + sequence
                        + ",\"time\":\"2026-11-23T23:21:36Z\",\"data\":\""
                        + Base64.getEncoder().encodeToString(LeafJson.write(LEAF)) + "\"}}";
    }
}
