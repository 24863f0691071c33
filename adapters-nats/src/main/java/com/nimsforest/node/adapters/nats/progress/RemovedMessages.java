package com.nimsforest.node.adapters.nats.progress;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.api.StoredSequences;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the messages that went out of a stream, by a purge, a deletion or a limit, before a consumer had worked on them.
 *
 * <p>What a consumer has not delivered yet and what it has delivered is together never less than before: a new message adds
 * to the first, a delivery moves it to the second, a repeat adds to the second. When it is less, the stream is asked what
 * it still holds, since numbers of a moment in which a replica lags prove nothing. Any thread; never blocks.
 */
public final class RemovedMessages {
    private static final Logger LOG = LoggerFactory.getLogger(RemovedMessages.class);
    /** So often the stream is asked about one moment; a busy consumer may look as if it lacked some until its answer is. */
    private static final int QUESTIONS = 5;
    /** Their messages go with their acknowledgement. */
    private final JetStreamApi api;

    private final RemovedCount removed;
    private final String stream;
    private final String consumer;
    /** The last position from which nothing was missing. */
    private @Nullable ConsumerInfo whole;

    private @Nullable ConsumerInfo last;
    private @Nullable CompletableFuture<StoredSequences> held;
    private int questions;

    public RemovedMessages(JetStreamApi api, Clock clock, String stream, String consumer) {
        this.api = api;
        this.stream = stream;
        this.consumer = consumer;
        this.removed = new RemovedCount(
                clock,
                HealthFinding.about(consumer, ProblemKind.MESSAGES_REMOVED).with(HealthFact.STREAM, stream));
    }

    /** Told how the consumer stands. */
    public synchronized void seen(ConsumerInfo present) {
        ConsumerInfo before = whole;
        if (before == null || !isSame(before, present) || total(present) >= total(before)) {
            startFrom(present);
        } else if (held == null) {
            held = StoredSequences.get(api, stream);
        } else if (held.isDone()) {
            judge(before, present, held);
        }
        last = present;
    }

    /** Told of a message that failed here and did not come again; only what keeps its messages tells whether it is there. */
    public void missed(long sequence) {
        if (!ForestStreamLayout.WORK_QUEUES.contains(stream)) {
            StoredMessage.at(api, stream, sequence).thenAccept(found -> {
                if (found.isEmpty()) {
                    add(1);
                }
            });
        }
    }

    /** What was removed within a day; empty when nothing was. */
    public Optional<HealthFinding> finding() {
        return removed.finding();
    }

    private void judge(ConsumerInfo before, ConsumerInfo present, CompletableFuture<StoredSequences> answer) {
        held = null;
        questions++;
        long missing = answer.isCompletedExceptionally() ? 0 : removed(before, present, answer.join());
        if (missing > 0) {
            add(missing);
        }
        if (missing > 0 || questions >= QUESTIONS) {
            startFrom(present);
        }
    }

    /**
     * At least so many. The stream was asked after the first position and before the second one: what it holds no more and
     * was not delivered is gone; of what others take there, only the difference of the totals tells.
     */
    private long removed(ConsumerInfo before, ConsumerInfo present, StoredSequences stored) {
        long delivered = present.deliveries() - before.deliveries();
        long sequence = before.position().delivered();
        if (stored.last() < sequence + before.position().pending()) {
            return 0; // a new leader that has not taken all over yet
        }
        long certain = before.position().pending() - delivered - stored.heldAfter(sequence);
        if (!isQuiet(present)) {
            return certain;
        }
        long absent = stored.absentAfter(sequence) - (ForestStreamLayout.WORK_QUEUES.contains(stream) ? delivered : 0);
        return Math.max(certain, Math.min(total(before) - total(present), absent));
    }

    /** While it delivers, a consumer with replicas counts what it delivers only once they have it. */
    private boolean isQuiet(ConsumerInfo present) {
        return last != null && last.deliveries() == present.deliveries() && total(last) == total(present);
    }

    /** One that was set back delivers again what it has delivered. */
    private static boolean isSame(ConsumerInfo before, ConsumerInfo present) {
        return before.name().equals(present.name())
                && before.deliveries() <= present.deliveries()
                && before.created().equals(present.created())
                && before.filters().equals(present.filters());
    }

    private static long total(ConsumerInfo info) {
        return info.position().pending() + info.deliveries();
    }

    private void startFrom(ConsumerInfo present) {
        whole = present;
        held = null;
        questions = 0;
    }

    private void add(long missing) {
        removed.add(missing);
        LOG.error(
                "messages were removed before they were worked on: stream={} consumer={} count={}",
                stream,
                consumer,
                missing);
    }
}
