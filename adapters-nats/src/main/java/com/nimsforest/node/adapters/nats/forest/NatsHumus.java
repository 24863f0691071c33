package com.nimsforest.node.adapters.nats.forest;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.consume.ConsumerRegistry;
import com.nimsforest.node.adapters.nats.consume.DurableConsumerPlan;
import com.nimsforest.node.adapters.nats.consume.ResumingStreamTail;
import com.nimsforest.node.adapters.nats.entity.HumusEntryReader;
import com.nimsforest.node.adapters.nats.publish.PortPublisher;
import com.nimsforest.node.adapters.nats.wire.CompostJson;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** The humus: the log of all state changes, the stream {@code HUMUS} with one consumer for the fleet's decomposer. */
final class NatsHumus implements Humus {
    /** Not the name that other nodes use for theirs, which is bound to one subscriber. */
    static final String DECOMPOSER = "soil";

    private final JetStreamApi api;
    private final PortPublisher sender;
    private final ConsumerRegistry consumers;

    NatsHumus(JetStreamApi api, PortPublisher sender, ConsumerRegistry consumers) {
        this.api = api;
        this.sender = sender;
        this.consumers = consumers;
    }

    @Override
    public CompletionStage<PublishReceipt> add(MessageId id, Token nim, Compost compost) {
        String subject =
                ForestStreamLayout.HUMUS_PREFIX + nim + "." + compost.action().word();
        // The last compost of an entity decides, so two of them must not pass each other when one is sent again.
        return sender.sendInOrder(compost.entity().value(), subject, id, () -> CompostJson.write(compost));
    }

    @Override
    public Subscription decompose(DeliveryHandler<HumusEntry> handler) {
        DurableConsumerPlan plan = DurableConsumerPlan.unfiltered(
                ForestStreamLayout.HUMUS, DECOMPOSER, consumers.tools().timing().ackWait());
        return consumers.take(plan, HumusEntryReader::read, handler);
    }

    @Override
    public List<HumusEntry> latest(int most) {
        return ApiAnswerWaiter.read(
                "the latest of the humus",
                StreamInfo.get(api, ForestStreamLayout.HUMUS).thenCompose(info -> {
                    long epoch = info.identity().orElse(0);
                    long last = info.lastSequence();
                    long first = Math.max(last - most + 1, info.firstReadable());
                    List<CompletableFuture<Optional<HumusEntry>>> entries = LongStream.rangeClosed(first, last)
                            .mapToObj(sequence -> entry(epoch, sequence))
                            .toList();
                    return CompletableFuture.allOf(entries.toArray(CompletableFuture[]::new))
                            .thenApply(done -> entries.stream()
                                    .map(CompletableFuture::join)
                                    .flatMap(Optional::stream)
                                    .toList());
                }));
    }

    private CompletableFuture<Optional<HumusEntry>> entry(long epoch, long sequence) {
        return StoredMessage.at(api, ForestStreamLayout.HUMUS, sequence)
                .thenApply(stored -> stored.flatMap(message -> HumusEntryReader.read(epoch, message)));
    }

    @Override
    public CompletionStage<Optional<HumusEntry>> at(HumusSlot slot) {
        CompletableFuture<Boolean> sameLife =
                StreamInfo.get(api, ForestStreamLayout.HUMUS).thenApply(info -> info.epoch() == slot.epoch());
        CompletableFuture<Optional<HumusEntry>> entry = slot.sequence() == 0
                ? CompletableFuture.completedFuture(Optional.empty())
                : entry(slot.epoch(), slot.sequence());
        return sameLife.thenCombine(entry, (same, found) -> same ? found : Optional.<HumusEntry>empty())
                .handleAsync(
                        (found, failure) -> {
                            if (failure != null) {
                                throw ApiRequestException.ofRead("humus " + slot, failure);
                            }
                            return found;
                        },
                        consumers.tools().workers());
    }

    @Override
    public Subscription tail(Consumer<HumusEntry> listener) {
        return ResumingStreamTail.fromNowOn(
                consumers.tools(),
                ForestStreamLayout.HUMUS,
                ForestStreamLayout.HUMUS_PREFIX + ">",
                (epoch, message) -> HumusEntryReader.read(epoch, message).ifPresent(listener));
    }
}
