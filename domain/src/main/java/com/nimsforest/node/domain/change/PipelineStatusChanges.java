package com.nimsforest.node.domain.change;

import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.status.ForestStatus;

/** What changed for the work on the path: its consumers, and what could not be processed. */
final class PipelineStatusChanges {
    private PipelineStatusChanges() {}

    static void tell(ForestStatus before, ForestStatus after, StatusChangeCollector changes) {
        StatusChangeCollector.both(
                before.pipeline().consumers(),
                after.pipeline().consumers(),
                consumer -> consumer.stream() + " " + consumer.name(),
                (was, is) -> consumer(was, is, changes));
        deadLetters(before.pipeline().deadLetters(), after.pipeline().deadLetters(), changes);
    }

    private static void consumer(ConsumerFacts was, ConsumerFacts is, StatusChangeCollector changes) {
        if (!was.stalled() && is.stalled()) {
            changes.worse("consumer " + is.name(), " is stalled");
        } else if (was.stalled() && !is.stalled()) {
            changes.better("consumer " + is.name(), " goes on");
        }
        if (was.waits().isEmpty() && !is.waits().isEmpty()) {
            changes.worse("consumer " + is.name(), " waits: " + is.waits());
        } else if (!was.waits().isEmpty() && is.waits().isEmpty()) {
            changes.better("consumer " + is.name(), " takes part again");
        }
    }

    private static void deadLetters(long was, long is, StatusChangeCollector changes) {
        if (is > was) {
            changes.worse("dead letters", ": " + is + ", there were " + was);
        } else if (is < was) {
            changes.better("dead letters", ": " + is + ", there were " + was);
        }
    }
}
