package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.soil.HumusSlot;
import java.time.Instant;
import java.util.Optional;

/**
 * A message in a stream.
 *
 * @param id what the sender called it
 * @param source the compost that it reflects; only in the soil
 * @param removal whether it is a tombstone; only in the soil
 * @param onlyFor the one consumer that it is for; empty for all
 * @param headers what it brings along
 */
record InMemoryMessage(
        long sequence,
        Instant time,
        String subject,
        Optional<MessageId> id,
        RawPayload body,
        HumusSlot source,
        boolean removal,
        String onlyFor,
        InMemoryHeaders headers) {
    static InMemoryMessage unsent(String subject, Optional<MessageId> id, RawPayload body) {
        return new InMemoryMessage(
                0, Instant.EPOCH, subject, id, body, HumusSlot.none(), false, "", InMemoryHeaders.NONE);
    }

    InMemoryMessage from(HumusSlot slot) {
        return new InMemoryMessage(sequence, time, subject, id, body, slot, removal, onlyFor, headers);
    }

    InMemoryMessage asRemoval() {
        return new InMemoryMessage(sequence, time, subject, id, body, source, true, onlyFor, headers);
    }

    InMemoryMessage onlyFor(String consumer) {
        return new InMemoryMessage(sequence, time, subject, id, body, source, removal, consumer, headers);
    }

    InMemoryMessage with(InMemoryHeaders brought) {
        return new InMemoryMessage(sequence, time, subject, id, body, source, removal, onlyFor, brought);
    }

    /** What the message of a stream comes of: what it says of that, else its own place. */
    LeafOrigin origin(InMemoryStream stream) {
        LeafPosition own = LeafPosition.of(stream.name() + "-" + stream.epoch(), sequence);
        LeafPosition position = headers.origin().map(LeafOrigin::position).orElse(own);
        boolean late = headers.origin().filter(LeafOrigin::late).isPresent() || !onlyFor.isEmpty();
        return new LeafOrigin(position, late);
    }

    InMemoryMessage at(long place, Instant when) {
        return new InMemoryMessage(place, when, subject, id, body, source, removal, onlyFor, headers);
    }
}
