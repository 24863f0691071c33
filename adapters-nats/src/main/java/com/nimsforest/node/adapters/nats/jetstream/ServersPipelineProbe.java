package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.ports.driven.PipelineProbe;
import com.nimsforest.node.ports.driven.Strata;
import com.nimsforest.node.ports.failure.ForestException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the consumers as the servers know them, for one who takes part in none. Any thread. */
final class ServersPipelineProbe implements PipelineProbe {
    private static final Logger LOG = LoggerFactory.getLogger(ServersPipelineProbe.class);

    private final Strata strata;
    private final PipelineProbe own;

    /** @param own knows the dead letters */
    ServersPipelineProbe(Strata strata, PipelineProbe own) {
        this.strata = strata;
        this.own = own;
    }

    @Override
    public List<ConsumerFacts> consumers() {
        try {
            return strata.consumers();
        } catch (ForestException unanswered) {
            LOG.debug("the consumers cannot be seen: {}", unanswered.getMessage());
            return List.of();
        }
    }

    @Override
    public long deadLetters() {
        return own.deadLetters();
    }
}
