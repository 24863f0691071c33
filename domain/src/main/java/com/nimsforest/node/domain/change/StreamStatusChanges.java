package com.nimsforest.node.domain.change;

import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.wording.CountedNoun;
import java.util.stream.Stream;

/** What changed for streams: their leaders, their replicas, and whether these are the same. */
final class StreamStatusChanges {
    private StreamStatusChanges() {}

    static Stream<NamedChange> between(ForestStatus before, ForestStatus after) {
        if (!before.storage().available() || !after.storage().available()) {
            return Stream.empty();
        }
        return NamedChange.ofBoth(
                before.storage().streams(),
                after.storage().streams(),
                StreamFacts::name,
                (was, is) -> Stream.of(replicas(was, is), leader(was, is), divergence(before, after, is.name()))
                        .flatMap(changes -> changes));
    }

    private static Stream<NamedChange> replicas(StreamFacts was, StreamFacts is) {
        String share = ": " + is.current() + " of " + CountedNoun.of(is.desired(), "replicas are current");
        if (is.current() > was.current()) {
            return NamedChange.better(is.name(), share);
        }
        if (is.current() < was.current()) {
            return NamedChange.worse(is.name(), share);
        }
        return was.replicas() == is.replicas()
                ? Stream.empty()
                : NamedChange.other(
                        is.name(), ": has " + CountedNoun.of(is.replicas(), "replicas") + ", it had " + was.replicas());
    }

    private static Stream<NamedChange> leader(StreamFacts was, StreamFacts is) {
        if (was.leader().equals(is.leader())) {
            return Stream.empty();
        }
        if (is.leader().isEmpty()) {
            return NamedChange.worse(is.name(), ": no leader, it was " + was.leader());
        }
        return was.leader().isEmpty()
                ? NamedChange.better(is.name(), ": led by " + is.leader())
                : NamedChange.other(is.name(), ": led by " + is.leader() + ", it was " + was.leader());
    }

    private static Stream<NamedChange> divergence(ForestStatus before, ForestStatus after, String stream) {
        return NamedChange.when(
                before.difference(stream).isEmpty(),
                after.difference(stream).isEmpty(),
                stream,
                ": its replicas are the same again",
                ": its replicas differ");
    }
}
