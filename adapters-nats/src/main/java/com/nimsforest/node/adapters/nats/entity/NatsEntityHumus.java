package com.nimsforest.node.adapters.nats.entity;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.consume.ConsumerRegistry;
import com.nimsforest.node.adapters.nats.consume.DurableConsumerPlan;
import com.nimsforest.node.adapters.nats.publish.ConditionalPublisher;
import com.nimsforest.node.adapters.nats.wire.CompostJson;
import com.nimsforest.node.adapters.nats.wire.ProvenanceHeaders;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.DroppedComposts;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The humus with a subject for each entity of an entity nim. Stages complete on workers. */
public final class NatsEntityHumus implements EntityHumus {
    /** The consumer of those who drop the leaves that composts name. */
    public static final String ANNOUNCER = "leaves";

    /** The decomposer's consumer, as {@code NatsHumus} names it. */
    private static final String DECOMPOSER = "soil";

    private static final SubjectPatternSet ENTITY_COMPOSTS =
            new SubjectPatternSet(List.of(SubjectPattern.of(ForestStreamLayout.HUMUS_PREFIX + "*.update.>")));

    private final JetStreamApi api;
    private final ConditionalPublisher publisher;
    private final ConsumerRegistry consumers;

    public NatsEntityHumus(JetStreamApi api, ConditionalPublisher publisher, ConsumerRegistry consumers) {
        this.api = api;
        this.publisher = publisher;
        this.consumers = consumers;
    }

    /** Updates and deletes alike, since the last of them is the state; the payload says which. */
    static String subject(Token nim, EntityKey entity) {
        return subject(nim.value(), entity);
    }

    private static String subjectOfAnyNim(EntityKey entity) {
        return subject("*", entity);
    }

    private static String subject(String nim, EntityKey entity) {
        return ForestStreamLayout.HUMUS_PREFIX + nim + "." + CompostAction.UPDATE.word() + "." + entity;
    }

    @Override
    public CompletionStage<Optional<HumusEntry>> last(Token nim, EntityKey entity) {
        return last(subject(nim, entity));
    }

    @Override
    public CompletionStage<Optional<HumusEntry>> lastOfAnyNim(EntityKey entity) {
        return last(subjectOfAnyNim(entity));
    }

    /** The epoch plays no part in what is expected of a subject, so that it is not asked for. */
    private CompletionStage<Optional<HumusEntry>> last(String subject) {
        return onWorkers(
                subject,
                () -> StoredMessage.last(api, ForestStreamLayout.HUMUS, subject)
                        .thenApply(found -> found.map(message -> HumusEntryReader.read(0, message)
                                .orElseThrow(() -> new StorageUnavailableException(
                                        "the last message of " + subject + " is no compost")))));
    }

    /**
     * No id beside the expectation: before 2.12.0 the server takes note of the id before it compares, and then
     * answers 10158 to the next try ({@code processClusteredInboundMsg} in jetstream_cluster.go of nats-server).
     */
    @Override
    public CompletionStage<Long> add(Token nim, Compost compost, long expected) {
        Headers headers = new Headers()
                .put(NatsJetStreamConstants.EXPECTED_LAST_SUB_SEQ_HDR, Long.toString(expected))
                .put(NatsJetStreamConstants.EXPECTED_STREAM_HDR, ForestStreamLayout.HUMUS);
        if (expected == 0) {
            // 2.11.0 reads the expectation only if its header comes first, as its name begins the other (sliceHeader in
            // client.go of nats-server): it does, since the client orders headers by their hash.
            headers.put(ConditionalPublisher.CONDITION_SUBJECT, subjectOfAnyNim(compost.entity()));
        }
        compost.provenance().ifPresent(made -> ProvenanceHeaders.write(headers, made));
        try {
            return publisher
                    .publish(subject(nim, compost.entity()), headers, CompostJson.write(compost))
                    .handleAsync(
                            (sequence, failure) -> {
                                if (failure != null) {
                                    throw ApiRequestException.ofWrite("entity " + compost.entity(), failure);
                                }
                                return sequence;
                            },
                            consumers.tools().workers());
        } catch (ForestException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public CompletionStage<DroppedComposts> dropped() {
        return onWorkers(
                "what the humus dropped",
                () -> StreamInfo.get(api, ForestStreamLayout.HUMUS).thenCompose(this::dropped));
    }

    private CompletableFuture<DroppedComposts> dropped(StreamInfo info) {
        long dropped = info.firstSequence() - 1;
        if (dropped <= 0) {
            return CompletableFuture.completedFuture(DroppedComposts.NONE);
        }
        String decomposer = DurableConsumerPlan.durable(DECOMPOSER, info.epoch());
        return ConsumerInfo.find(api, ForestStreamLayout.HUMUS, decomposer)
                .thenApply(found -> DroppedComposts.of(
                        dropped,
                        found.map(decomposing -> done(decomposing, dropped)).orElse(0L)));
    }

    /** The information of the stream was asked for before, so that what was dropped is among what an idle one is done with. */
    private static long done(ConsumerInfo decomposer, long dropped) {
        return decomposer.position().isIdle() ? dropped : decomposer.doneUpTo();
    }

    @Override
    public Subscription announce(DeliveryHandler<HumusEntry> handler) {
        DurableConsumerPlan plan = new DurableConsumerPlan(
                        ForestStreamLayout.HUMUS,
                        ANNOUNCER,
                        ENTITY_COMPOSTS,
                        consumers.tools().timing().ackWait())
                .givenAgainSoon();
        return consumers.take(plan, HumusEntryReader::read, handler);
    }

    private <T> CompletionStage<T> onWorkers(String what, Supplier<CompletableFuture<T>> request) {
        return request.get()
                .handleAsync(
                        (answer, failure) -> {
                            if (failure != null) {
                                throw ApiRequestException.ofRead(what, failure);
                            }
                            return answer;
                        },
                        consumers.tools().workers());
    }
}
