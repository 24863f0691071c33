package com.nimsforest.node.bootstrap.demo;

import com.nimsforest.node.domain.soil.EntityKey;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The entities of a payment: its task {@code task-<customer>-<event id>} and its customer {@code customer-<customer>}. */
final class PaymentEntityKeys {
    private static final int KEPT = 200;

    private PaymentEntityKeys() {}

    static EntityKey task(PaymentLeafData payment) {
        return key("task-" + payment.customer() + "-" + payment.event());
    }

    static EntityKey customer(PaymentLeafData payment) {
        return key("customer-" + payment.customer());
    }

    private static EntityKey key(String plain) {
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
