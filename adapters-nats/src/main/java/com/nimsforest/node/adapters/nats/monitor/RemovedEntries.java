package com.nimsforest.node.adapters.nats.monitor;

import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.progress.RemovedCount;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that messages were removed from the soil: each new one makes room by one older one at most, so that it never holds
 * fewer than before. Only an answer that knows of all that came before proves that: a server that has thawed, and any replica
 * while nobody leads, tells of less ({@code jsStreamInfoRequest} of nats-server 2.15.3). Any thread.
 */
final class RemovedEntries {
    private static final Logger LOG = LoggerFactory.getLogger(RemovedEntries.class);

    private final RemovedCount removed;
    private @Nullable StreamInfo whole;

    RemovedEntries(Clock clock, String stream) {
        this.removed = new RemovedCount(clock, HealthFinding.about(stream, ProblemKind.SOIL_REMOVED));
    }

    /** Told what the stream is now; returns what was removed within a day. */
    synchronized Optional<HealthFinding> seen(StreamInfo present) {
        StreamInfo before = whole;
        if (before == null || !before.created().equals(present.created())) {
            whole = present;
        } else if (present.lastSequence() >= before.lastSequence()) {
            whole = present;
            tell(before.messages() - present.messages(), present.name());
        }
        return removed.finding();
    }

    private void tell(long count, String stream) {
        if (count > 0) {
            removed.add(count);
            LOG.error("messages of the soil were removed: stream={} count={}", stream, count);
        }
    }
}
