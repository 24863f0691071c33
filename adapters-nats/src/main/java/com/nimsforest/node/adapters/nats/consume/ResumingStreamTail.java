package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.adapters.nats.consume.PullConsumerSession.PullLimit;
import com.nimsforest.node.adapters.nats.consume.SubscriptionSupervisor.Prepared;
import com.nimsforest.node.domain.progress.ConsumerPosition;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.execution.SerialTaskQueue;
import com.nimsforest.node.ports.failure.ForestException;
import io.nats.client.Message;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hears a stream in its order without acknowledging anything, and goes on where it was after whatever befell. Any thread;
 * the listener runs on a worker, one message at a time.
 */
public final class ResumingStreamTail implements Subscription {
    /** Hears the messages. */
    public interface Listener {
        void hear(long epoch, StoredMessage message);

        /** The message that was heard last is the last one there is now. */
        default void end() {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(ResumingStreamTail.class);
    private static final int WINDOW = 256;
    private static final long MOST_BYTES = 16L * 1024 * 1024;
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);

    private final ConsumerResources tools;
    private final String stream;
    private final String filter;
    private final boolean stateFirst;
    private final Predicate<StoredMessage> leftOutOfState;
    private final Listener listener;
    private final SubscriptionSupervisor supervisor;
    private final SerialTaskQueue queue;
    private final AtomicInteger queued = new AtomicInteger();
    private final Object lock = new Object();
    /** The next message to hear; 0 before it is known where to begin. */
    private StreamMessageKey next = new StreamMessageKey(0, 0);

    private long stateEnds;
    private String consumer = "";
    private volatile boolean closed;

    private ResumingStreamTail(
            ConsumerResources tools,
            String stream,
            String filter,
            boolean stateFirst,
            Predicate<StoredMessage> leftOutOfState,
            Listener listener) {
        this.tools = tools;
        this.stream = stream;
        this.filter = filter;
        this.stateFirst = stateFirst;
        this.leftOutOfState = leftOutOfState;
        this.listener = listener;
        this.supervisor = new SubscriptionSupervisor(tools.api(), new SupervisedTail(), tools.timing(), tools.timer());
        this.queue = new SerialTaskQueue(tools.workers(), "a listener to " + stream);
    }

    /** Hears what comes after this call; without an answer of the servers, what comes once they answer. */
    public static ResumingStreamTail fromNowOn(
            ConsumerResources tools, String stream, String filter, Listener listener) {
        ResumingStreamTail tail = new ResumingStreamTail(tools, stream, filter, false, message -> false, listener);
        try {
            tail.beginAfter(ApiAnswerWaiter.read(stream, StreamInfo.get(tools.api(), stream)));
        } catch (ForestException absent) {
            LOG.debug("the tail of {} begins later: {}", stream, absent.getMessage());
        }
        tail.supervisor.start();
        return tail;
    }

    /** Hears the last message of each subject first, but for those left out, and then every one. */
    public static ResumingStreamTail fromTheState(
            ConsumerResources tools,
            String stream,
            String filter,
            Predicate<StoredMessage> leftOut,
            Listener listener) {
        ResumingStreamTail tail = new ResumingStreamTail(tools, stream, filter, true, leftOut, listener);
        tail.supervisor.start();
        return tail;
    }

    /** Hears every message from this one on. */
    static ResumingStreamTail from(
            ConsumerResources tools, String stream, String filter, StreamMessageKey first, Listener listener) {
        ResumingStreamTail tail = new ResumingStreamTail(tools, stream, filter, false, message -> false, listener);
        tail.next = first;
        tail.supervisor.start();
        return tail;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        supervisor.close();
        forget();
    }

    private void beginAfter(StreamInfo info) {
        synchronized (lock) {
            next = new StreamMessageKey(epochOf(info), info.lastSequence() + 1);
        }
    }

