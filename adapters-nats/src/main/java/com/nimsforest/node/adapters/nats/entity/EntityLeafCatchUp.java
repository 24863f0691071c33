package com.nimsforest.node.adapters.nats.entity;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.adapters.nats.consume.DurableConsumerPlan;
import com.nimsforest.node.adapters.nats.ownership.ConsumerOwnership;
import com.nimsforest.node.adapters.nats.wire.LeafJson;
import com.nimsforest.node.adapters.nats.wire.WireFormatException;
import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.MessageDelivery;
import io.nats.client.support.NatsJetStreamConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a nim's leaves from the stream itself. Any thread; never blocks. */
final class EntityLeafCatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(EntityLeafCatchUp.class);
    private static final int MOST_PARTS = 64;
    /** Fewer at once, since each may be as large as the servers take. */
    private static final int PARTS_OF_A_BACKLOG = 16;

    private static final int SMALLEST_PART = 16;

    private final JetStreamApi api;
    private final DurableConsumerPlan plan;

    EntityLeafCatchUp(JetStreamApi api, DurableConsumerPlan plan) {
        this.api = api;
        this.plan = plan;
    }

    /**
     * Reads the leaves that were delivered to any node and are not acknowledged. CONSUMER.INFO reports the replicated state of
     * the consumer, which can be hundreds of messages behind what its leader has delivered ({@code infoWithSnapAndReply} in
     * consumer.go of nats-server 2.15.3).
     *
     * @param breaks {@link ConsumerOwnership#breaks()} of the term that begins; another break in the meantime ends the reading
     * @param givenBack highest stream sequence that this node had received and given back; read at least up to there
     * @return whether, together with what comes from now on, nothing is missing; if not, to be called again
     */
    CompletableFuture<Boolean> read(
            ConsumerOwnership ownership, long breaks, long givenBack, Consumer<MessageDelivery<Leaf>> reader) {
        String pin = ownership.pin();
        long epoch = ownership.epoch();
        return ConsumerInfo.get(api, plan.stream(), ownership.consumer()).thenCompose(info -> {
            long last = Math.max(givenBack, info.position().delivered());
            long floor = info.position().ackFloor();
            // Another leader's answer is of another count of deliveries.
            if (!pin.equals(info.pinnedClient()) || !ownership.isGaplessAfter(info.deliveries())) {
                return CompletableFuture.completedFuture(false);
            }
            return range(floor + 1, last, MOST_PARTS, Optional::of).thenApply(read -> {
                read.values().forEach(message -> delivery(epoch, message).ifPresent(reader));
                return ownership.caughtUp(breaks, last);
            });
        });
    }

    /** The positions of the leaves of a part of the stream, without those that come late: they have no order to wait for. */
    CompletableFuture<SortedMap<Long, LeafPosition>> positions(long epoch, long from, long to) {
        return range(from, to, PARTS_OF_A_BACKLOG, message -> {
            StreamMessageKey key = new StreamMessageKey(epoch, message.sequence(), message.time());
            LeafOrigin origin = InFlightMessage.origin(
                    plan.stream(), key, name -> message.headers().get(name));
            return origin.late() ? Optional.empty() : Optional.of(origin.position());
        });
    }

    /** Many parts of the range at once, since one answer after another would take as long as the way there and back. */
    private <T> CompletableFuture<SortedMap<Long, T>> range(
            long from, long to, int mostParts, Function<StoredMessage, Optional<T>> reader) {
        SortedMap<Long, T> read = new ConcurrentSkipListMap<>();
        Consumer<StoredMessage> each =
                message -> reader.apply(message).ifPresent(value -> read.put(message.sequence(), value));
        long size = Math.max(SMALLEST_PART, (to - from) / mostParts + 1);
        List<CompletableFuture<Boolean>> parts = new ArrayList<>();
        for (long first = from; first <= to; first += size) {
            long last = Math.min(to, first + size - 1);
            for (SubjectPattern pattern : plan.filter().patterns()) {
                parts.add(part(pattern, first, last, each));
            }
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> read);
    }

    private CompletableFuture<Boolean> part(
            SubjectPattern pattern, long from, long to, Consumer<StoredMessage> reader) {
        if (from > to) {
            return CompletableFuture.completedFuture(true);
        }
        return StoredMessage.next(api, plan.stream(), from, pattern.value()).thenCompose(found -> {
            if (found.isEmpty() || found.get().sequence() > to) {
                return CompletableFuture.completedFuture(true);
            }
            reader.accept(found.get());
            return part(pattern, found.get().sequence() + 1, to, reader);
        });
    }

    /** Empty for what the consumer itself will make a dead letter, or is meant for another. */
    private Optional<MessageDelivery<Leaf>> delivery(long epoch, StoredMessage message) {
        String meantFor = message.headers().get(InFlightMessage.FOR);
        if (meantFor != null && !meantFor.equals(plan.name())) {
            return Optional.empty();
        }
        StreamMessageKey key = new StreamMessageKey(epoch, message.sequence(), message.time());
        try {
            Leaf leaf = LeafJson.read(message.data());
            return Optional.of(new MessageDelivery<>(
                    leaf,
                    id(key, message),
                    1,
                    key.sequence(),
                    InFlightMessage.origin(
                            plan.stream(), key, name -> message.headers().get(name))));
        } catch (WireFormatException noLeaf) {
            LOG.debug("no leaf: sequence={} reason={}", message.sequence(), noLeaf.getMessage());
            return Optional.empty();
        }
    }

    private MessageId id(StreamMessageKey key, StoredMessage message) {
        return message.header(InFlightMessage.ID)
                .or(() -> message.header(NatsJetStreamConstants.MSG_ID_HDR))
                .filter(given -> !given.isBlank())
                .map(MessageId::new)
                .orElseGet(() -> new MessageId(plan.stream() + ":" + key.epoch() + ":" + key.sequence()));
    }

    /** The sequence of the last leaf of the nim, from the leader of the stream; 0 when there is none. */
    CompletableFuture<Long> last() {
        List<CompletableFuture<Long>> lasts = new ArrayList<>();
        plan.filter()
                .patterns()
                .forEach(pattern -> lasts.add(StoredMessage.last(api, plan.stream(), pattern.value())
                        .thenApply(found -> found.map(StoredMessage::sequence).orElse(0L))));
        return CompletableFuture.allOf(lasts.toArray(CompletableFuture<?>[]::new))
                .thenApply(all ->
                        lasts.stream().mapToLong(CompletableFuture::join).max().orElse(0));
    }
}
