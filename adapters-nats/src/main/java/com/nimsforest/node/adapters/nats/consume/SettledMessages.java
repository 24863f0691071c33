package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.ports.execution.LruMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** How the last messages were settled for good, so that one that comes again is only answered again. Any thread. */
final class SettledMessages {
    private static final int REMEMBERED = 8192;

    /** How a message is settled for good. */
    enum AcknowledgementKind {
        ACKNOWLEDGED("+ACK"),
        TERMINATED("+TERM");

        private final String word;

        AcknowledgementKind(String word) {
            this.word = word;
        }

        byte[] bytes() {
            return word.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private final Map<StreamMessageKey, AcknowledgementKind> settled = new LruMap<>(REMEMBERED);

    synchronized void add(StreamMessageKey key, AcknowledgementKind how) {
        settled.put(key, how);
    }

    synchronized Optional<AcknowledgementKind> find(StreamMessageKey key) {
        return Optional.ofNullable(settled.get(key));
    }
}
