package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.adapters.nats.connection.ConnectionFlush;
import com.nimsforest.node.adapters.nats.consume.ConsumerProvisioner.Found;
import com.nimsforest.node.adapters.nats.consume.PullConsumerSession.PullLimit;
import com.nimsforest.node.adapters.nats.consume.SubscriptionSupervisor.Prepared;
import com.nimsforest.node.adapters.nats.ownership.ConsumerOwnership;
import com.nimsforest.node.adapters.nats.progress.CommittedBatchGate;
import com.nimsforest.node.adapters.nats.progress.ConsumerLimitCheck;
import com.nimsforest.node.adapters.nats.progress.OldestMessageReader;
import com.nimsforest.node.adapters.nats.progress.RemovedMessages;
import com.nimsforest.node.adapters.nats.wire.WireFormatException;
import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.progress.ConsumerPosition;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.execution.SerialTaskQueue;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.Message;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes part in a durable consumer for ever. The way of a message: {@link PullConsumerSession} receives it, {@link #take}
 * notes it in {@link InFlightMessages}, a {@link SerialTaskQueue} calls the handler with one message at a time, and
 * {@link DeliveryOutcomeHandler} does what the verdict says, after which the message is in flight no more. Any thread; the
 * handler runs on a worker.
 */
public final class DurableStreamConsumer<T> implements Subscription {
    /** Reads what a message says. */
    public interface Decoder<T> {
        /** @throws WireFormatException when it is not of the form */
        T read(Message message, StreamMessageKey key);
    }

    private static final Logger LOG = LoggerFactory.getLogger(DurableStreamConsumer.class);
    /** What is in flight is in the heap several times over: as bytes, as text and as what was made of it. */
    private static final long MOST_BYTES =
            Math.min(32L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 32);
    /** An owner holds more in flight: what one entity holds up must leave room for the others. */
    private static final int OWNED_WINDOWS = 16;

    private static final Duration NOT_MINE = Duration.ofHours(1);

    private final DurableConsumerPlan plan;
    private final ConsumerResources resources;
    private final Decoder<T> decoder;
    private final DeliveryHandler<T> handler;
    private final ConsumerProvisioner provisioner;
    private final InFlightMessages inFlight = new InFlightMessages();
    private final SerialTaskQueue queue;
    private final DeliveryOutcomeHandler acknowledger;
    private final SubscriptionSupervisor supervisor;
    private final OldestMessageReader oldest;
    private final RemovedMessages removed;
    private final CommittedBatchGate gate;
    private final @Nullable ConsumerOwnership ownership;
    private volatile boolean closing;
    /** What was last heard of it, if there was nothing to do. */
    private volatile @Nullable ConsumerInfo idle;

    DurableStreamConsumer(
            DurableConsumerPlan plan, ConsumerResources resources, Decoder<T> decoder, DeliveryHandler<T> handler) {
        this(plan, resources, decoder, handler, null);
    }

    /** @param ownership takes note of what is delivered, when the plan has one owner at a time */
    DurableStreamConsumer(
            DurableConsumerPlan plan,
            ConsumerResources resources,
            Decoder<T> decoder,
            DeliveryHandler<T> handler,
            @Nullable ConsumerOwnership ownership) {
        this.ownership = ownership;
        this.plan = plan;
        this.resources = resources;
        this.decoder = decoder;
        this.handler = handler;
        this.provisioner = new ConsumerProvisioner(resources.api(), plan, resources.clock());
        this.queue = new SerialTaskQueue(resources.workers(), "a message of " + plan.name());
        this.oldest = new OldestMessageReader(resources.api(), resources.clock());
        this.gate = new CommittedBatchGate(resources.api(), plan.stream(), provisioner::isReplicated);
        this.supervisor = new SubscriptionSupervisor(
                resources.api(), new SupervisedConsumer(), resources.timing(), resources.timer());
        this.removed = new RemovedMessages(resources.api(), resources.clock(), plan.stream(), plan.name());
        this.acknowledger = new DeliveryOutcomeHandler(plan, resources, removed::missed);
    }

    DurableStreamConsumer<T> start() {
        supervisor.start();
        return this;
    }

    /** Runs the task on the handler's thread, after what has come by now was handed over. */
    public void inOrder(Runnable task) {
        queue.add(task);
    }

    /** How this consumer stands: asks the servers, unless it was idle and its stream is one of those without a change since. */
    public CompletableFuture<ConsumerFacts> facts(Set<String> unchanged) {
        return standing(unchanged)
                .whenComplete(
                        (standing, failure) -> Optional.ofNullable(standing).ifPresent(removed::seen))
                .thenCompose(standing -> oldest.oldest(standing)
                        .exceptionally(unknown -> Optional.empty())
                        .thenApply(since -> facts(standing, since, supervisor.waits())))
                .exceptionallyCompose(failure -> supervisor.waits().isEmpty()
                        ? CompletableFuture.failedFuture(failure)
                        : CompletableFuture.completedFuture(
                                ConsumerFacts.waiting(plan.stream(), plan.name(), supervisor.waits())));
    }

    private CompletableFuture<ConsumerInfo> standing(Set<String> unchanged) {
        ConsumerInfo before = idle;
        return before != null && unchanged.contains(plan.stream())
                ? CompletableFuture.completedFuture(before)
                : provisioner.standing().whenComplete((standing, failure) -> {
                    idle = failure == null && standing.position().isIdle() ? standing : null;
                });
    }

    private ConsumerFacts facts(ConsumerInfo state, Optional<Instant> since, String waits) {
        ConsumerPosition position = state.position();
        ConsumerFacts facts = new ConsumerFacts(
                plan.stream(),
                plan.name(),
                position.pending(),
                position.unacknowledged(),
                position.redelivered(),
                since,
                supervisor.isStalledAt(own(position)),
                waits);
        ConsumerFacts judged = state.pausedUntil()
                .map(until -> facts.with(HealthFinding.about(plan.name(), ProblemKind.CONSUMER_PAUSED)
                        .with(HealthFact.UNTIL, until)
                        .with(HealthFact.DURABLE, state.name())
                        .with(HealthFact.STREAM, plan.stream())))
                .orElseGet(() -> ConsumerLimitCheck.finding(state)
                        .map(limit -> limit.about(plan.name()))
                        .or(acknowledger::postponed)
                        .map(facts::noting)
                        .orElse(facts));
        return removed.finding().map(judged::noting).orElse(judged);
    }

    /** The messages that failed here and will be tried again. */
    public List<FailingMessage> failing() {
        return acknowledger.failing();
    }

    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        long end = System.nanoTime() + resources.timing().closing().toNanos();
        try {
            await(supervisor.close(), end);
            inFlight.items().stream().filter(InFlightMessage::take).forEach(this::giveBack);
            inFlight.awaitEmpty(end - System.nanoTime());
            inFlight.items().forEach(this::giveBack);
            acknowledger.giveBackFailing();
            ConnectionFlush.flush(resources.api().connection(), Duration.ofSeconds(1));
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

    void take(Message message, Found found) {
        if (!gate.pass(message)) {
            return;
        }
        enqueue(message, found);
        if (ownership != null) {
            // After it is in the queue: what is queued because its sequence was seen comes behind it.
            ownership.delivered(message);
        }
    }

    private void enqueue(Message message, Found found) {
        NatsJetStreamMetaData meta = message.metaData();
        StreamMessageKey key = new StreamMessageKey(
                found.epoch(), meta.streamSequence(), meta.timestamp().toInstant());
        if (meta.deliveredCount() > 1) {
            resources.instruments().add(Count.REDELIVERIES);
        }
        InFlightMessage item = inFlight.take(key, message);
        if (item != null) {
            acknowledger.seen(item);
            queue.add(() -> deliver(item, found));
        }
    }

    private void deliver(InFlightMessage item, Found found) {
        if (!item.take()) {
            return;
        }
        if (closing) {
            giveBack(item);
            return;
        }
        acknowledger
                .settledBefore(item)
                .orElseGet(() -> verdict(item, found).thenCompose(verdict -> acknowledger.settle(item, verdict)))
                .whenComplete((settled, failure) -> leave(item, failure));
    }

    private CompletionStage<Verdict> verdict(InFlightMessage item, Found found) {
        try {
            Verdict aside = aside(item, found);
            return aside != null ? CompletableFuture.completedFuture(aside) : handle(item);
        } catch (WireFormatException undecodable) {
            return CompletableFuture.completedFuture(Verdict.reject(String.valueOf(undecodable.getMessage())));
        } catch (Throwable failure) {
            return CompletableFuture.completedFuture(verdictOf(failure));
        } finally {
            // On a thread that is left interrupted the client drops what it is to publish, such as the acknowledgement.
            Thread.interrupted();
        }
    }

    private CompletionStage<Verdict> handle(InFlightMessage item) {
        T message = decoder.read(item.message(), item.key);
        return handler.handle(item.delivery(plan.stream(), message)).handle((verdict, failure) -> {
            if (failure != null) {
                return verdictOf(failure);
            }
            return verdict == null ? Verdict.retry("the handler gave no verdict") : verdict;
        });
    }

    private void giveBack(InFlightMessage item) {
        acknowledger.giveBack(item);
        leave(item, null);
    }

    /** What is not settled stays with the servers, which give it to somebody again. */
    private void leave(InFlightMessage item, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.error(
                    "message could not be acknowledged or retried: stream={} sequence={}",
                    plan.stream(),
                    item.key.sequence(),
                    failure);
        }
        inFlight.leave(item);
        supervisor.pull();
    }

    /** What becomes of a message that is not for the handler; null when it is. */
    private @Nullable Verdict aside(InFlightMessage item, Found found) {
        String meantFor = item.header(InFlightMessage.FOR);
        if (meantFor != null && !meantFor.equals(plan.name())) {
            return Verdict.done();
        }
        if (plan.stream().equals(ForestStreamLayout.RIVER)
                || plan.filter().isEmpty()
                || plan.filter().matches(Subject.of(item.message().getSubject()))) {
            return null;
        }
        if (found.filters().isEmpty()) {
            return Verdict.done();
        }
        String reason = "asked for by another version of " + plan.name();
        boolean tooLate = provisioner.age(item.time()).compareTo(NOT_MINE) > 0;
        return tooLate ? Verdict.reject(reason + ", which no node has run for an hour") : Verdict.postpone(reason);
    }

    private static Verdict verdictOf(Throwable failure) {
        Throwable cause = CompletionFailures.cause(failure);
        String reason = cause instanceof ForestException ? String.valueOf(cause.getMessage()) : cause.toString();
        if (cause instanceof RejectedInputException) {
            return Verdict.reject(reason);
        }
        return cause instanceof ForestException ? Verdict.postpone(reason) : Verdict.retry(reason);
    }

    /** What another node owns is none of this node's progress. */
    private ConsumerPosition own(ConsumerPosition position) {
        return ownership == null || ownership.isPinned()
                ? position
                : new ConsumerPosition(position.ackFloor(), position.delivered(), 0, 0, 0);
    }

    /** What the supervisor keeps alive. */
    private final class SupervisedConsumer implements SubscriptionSupervisor.Source {
        @Override
        public String name() {
            return "consumer " + plan.name() + " on " + plan.stream();
        }

        @Override
        public CompletableFuture<Prepared> prepare() {
            return provisioner.ensure().thenApply(this::prepared).whenComplete((prepared, failure) -> {
                if (failure != null) {
                    resources.provisioner().hurry();
                }
            });
        }

        private Prepared prepared(Found found) {
            acknowledger.subscribed(found.epoch());
            if (ownership != null) {
                ownership.subscribed(found.epoch(), found.name());
            }
            return new Prepared(
                    plan.stream(), found.name(), found.limits(), message -> take(message, found), ownership);
        }

        /** Asks for more only when a good part is free, so that requests stay few. */
        @Override
        public PullLimit limit() {
            int window = resources.timing().window() * (plan.owned() ? OWNED_WINDOWS : 1);
            int free = window - inFlight.count();
            long budget = Math.max(MOST_BYTES, 8 * resources.api().connection().getMaxPayload());
            long bytes = budget - inFlight.bytes();
            boolean worthIt = free >= Math.max(1, window / 4) && bytes >= budget / 4;
            return worthIt ? new PullLimit(free, bytes) : PullLimit.NONE;
        }

        @Override
        public void tick() {
            long now = System.nanoTime();
            inFlight.items().stream()
                    .filter(item -> now - item.lastProgress() >= plan.progress().toNanos())
                    .forEach(acknowledger::inProgress);
        }

        @Override
        public CompletableFuture<ConsumerPosition> position() {
            return provisioner.standing().thenApply(state -> own(state.position()));
        }

        @Override
        public void revived() {
            resources.instruments().add(Count.WATCHDOG_REVIVALS);
        }
    }
}