    /** The servers would drop the consumer by themselves, a minute later. */
    private void forget() {
        String present;
        synchronized (lock) {
            present = consumer;
            consumer = "";
        }
        if (!present.isEmpty()) {
            tools.api()
                    .call("CONSUMER.DELETE." + stream + "." + present, null)
                    .whenComplete((done, failure) -> LOG.trace("forgot {}: {}", present, failure));
        }
    }

    private CompletableFuture<Prepared> create(StreamInfo info) {
        ObjectNode config = JetStreamApi.object();
        config.put("ack_policy", "none").put("replay_policy", "instant").put("filter_subject", filter);
        config.put("inactive_threshold", FORGOTTEN.toNanos());
        config.put("num_replicas", 1).put("mem_storage", true);
        StreamMessageKey from = begin(info);
        if (from.sequence() > 0) {
            config.put("deliver_policy", "by_start_sequence").put("opt_start_seq", from.sequence());
        } else {
            config.put("deliver_policy", "last_per_subject");
        }
        ObjectNode request = JetStreamApi.object().put("stream_name", stream);
        request.set("config", config);
        return tools.api()
                .call("CONSUMER.CREATE." + stream, request)
                .thenApply(ConsumerInfo::of)
                .thenApply(made -> {
                    synchronized (lock) {
                        consumer = made.name();
                    }
                    AtomicInteger heard = new AtomicInteger();
                    return new Prepared(
                            stream, made.name(), made.limits(), message -> take(message, from.epoch(), heard));
                });
    }

    /** What has no identity yet can be read all the same; when it gets one, the reading begins again. */
    private static long epochOf(StreamInfo info) {
        return info.identity().orElse(0);
    }

    /** Where to go on; sequence 0 for the state first. */
    private StreamMessageKey begin(StreamInfo info) {
        long epoch = epochOf(info);
        long last = info.lastSequence();
        synchronized (lock) {
            if (next.epoch() == epoch && next.sequence() > 0) {
                return next;
            }
            stateEnds = stateFirst ? last : 0;
            next = new StreamMessageKey(epoch, stateFirst ? 0 : next.sequence() > 0 ? 1 : last + 1);
            return next;
        }
    }

    /** A message was missed when the count of the consumer has a gap: then one asks again from the last heard on. */
    private void take(Message message, long epoch, AtomicInteger heard) {
        if (message.metaData().consumerSequence() != heard.incrementAndGet()) {
            supervisor.renew();
            return;
        }
        StoredMessage stored = StoredMessage.of(message);
        boolean state;
        synchronized (lock) {
            if (epoch != next.epoch() || stored.sequence() < next.sequence()) {
                return;
            }
            next = new StreamMessageKey(epoch, stored.sequence() + 1);
            state = stored.sequence() <= stateEnds;
        }
        if (state && leftOutOfState.test(stored)) {
            return;
        }
        queued.incrementAndGet();
        boolean end = message.metaData().pendingCount() == 0;
        queue.add(() -> tell(epoch, stored, end));
    }

    private void tell(long epoch, StoredMessage message, boolean end) {
        queued.decrementAndGet();
        if (!closed) {
            listener.hear(epoch, message);
            if (end) {
                listener.end();
            }
            supervisor.pull();
        }
    }

    /** What the supervisor keeps alive. */
    private final class SupervisedTail implements SubscriptionSupervisor.Source {
        @Override
        public String name() {
            return "listener to " + filter;
        }

        @Override
        public CompletableFuture<Prepared> prepare() {
            forget();
            return StreamInfo.get(tools.api(), stream).thenCompose(ResumingStreamTail.this::create);
        }

        @Override
        public PullLimit limit() {
            int free = WINDOW - queued.get();
            return free >= WINDOW / 4 ? new PullLimit(free, MOST_BYTES) : PullLimit.NONE;
        }

        @Override
        public void tick() {}

        @Override
        public CompletableFuture<ConsumerPosition> position() {
            String present;
            synchronized (lock) {
                present = consumer;
            }
            return ConsumerInfo.get(tools.api(), stream, present).thenApply(ConsumerInfo::position);
        }

        @Override
        public void revived() {
            tools.instruments().add(Count.WATCHDOG_REVIVALS);
        }
    }
}
