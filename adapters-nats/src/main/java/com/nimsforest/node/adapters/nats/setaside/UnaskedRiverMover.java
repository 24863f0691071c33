package com.nimsforest.node.adapters.nats.setaside;

import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.deadletter.SetAsideWriter;
import com.nimsforest.node.domain.subject.Subject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what no consumer of the river takes out of the river, so that it costs the others neither time nor room. The node
 * beside the leader of the stream does it; the others when it does not. One call at a time; waits for the servers.
 */
final class UnaskedRiverMover {
    private static final Logger LOG = LoggerFactory.getLogger(UnaskedRiverMover.class);
    /** How many sequences one pass reads at most. */
    private static final int MOST = 2048;
    /** After so many passes in which messages stay unclaimed, a node that is not beside the leader moves them too. */
    private static final int TIMEOUT = 15;
    /**
     * A fleet without any consumer may just be starting, and a consumer that another client has narrowed is made anew: the
     * trees shall have their data in order.
     */
    private static final Duration BEFORE_ANY_TREE = Duration.ofMinutes(10);

    private final SetAsideWriter writer;
    private final MessageBatch river;
    private long scannedIn;
    private long scannedTo;
    private int passes;
    private Set<Long> passed = new HashSet<>();

    UnaskedRiverMover(JetStreamApi api, SetAsideWriter writer) {
        this.writer = writer;
        this.river = new MessageBatch(api, ForestStreamLayout.RIVER);
    }

    /**
     * One pass; two must find unclaimed messages before one reads, since the counts are of two moments. Returns whether
     * there is more to do at once.
     */
    boolean pass(WorkQueueState queue) {
        passes = queue.unclaimed() == 0 ? 0 : passes + 1;
        if (passes < 2 || (!queue.beside() && passes < TIMEOUT)) {
            return false;
        }
        long from = scannedIn == queue.identity() && scannedTo < queue.last() ? scannedTo + 1 : queue.first();
        scannedIn = queue.identity();
        Set<Long> seen = new HashSet<>();
        int moved = 0;
        Optional<StoredMessage> next = river.next(from, ">");
        for (int read = 0; next.isPresent() && read < MOST; read += MessageBatch.SIZE) {
            long sequence = next.get().sequence();
            List<StoredMessage> unasked = unasked(queue, river.from(sequence), seen);
            river.move(unasked, message -> writer.putUnknown(message, ForestStreamLayout.RIVER, queue.identity()));
            moved += unasked.size();
            scannedTo = sequence + MessageBatch.SIZE - 1;
            next = scannedTo < queue.last() ? river.next(scannedTo + 1, ">") : Optional.empty();
        }
        if (next.isEmpty()) {
            scannedTo = queue.last();
        }
        passed = seen;
        if (moved > 0) {
            LOG.info("river messages set aside that no tree asks for: {}", moved);
        }
        return moved > 0 && next.isPresent();
    }

    private List<StoredMessage> unasked(WorkQueueState queue, List<StoredMessage> messages, Set<Long> seen) {
        return messages.stream()
                .filter(message -> message.sequence() <= queue.last() && isUnasked(queue, message, seen))
                .toList();
    }

    /** One that a consumer passed may be removed this moment, so it has to be there in the next reading too. */
    private boolean isUnasked(WorkQueueState queue, StoredMessage message, Set<Long> seen) {
        Subject subject = Subject.of(message.subject());
        if (!queue.isAskedFor(subject)) {
            boolean mayBeAskedFor = queue.consumers().isEmpty() || queue.isAskedForByMetadata(subject);
            return !mayBeAskedFor
                    || Duration.between(message.time(), queue.serverTime()).compareTo(BEFORE_ANY_TREE) > 0;
        }
        if (!queue.isPassed(subject, message.sequence())) {
            return false;
        }
        seen.add(message.sequence());
        return passed.contains(message.sequence());
    }
}
