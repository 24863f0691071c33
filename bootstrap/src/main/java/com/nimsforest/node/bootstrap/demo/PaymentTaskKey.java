package com.nimsforest.node.bootstrap.demo;

import com.nimsforest.node.domain.soil.EntityKey;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The entity of a payment's task: {@code task-<customer>-<event id>}. */
final class PaymentTaskKey {
    private static final int KEPT = 200;

    private PaymentTaskKey() {}

    static EntityKey of(PaymentLeafData payment) {
        String plain = "task-" + payment.customer() + "-" + payment.event();
        try {
            return EntityKey.of(plain);
        } catch (IllegalArgumentException impossible) {
            return EntityKey.of(possible(plain));
        }
    }

    /** Alike for the same ids, and apart for ids that differ only in what a key cannot hold. */
    private static String possible(String plain) {
        String cleaned = plain.replaceAll("[^-/_=a-zA-Z0-9]", "_");
        return cleaned.substring(0, Math.min(KEPT, cleaned.length())) + "-"
                + UUID.nameUUIDFromBytes(plain.getBytes(StandardCharsets.UTF_8));
    }
}
