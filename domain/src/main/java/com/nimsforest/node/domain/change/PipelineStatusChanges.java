package com.nimsforest.node.domain.change;

import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.status.ForestStatus;
import java.util.stream.Stream;

/** What changed for the consumers, and how many dead letters there are. */
final class PipelineStatusChanges {
    private PipelineStatusChanges() {}

    static Stream<NamedChange> between(ForestStatus before, ForestStatus after) {
        return Stream.concat(
                NamedChange.ofBoth(
                        before.pipeline().consumers(),
                        after.pipeline().consumers(),
                        consumer -> consumer.stream() + " " + consumer.name(),
                        PipelineStatusChanges::consumer),
                deadLetters(before.pipeline().deadLetters(), after.pipeline().deadLetters()));
    }

    private static Stream<NamedChange> consumer(ConsumerFacts was, ConsumerFacts is) {
        String name = "consumer " + is.name();
        return Stream.concat(
                NamedChange.when(!was.stalled(), !is.stalled(), name, " makes progress again", " is stalled"),
                NamedChange.when(
                        was.waits().isEmpty(),
                        is.waits().isEmpty(),
                        name,
                        " is subscribed again",
                        " is not subscribed: " + is.waits()));
    }

    private static Stream<NamedChange> deadLetters(long was, long is) {
        String what = ": " + is + ", there were " + was;
        if (is == was) {
            return Stream.empty();
        }
        return is > was ? NamedChange.worse("dead letters", what) : NamedChange.better("dead letters", what);
    }
}
