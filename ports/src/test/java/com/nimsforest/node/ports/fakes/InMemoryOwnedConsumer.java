package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.entity.OriginFloors;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A durable consumer of the leaves with one owner at a time. Guarded by the lock of {@link InMemoryServers}. */
final class InMemoryOwnedConsumer {
    private record StreamFloor(String stream, long epoch, long sequence) {
        StreamFloor(InMemoryStream stream, long sequence) {
            this(stream.name(), stream.epoch(), sequence);
        }

        String identity() {
            return stream + "-" + epoch;
        }
    }

    private final InMemoryServers servers;
    private final String name;
    private final RememberedMatches filter;
    private final List<InMemoryOwnership> members = new ArrayList<>();
    private final Set<Long> settled = new TreeSet<>();
    private List<StreamFloor> streamFloors = List.of();
    private OriginFloors floors = new OriginFloors(Map.of());

    InMemoryOwnedConsumer(InMemoryServers servers, String name, SubjectPatternSet filter) {
        this.servers = servers;
        this.name = name;
        this.filter = new RememberedMatches(filter);
    }

    void join(InMemoryOwnership member) {
        members.add(member);
        wake();
    }

    void leave(InMemoryOwnership member) {
        boolean wasOwner = isOwner(member);
        members.remove(member);
        if (wasOwner) {
            members.forEach(InMemoryOwnership::lose);
            servers.later(1, this::wake);
        }
    }

    /** Gives the leaves to the next member; the one before does not know it. */
    void moveOwner() {
        if (members.size() > 1) {
            members.add(members.remove(0));
            members.get(0).lose();
            wake();
        }
    }

    boolean isOwner(InMemoryOwnership member) {
        return !members.isEmpty() && members.get(0) == member;
    }

    void wake() {
        if (!members.isEmpty()) {
            if (!members.get(0).isReachable() && members.stream().anyMatch(InMemoryOwnership::isReachable)) {
                servers.later(2, this::replaceTheSilent);
            }
            members.get(0).wake();
        }
    }

    private void replaceTheSilent() {
        if (!members.isEmpty() && !members.get(0).isReachable()) {
            moveOwner();
        }
    }

    /** The next leaf after the sequence that is not settled. */
    Optional<InMemoryMessage> after(long sequence) {
        Optional<InMemoryMessage> next = servers.leaves().after(sequence);
        while (next.isPresent() && (settled.contains(next.get().sequence()) || !isForUs(next.get()))) {
            next = servers.leaves().after(next.get().sequence());
        }
        return next;
    }

    private boolean isForUs(InMemoryMessage message) {
        return message.onlyFor().isEmpty()
                ? filter.matches(message.subject())
                : message.onlyFor().equals(name);
    }

    /** What is known of the order, once all leaves there are were handed over. */
    OriginFloors floors() {
        List<StreamFloor> now = List.of(
                new StreamFloor(servers.river(), servers.floor(servers.river(), "trees")),
                new StreamFloor(servers.humus(), servers.floor(servers.humus(), InMemoryEntityHumus.ANNOUNCER)),
                new StreamFloor(servers.leaves(), servers.leaves().last()));
        if (!now.equals(streamFloors)) {
            streamFloors = now;
            floors = new OriginFloors(
                    now.stream().collect(Collectors.toMap(StreamFloor::identity, StreamFloor::sequence)));
        }
        return floors;
    }

    /** Whether the message is done with. */
    boolean settle(InMemoryOwnership member, MessageDelivery<InMemoryMessage> delivery, Verdict verdict) {
        long sequence = delivery.message().sequence();
        if (settled.contains(sequence) || !member.isReachable()) {
            return settled.contains(sequence);
        }
        if (verdict.kind() == Verdict.Kind.REJECT) {
            servers.addDeadLetter(servers.leaves().name(), name, delivery, verdict);
        }
        boolean isDone = verdict.kind() == Verdict.Kind.DONE || verdict.kind() == Verdict.Kind.REJECT;
        if (isDone) {
            settled.add(sequence);
        }
        return isDone;
    }

    void later(Runnable action) {
        servers.later(1, action);
    }
}
