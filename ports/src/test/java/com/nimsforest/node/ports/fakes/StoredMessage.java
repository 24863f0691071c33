package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.soil.Slot;
import java.time.Instant;
import java.util.Optional;

/**
 * A message in a stream.
 *
 * @param id what the sender called it
 * @param source the compost that it reflects; only in the soil
 * @param removal whether it is a tombstone; only in the soil
 * @param onlyFor the one consumer that it is for; empty for all
 */
record StoredMessage(
        long sequence,
        Instant time,
        String subject,
        Optional<MessageId> id,
        RawPayload body,
        Slot source,
        boolean removal,
        String onlyFor) {
    static StoredMessage unsent(String subject, Optional<MessageId> id, RawPayload body) {
        return new StoredMessage(0, Instant.EPOCH, subject, id, body, Slot.none(), false, "");
    }

    StoredMessage from(Slot slot) {
        return new StoredMessage(sequence, time, subject, id, body, slot, removal, onlyFor);
    }

    StoredMessage asRemoval() {
        return new StoredMessage(sequence, time, subject, id, body, source, true, onlyFor);
    }

    StoredMessage onlyFor(String consumer) {
        return new StoredMessage(sequence, time, subject, id, body, source, removal, consumer);
    }

    StoredMessage at(long place, Instant when) {
        return new StoredMessage(place, when, subject, id, body, source, removal, onlyFor);
    }
}
