package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.river.RiverPosition;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A durable consumer on the servers, which all nodes share. Guarded by the lock of {@link InMemoryServers}. */
final class InMemoryConsumer {
    private static final int MOST_FAILURES = 10;

    private record Unacknowledged(InMemoryPullSubscription member, MessageDelivery<InMemoryMessage> delivery) {}

    private final InMemoryServers servers;
    private final InMemoryStream stream;
    private final String name;
    private final boolean acknowledgedMeansGone;
    private final List<InMemoryPullSubscription> members = new ArrayList<>();
    private final Map<Long, Unacknowledged> inFlight = new HashMap<>();
    private final Map<Long, Long> attempts = new HashMap<>();
    private final Map<Long, Integer> failures = new HashMap<>();
    private final TreeSet<Long> again = new TreeSet<>();
    /** Given out and not finished, wherever they are. */
    private final TreeSet<Long> open = new TreeSet<>();

    private RememberedMatches filters = new RememberedMatches(SubjectPatternSet.empty());
    private long cursor;

    InMemoryConsumer(InMemoryServers servers, InMemoryStream stream, String name, boolean acknowledgedMeansGone) {
        this.servers = servers;
        this.stream = stream;
        this.name = name;
        this.acknowledgedMeansGone = acknowledgedMeansGone;
    }

    void filter(SubjectPatternSet wanted) {
        filters = new RememberedMatches(wanted);
    }

    InMemoryPullSubscription join(FakeServerLink link, DeliveryHandler<InMemoryMessage> handler) {
        InMemoryPullSubscription member = new InMemoryPullSubscription(servers, this, link, handler);
        link.whenUp(() -> servers.locked(() -> {
            if (member.isOpen()) {
                members.add(member);
                member.wake();
            }
        }));
        return member;
    }

    void leave(InMemoryPullSubscription member) {
        members.remove(member);
        giveBack(member);
    }

    private void giveBack(InMemoryPullSubscription member) {
        List<Long> left = inFlight.entrySet().stream()
                .filter(entry -> entry.getValue().member() == member)
                .map(Map.Entry::getKey)
                .toList();
        left.forEach(inFlight::remove);
        again.addAll(left);
        wakeAll();
    }

    boolean hasInFlight(InMemoryPullSubscription member) {
        return inFlight.values().stream().anyMatch(held -> held.member() == member);
    }

    void wakeAll() {
        if (again.isEmpty() && stream.after(cursor).isEmpty()) {
            return;
        }
        // Another one first each time, as the servers spread what they give.
        Collections.rotate(members, 1);
        members.forEach(InMemoryPullSubscription::wake);
    }

    /** The next message for this member, from then on in its hand. */
    Optional<MessageDelivery<InMemoryMessage>> next(InMemoryPullSubscription member) {
        return nextMessage().map(message -> {
            open.add(message.sequence());
            long attempt = attempts.merge(message.sequence(), 1L, Long::sum);
            MessageDelivery<InMemoryMessage> delivery =
                    new MessageDelivery<>(message, idOf(message), attempt, message.sequence(), message.origin(stream));
            inFlight.put(message.sequence(), new Unacknowledged(member, delivery));
            return delivery;
        });
    }

    private MessageId idOf(InMemoryMessage message) {
        return message.id()
                .orElseGet(() -> new MessageId(stream.name() + ":" + stream.epoch() + ":" + message.sequence()));
    }

    private Optional<InMemoryMessage> nextMessage() {
        while (!again.isEmpty()) {
            Optional<InMemoryMessage> message = stream.find(again.pollFirst());
            if (message.isPresent()) {
                return message;
            }
        }
        for (Optional<InMemoryMessage> next = stream.after(cursor); next.isPresent(); next = stream.after(cursor)) {
            cursor = next.get().sequence();
            if (isForUs(next.get())) {
                return next;
            }
            leaveOut(next.get());
        }
        return Optional.empty();
    }

