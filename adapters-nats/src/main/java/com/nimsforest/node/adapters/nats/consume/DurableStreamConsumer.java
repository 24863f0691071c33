package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.CompletionFailures;
import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.adapters.nats.consume.ConsumerProvisioner.Found;
import com.nimsforest.node.adapters.nats.consume.InFlightMessages.Settling;
import com.nimsforest.node.adapters.nats.consume.PullConsumerSession.Room;
import com.nimsforest.node.adapters.nats.consume.SubscriptionSupervisor.Prepared;
import com.nimsforest.node.adapters.nats.progress.ConsumerState;
import com.nimsforest.node.adapters.nats.progress.OldestMessageReader;
import com.nimsforest.node.adapters.nats.wire.WireFormatException;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.progress.ConsumerPosition;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.Message;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes part in a durable consumer for ever: hands its messages to a handler one at a time and does with them what the
 * verdicts say. Any thread; the handler runs on a worker.
 */
public final class DurableStreamConsumer<T> implements Subscription {
    /** Reads what a message says. */
    public interface Decoder<T> {
        /** @throws WireFormatException when it is not of the form */
        T read(Message message, StreamMessageKey key);
    }

    private static final Logger LOG = LoggerFactory.getLogger(DurableStreamConsumer.class);
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final Duration NOT_MINE = Duration.ofHours(1);

    private final DurableConsumerPlan plan;
    private final ConsumerResources tools;
    private final Decoder<T> decoder;
    private final DeliveryHandler<T> handler;
    private final ConsumerProvisioner keeper;
    private final InFlightMessages hand = new InFlightMessages();
    private final SerialTaskQueue queue;
    private final DeliveryAcknowledger settlement;
    private final SubscriptionSupervisor supervisor;
    private final OldestMessageReader oldest;
    private volatile boolean closing;

    DurableStreamConsumer(
            DurableConsumerPlan plan, ConsumerResources tools, Decoder<T> decoder, DeliveryHandler<T> handler) {
        this.plan = plan;
        this.tools = tools;
        this.decoder = decoder;
        this.handler = handler;
        this.keeper = new ConsumerProvisioner(tools.api(), tools.life(), plan);
        this.queue = new SerialTaskQueue(tools.workers());
        this.oldest = new OldestMessageReader(tools.api(), tools.clock());
        this.supervisor = new SubscriptionSupervisor(tools.api(), new Life(), tools.timing(), tools.timer());
        this.settlement = new DeliveryAcknowledger(plan, tools, hand, this::left);
    }

    DurableStreamConsumer<T> start() {
        supervisor.start();
        return this;
    }

    /** Asks the servers how this consumer stands. */
    public CompletableFuture<ConsumerFacts> facts() {
        String waits = supervisor.waits();
        return keeper.standing()
                .thenCompose(standing -> oldest.oldest(standing)
                        .exceptionally(unknown -> Optional.empty())
                        .thenApply(since -> facts(standing, since, waits)))
                .exceptionallyCompose(failure -> waits.isEmpty()
                        ? CompletableFuture.failedFuture(failure)
                        : CompletableFuture.completedFuture(ConsumerFacts.waiting(plan.stream(), plan.name(), waits)));
    }

