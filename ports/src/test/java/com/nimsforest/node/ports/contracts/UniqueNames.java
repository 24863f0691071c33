package com.nimsforest.node.ports.contracts;

import com.nimsforest.node.domain.message.MessageId;
import java.util.Locale;
import java.util.UUID;

/** Names that nobody used before, on a server that remembers all that were. */
final class UniqueNames {
    private UniqueNames() {}

    /** A word that is fit for a token, a key and a name; it starts with a letter. */
    static String mark() {
        return "m"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 16).toLowerCase(Locale.ROOT);
    }

    static MessageId id() {
        return new MessageId("id-" + UUID.randomUUID());
    }
}
