package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.handler.HandlerFailure;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** The dead letters on the servers. Only under the lock of {@link InMemoryServers}. */
final class InMemoryDeadLetterStore {
    /** @param trees which trees alone get it when it is put back; empty for whoever had it */
    record StoredDeadLetter(
            DeadLetter deadLetter, InMemoryMessage message, MessageId id, LeafOrigin origin, List<Token> trees) {}

    private final TreeMap<Long, StoredDeadLetter> byNumber = new TreeMap<>();
    private long last;

    TreeMap<Long, StoredDeadLetter> byNumber() {
        return byNumber;
    }

    void add(Instant at, String stream, String consumer, MessageDelivery<InMemoryMessage> delivery, Verdict verdict) {
        InMemoryMessage message = delivery.message();
        DeadLetter deadLetter =
                deadLetter(at, stream, consumer, message.subject(), message.sequence(), message, verdict);
        byNumber.put(
                last, new StoredDeadLetter(deadLetter, message, delivery.id(), delivery.origin(), verdict.trees()));
    }

    /** Told as what it was in the river. */
    void addOfSetAside(Instant at, MessageDelivery<InMemoryMessage> delivery, Verdict verdict) {
        InMemoryMessage message = delivery.message();
        long sequence = InMemorySetAside.positionOf(message.subject()).sequence();
        String subject = FakeWireFormat.riverData(message.body()).subject().value();
        DeadLetter deadLetter = deadLetter(at, "RIVER", "trees", subject, sequence, message, verdict);
        byNumber.put(
                last,
                new StoredDeadLetter(
                        deadLetter,
                        message,
                        delivery.id(),
                        delivery.origin(),
                        List.of(InMemorySetAside.treeOf(message.subject()))));
    }

    private DeadLetter deadLetter(
            Instant at,
            String stream,
            String consumer,
            String subject,
            long sequence,
            InMemoryMessage message,
            Verdict verdict) {
        String trace = verdict.failure().map(HandlerFailure::stackTrace).orElse("");
        return new DeadLetter(++last, at, stream, consumer, subject, sequence, verdict.reason(), trace, message.body());
    }
}
