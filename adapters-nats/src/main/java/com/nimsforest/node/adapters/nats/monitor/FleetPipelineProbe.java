package com.nimsforest.node.adapters.nats.monitor;

import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;
import com.nimsforest.node.ports.failure.ForestException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the consumers as the servers know them, for one who takes part in none. Any thread. */
public final class FleetPipelineProbe implements PipelineProbe {
    private static final Logger LOG = LoggerFactory.getLogger(FleetPipelineProbe.class);

    private final StreamSnapshot snapshot;
    private final PipelineProbe own;

    /** @param own knows the dead letters */
    public FleetPipelineProbe(StreamSnapshot snapshot, PipelineProbe own) {
        this.snapshot = snapshot;
        this.own = own;
    }

    @Override
    public List<ConsumerFacts> consumers() {
        try {
            return snapshot.consumers();
        } catch (ForestException unanswered) {
            LOG.debug("the consumers cannot be seen: {}", unanswered.getMessage());
            return List.of();
        }
    }

    @Override
    public List<FailingMessage> failing() {
        return own.failing();
    }

    @Override
    public long deadLetters() {
        return own.deadLetters();
    }
}
