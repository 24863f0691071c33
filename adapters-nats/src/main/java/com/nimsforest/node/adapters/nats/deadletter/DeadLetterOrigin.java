package com.nimsforest.node.adapters.nats.deadletter;

import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.domain.river.RiverPosition;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Verdict;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a dead letter came from. What was set aside comes from the river, where it was before.
 *
 * @param trees the trees that it goes to when it is put back, with commas between; empty for whoever had it
 * @param messageId the id under which it is stored once
 */
record DeadLetterOrigin(
        String stream,
        String consumer,
        String subject,
        long sequence,
        Optional<RiverPosition> position,
        String trees,
        String messageId) {
    static final String TREES_CONSUMER = "trees";

    static DeadLetterOrigin of(InFlightMessage item, String stream, String consumer, Verdict verdict) {
        String place = consumer + "/" + stream + ":" + item.key.epoch() + ":" + item.key.sequence();
        Optional<RiverPosition> position = item.riverPosition(stream);
        if (stream.equals(ForestStreamLayout.ASIDE) && position.isPresent()) {
            return new DeadLetterOrigin(
                    ForestStreamLayout.RIVER,
                    TREES_CONSUMER,
                    Objects.requireNonNullElse(item.header(InFlightMessage.SUBJECT), ""),
                    position.get().sequence(),
                    position,
                    Objects.requireNonNullElse(item.header(InFlightMessage.TREES), ""),
                    "deadletter/" + place);
        }
        String trees = verdict.trees().stream().map(Token::value).collect(Collectors.joining(","));
        return new DeadLetterOrigin(
                stream,
                consumer,
                item.message().getSubject(),
                item.key.sequence(),
                position,
                trees,
                "deadletter/" + place);
    }
}