    private ConsumerFacts facts(ConsumerState state, Optional<Instant> since, String waits) {
        ConsumerPosition position = state.position();
        String paused = state.pausedUntil()
                .map(until -> "paused by an operator until " + until)
                .orElse("");
        return new ConsumerFacts(
                plan.stream(),
                plan.name(),
                position.pending(),
                position.unacknowledged(),
                position.redelivered(),
                since,
                supervisor.isStalledAt(position),
                waits.isEmpty() ? paused : waits);
    }

    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        long end = System.nanoTime() + tools.timing().closing().toNanos();
        try {
            await(supervisor.close(), end);
            hand.items().stream().filter(InFlightMessage::take).forEach(settlement::giveBack);
            hand.awaitEmpty(end - System.nanoTime());
            hand.items().forEach(settlement::giveBack);
            tools.api().connection().flush(Duration.ofSeconds(1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SidecarUnavailableException | TimeoutException | IllegalStateException gone) {
            LOG.debug("{} {} closed without a server: {}", plan.stream(), plan.name(), gone.getMessage());
        }
    }

    private static void await(CompletableFuture<Boolean> drained, long end) throws InterruptedException {
        try {
            drained.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException late) {
            LOG.debug("not drained: {}", late.toString());
        }
    }

    private void take(Message message, Found found) {
        NatsJetStreamMetaData meta = message.metaData();
        StreamMessageKey key = new StreamMessageKey(
                found.epoch(), meta.streamSequence(), meta.timestamp().toInstant());
        if (meta.deliveredCount() > 1) {
            tools.instruments().add(Count.REDELIVERIES);
        }
        Settling before = hand.settled(key);
        InFlightMessage item = hand.take(key, message);
        if (item == null) {
            return;
        }
        settlement.seen(item);
        if (before != null && item.take()) {
            settlement.settleAgain(item, before);
        } else {
            queue.add(() -> handOver(item, found));
        }
    }

    private void handOver(InFlightMessage item, Found found) {
        if (!item.take()) {
            return;
        }
        if (closing) {
            settlement.giveBack(item);
            return;
        }
        Verdict aside = aside(item, found);
        if (aside != null) {
            settlement.settle(item, aside);
            return;
        }
        try {
            T message = decoder.read(item.message(), item.key);
            handler.handle(new MessageDelivery<>(message, item.id(plan.stream()), item.delivered()))
                    .whenComplete((verdict, failure) -> settle(item, verdict, failure));
        } catch (WireFormatException undecodable) {
            settlement.settle(item, Verdict.reject(String.valueOf(undecodable.getMessage())));
        } catch (RuntimeException failure) {
            settle(item, null, failure);
        }
    }

    private void settle(InFlightMessage item, @Nullable Verdict verdict, @Nullable Throwable failure) {
        if (failure != null) {
            settlement.settle(item, verdictOf(failure));
        } else {
            settlement.settle(item, verdict == null ? Verdict.retry("the handler gave no verdict") : verdict);
        }
    }

    /** What becomes of a message that is not for the handler; null when it is. */
    private @Nullable Verdict aside(InFlightMessage item, Found found) {
        String meantFor = item.header(InFlightMessage.FOR);
        if (meantFor != null && !meantFor.equals(plan.name())) {
            return Verdict.done();
        }
        if (plan.filter().isEmpty()
                || plan.filter().matches(Subject.of(item.message().getSubject()))) {
            return null;
        }
        boolean nobodyAsked = found.filters().isEmpty();
        boolean waitedLong = item.time().plus(NOT_MINE).isBefore(tools.clock().instant());
        return nobodyAsked || waitedLong
                ? Verdict.done()
                : Verdict.postpone("asked for by another version of " + plan.name());
    }

    private static Verdict verdictOf(Throwable failure) {
        Throwable cause = CompletionFailures.cause(failure);
        String reason = cause instanceof ForestException ? String.valueOf(cause.getMessage()) : cause.toString();
        if (cause instanceof RejectedInputException) {
            return Verdict.reject(reason);
        }
        return cause instanceof ForestException ? Verdict.postpone(reason) : Verdict.retry(reason);
    }

    private void left(InFlightMessage item) {
        hand.leave(item);
        supervisor.moreRoom();
    }

    /** What the supervisor keeps alive. */
    private final class Life implements SubscriptionSupervisor.Source {
        @Override
        public String name() {
            return "consumer " + plan.name() + " on " + plan.stream();
        }

        @Override
        public CompletableFuture<Prepared> prepare() {
            return keeper.ensure()
                    .thenApply(found -> new Prepared(plan.stream(), found.name(), message -> take(message, found)))
                    .whenComplete((prepared, failure) -> {
                        if (failure != null) {
                            tools.provisioner().hurry();
                        }
                    });
        }

        /** Asks for more only when a good part is free, so that requests stay few. */
        @Override
        public Room room() {
            int free = tools.timing().window() - hand.count();
            long budget = Math.max(MOST_BYTES, 8 * tools.api().connection().getMaxPayload());
            long bytes = budget - hand.bytes();
            boolean worthIt = free >= Math.max(1, tools.timing().window() / 4) && bytes >= budget / 4;
            return worthIt ? new Room(free, bytes) : Room.NONE;
        }

        @Override
        public void tick() {
            long now = System.nanoTime();
            hand.items().stream()
                    .filter(item ->
                            now - item.told() >= tools.timing().progress().toNanos())
                    .forEach(settlement::inProgress);
            settlement.tick();
        }

        @Override
        public CompletableFuture<ConsumerPosition> position() {
            return keeper.standing().thenApply(ConsumerState::position);
        }

        @Override
        public void revived() {
            tools.instruments().add(Count.WATCHDOG_REVIVALS);
        }
    }
}
