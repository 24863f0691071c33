package com.nimsforest.node.adapters.nats.setaside;

import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.deadletter.DeadLetterWriter;
import com.nimsforest.node.adapters.nats.deadletter.SetAsideSubject;
import com.nimsforest.node.adapters.nats.deadletter.SetAsideWriter;
import com.nimsforest.node.adapters.nats.monitor.StreamChangeDetector;
import com.nimsforest.node.adapters.nats.wire.RiverDataJson;
import com.nimsforest.node.adapters.nats.wire.WireFormatException;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.failure.ForestException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after river messages that no tree asks for: takes them out of the river, gives them to the trees of this node that
 * know them, and makes them dead letters in time. All that is known of them is in the servers. Any thread.
 */
public final class UnknownRiverMessages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownRiverMessages.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMillis(50);
    /** How many batches of what has become too old one pass makes dead letters. */
    private static final int MOST_BATCHES = 32;

    private final JetStreamApi api;
    private final SetAsideWriter writer;
    private final DeadLetterWriter deadLetters;
    private final SetAsideFactsReader reader;
    private final Duration retention;
    private final StreamChangeDetector changes;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final UnaskedRiverMover mover;
    private final MessageBatch setAside;
    private final Map<Token, Set<SubjectPattern>> trees = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile List<ConsumerFacts> facts = List.of();
    private volatile boolean isEmpty;

    /** @param kept how long a message waits for a tree before it becomes a dead letter */
    public UnknownRiverMessages(
            JetStreamApi api,
            SetAsideWriter writer,
            DeadLetterWriter deadLetters,
            SetAsideFactsReader reader,
            Duration retention,
            StreamChangeDetector changes,
            ScheduledExecutorService timer,
            Executor workers) {
        this.api = api;
        this.writer = writer;
        this.deadLetters = deadLetters;
        this.retention = retention;
        this.changes = changes;
        this.reader = reader;
        this.timer = timer;
        this.workers = workers;
        this.mover = new UnaskedRiverMover(api, writer);
        this.setAside = new MessageBatch(api, ForestStreamLayout.ASIDE);
    }

    public void start() {
        again(INTERVAL);
    }

    /** From now on the tree is given what is set aside for want of a tree and matches one of the patterns. */
    public Subscription claim(Token tree, Collection<SubjectPattern> patterns) {
        trees.put(tree, Set.copyOf(patterns));
        return () -> trees.remove(tree);
    }

    /** What is set aside and no node works on, as consumers that wait; as it was a moment ago. */
    public List<ConsumerFacts> facts() {
        return facts;
    }

    @Override
    public void close() {
        closed.set(true);
    }

    private void again(Duration delay) {
        if (closed.get()) {
            return;
        }
        try {
            timer.schedule(() -> workers.execute(this::pass), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            LOG.debug("ended with the node");
        }
    }

    private void pass() {
        Duration delay = INTERVAL;
        try {
            if (isEmpty && changes.unchanged().containsAll(ForestStreamLayout.WORK_QUEUES)) {
                return;
            }
            Optional<WorkQueueState> river = WorkQueueState.read(api, ForestStreamLayout.RIVER);
            delay = river.map(mover::pass).orElse(false) ? SOON : INTERVAL;
            Optional<WorkQueueState> aside = WorkQueueState.read(api, ForestStreamLayout.ASIDE);
            aside.ifPresent(this::process);
            isEmpty = Stream.of(river, aside)
                    .allMatch(
                            queue -> queue.filter(read -> read.messages() == 0).isPresent());
        } catch (ForestException unavailable) {
            LOG.debug("set-aside messages cannot be checked now: {}", unavailable.getMessage());
        } catch (RuntimeException failure) {
            LOG.warn("check of the set-aside messages failed", failure);
        } finally {
            again(delay);
        }
    }

    private void process(WorkQueueState queue) {
        if (queue.unclaimed() > 0) {
            Set<SubjectPattern> own = new LinkedHashSet<>();
            trees.values().forEach(own::addAll);
            own.forEach(this::claim);
            expire(queue);
        }
        facts = facts(queue);
    }

    private void claim(SubjectPattern pattern) {
        String filter = SetAsideSubject.unknownMatching(pattern);
        for (List<StoredMessage> found = setAside.matching(1, filter); !found.isEmpty(); ) {
            List<StoredMessage> known = found.stream()
                    .filter(message -> !knowing(message).isEmpty())
                    .toList();
            setAside.move(known, message -> writer.assign(message, message.data(), knowing(message)));
            LOG.info("set-aside messages are delivered to the trees that ask for {}: {}", pattern, known.size());
            found = setAside.matching(found.get(found.size() - 1).sequence() + 1, filter);
        }
    }

    private List<Token> knowing(StoredMessage message) {
        Subject subject = subject(message);
        return trees.entrySet().stream()
                .filter(tree -> tree.getValue().stream().anyMatch(pattern -> pattern.matches(subject)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Trees go by the subject that the data names itself, which may not be the one that it was sent to. */
    private static Subject subject(StoredMessage message) {
        try {
            return RiverDataJson.read(message.data()).subject();
        } catch (WireFormatException unreadable) {
            return Subject.of(message.header(InFlightMessage.SUBJECT).orElse("none"));
        }
    }

    /** The node beside the leader of the stream does it; the others when it does not. */
    private void expire(WorkQueueState queue) {
        Duration limit = queue.beside() ? retention : retention.plus(Duration.ofMinutes(1));
        Instant before = queue.serverTime().minus(limit);
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            List<StoredMessage> old = setAside.matching(1, SetAsideSubject.UNKNOWN).stream()
                    .filter(message -> message.time().isBefore(before))
                    .toList();
            if (old.isEmpty()) {
                return;
            }
            setAside.move(
                    old,
                    message -> deadLetters.putUnknown(message, reason(message)).toCompletableFuture());
        }
    }

    private String reason(StoredMessage message) {
        return "no tree has asked for "
                + message.header(InFlightMessage.SUBJECT).orElse("") + " within " + retention.toMinutes() + " minutes";
    }

    private List<ConsumerFacts> facts(WorkQueueState queue) {
        List<ConsumerFacts> found =
                new ArrayList<>(reader.unknown(queue).stream().toList());
        queue.consumers().stream()
                .filter(consumer -> consumer.outstanding() > 0 && !consumer.attended() && !isOwn(consumer))
                .map(SetAsideFactsReader::treeMissing)
                .forEach(found::add);
        return List.copyOf(found);
    }

    private boolean isOwn(WorkQueueState.Consumer consumer) {
        return trees.keySet().stream().anyMatch(tree -> consumer.name().startsWith("tree-" + tree + "-"));
    }
}
