package com.nimsforest.node.adapters.nats.entity;

import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.adapters.nats.wire.CompostJson;
import com.nimsforest.node.adapters.nats.wire.ProvenanceHeaders;
import com.nimsforest.node.adapters.nats.wire.WireFormatException;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.soil.HumusSlot;
import io.nats.client.Message;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message of the humus as what it says, with what an entity nim made it of. */
public final class HumusEntryReader {
    private static final Logger LOG = LoggerFactory.getLogger(HumusEntryReader.class);

    private HumusEntryReader() {}

    /** One that was delivered; throws {@link WireFormatException} when it is no compost. */
    public static HumusEntry read(Message message, StreamMessageKey key) {
        StoredMessage stored = StoredMessage.of(message);
        return new HumusEntry(key.slot(), compost(stored.data(), stored.headers()));
    }

    /** One that was read; empty when it is no compost. */
    public static Optional<HumusEntry> read(long epoch, StoredMessage message) {
        try {
            HumusSlot slot = new HumusSlot(epoch, message.sequence(), message.time());
            return Optional.of(new HumusEntry(slot, compost(message.data(), message.headers())));
        } catch (WireFormatException noCompost) {
            LOG.debug("no compost: sequence={} reason={}", message.sequence(), noCompost.getMessage());
            return Optional.empty();
        }
    }

    private static Compost compost(byte[] body, Map<String, String> headers) {
        Compost compost = CompostJson.read(body);
        return ProvenanceHeaders.read(headers).map(compost::of).orElse(compost);
    }
}