    /** What nobody asked for does not stay in the river. */
    private void leaveOut(InMemoryMessage message) {
        if (stream == servers.river() && message.onlyFor().isEmpty()) {
            setAside(message, idOf(message), List.of());
            stream.remove(message.sequence());
        }
    }

    private void setAside(InMemoryMessage message, MessageId id, List<Token> trees) {
        servers.riverData().keep(message, new RiverPosition(stream.epoch(), message.sequence()), id, trees);
    }

    private boolean isForUs(InMemoryMessage message) {
        return message.onlyFor().isEmpty()
                ? filters.matches(message.subject())
                : message.onlyFor().equals(name);
    }

    void settle(InMemoryPullSubscription member, MessageDelivery<InMemoryMessage> delivery, Verdict verdict) {
        long sequence = delivery.message().sequence();
        Unacknowledged held = inFlight.get(sequence);
        // The very same: a word on a message of an earlier life of the stream says nothing of what has its place now.
        if (held == null || held.delivery() != delivery) {
            return;
        }
        inFlight.remove(sequence);
        if (!member.isReachable()) {
            again.add(sequence);
            return;
        }
        switch (verdict.kind()) {
            case DONE -> finish(sequence);
            case REJECT -> bury(delivery, verdict);
            case SET_ASIDE -> {
                if (servers.isStorageThere()) {
                    setAside(delivery.message(), delivery.id(), verdict.trees());
                    finish(sequence);
                } else {
                    giveAgain(sequence, 1);
                }
            }
            case POSTPONE -> giveAgain(sequence, 1);
            case RETRY -> {
                int failed = failures.merge(sequence, 1, Integer::sum);
                int attempts = verdict.failure()
                        .map(failure -> failure.policy().attempts())
                        .orElse(MOST_FAILURES);
                if (failed < attempts) {
                    giveAgain(sequence, failed);
                } else {
                    bury(delivery, verdict);
                }
            }
        }
    }

    private void giveAgain(long sequence, int failed) {
        long life = stream.epoch();
        servers.later(failed, () -> {
            if (life == stream.epoch()) {
                again.add(sequence);
                wakeAll();
            }
        });
    }

    private void bury(MessageDelivery<InMemoryMessage> delivery, Verdict verdict) {
        servers.addDeadLetter(stream.name(), name, delivery, verdict);
        finish(delivery.message().sequence());
    }

    private void finish(long sequence) {
        open.remove(sequence);
        attempts.remove(sequence);
        failures.remove(sequence);
        if (acknowledgedMeansGone) {
            stream.remove(sequence);
        }
        servers.wakeOwners();
    }

    /** Its stream was made anew. */
    void forget() {
        inFlight.clear();
        attempts.clear();
        failures.clear();
        again.clear();
        open.clear();
        cursor = 0;
    }

    /** Its stream ends earlier now, and so does it. */
    void forgetAfter(long last) {
        inFlight.keySet().removeIf(sequence -> sequence > last);
        attempts.keySet().removeIf(sequence -> sequence > last);
        failures.keySet().removeIf(sequence -> sequence > last);
        again.removeIf(sequence -> sequence > last);
        open.removeIf(sequence -> sequence > last);
        cursor = Math.min(cursor, last);
    }

    boolean isOn(InMemoryStream other) {
        return stream == other;
    }

    /** Up to which sequence all is finished. */
    long floor() {
        return open.isEmpty() ? cursor : open.first() - 1;
    }

    /** Whether it has nothing to do. */
    boolean isIdle() {
        return open.isEmpty()
                && stream.all().stream().noneMatch(message -> message.sequence() > cursor && isForUs(message));
    }

    ConsumerFacts facts() {
        long pending = stream.all().stream()
                .filter(message -> message.sequence() > cursor && isForUs(message))
                .count();
        boolean stalled = members.isEmpty() && pending + open.size() > 0;
        return new ConsumerFacts(stream.name(), name, pending, open.size(), stalled);
    }
}
