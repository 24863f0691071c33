package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.MessageDelivery;
import java.time.Instant;
import java.util.TreeMap;

/** The dead letters on the servers. Only under the lock of {@link InMemoryServers}. */
final class InMemoryDeadLetterStore {
    record Letter(DeadLetter letter, InMemoryMessage message, MessageId id) {}

    private final TreeMap<Long, Letter> byNumber = new TreeMap<>();
    private long last;

    TreeMap<Long, Letter> byNumber() {
        return byNumber;
    }

    void add(Instant at, String stream, String consumer, MessageDelivery<InMemoryMessage> delivery, String reason) {
        InMemoryMessage message = delivery.message();
        DeadLetter letter = new DeadLetter(
                ++last, at, stream, consumer, message.subject(), message.sequence(), reason, message.body());
        byNumber.put(last, new Letter(letter, message, delivery.id()));
    }
}
