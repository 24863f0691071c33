package com.nimsforest.node.bootstrap.demo;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a leaf {@code payment.completed} or {@code payment.failed} says, whichever kind of node dropped it. */
record PaymentLeafData(String customer, BigDecimal amount, String currency, String item, String event, String reason) {
    private static final String UNKNOWN = "unknown";

    /** Reads the leaf; throws {@link RejectedInputException} when it is no payment, which no repetition will mend. */
    static PaymentLeafData of(Leaf leaf) {
        JsonNode data = data(leaf);
        if (!data.path("amount").isNumber()) {
            throw new RejectedInputException("leaf " + leaf.subject() + " without a number in amount");
        }
        return new PaymentLeafData(
                DemoJsonMapper.text(data, "customer_id").orElse(UNKNOWN),
                data.path("amount").decimalValue(),
                DemoJsonMapper.text(data, "currency").orElse(UNKNOWN),
                DemoJsonMapper.text(data, "item_id").orElse(UNKNOWN),
                DemoJsonMapper.text(data, "event_id").orElseGet(() -> madeUpEvent(leaf)),
                DemoJsonMapper.text(data, "reason").orElse(UNKNOWN));
    }

    /** The amount with its currency, for people. */
    String price() {
        return amount + " " + currency;
    }

    /** Other kinds of nodes do not name the event: the leaf itself then stands for it. */
    private static String madeUpEvent(Leaf leaf) {
        String identity = leaf.time() + " " + leaf.data().text();
        return "leaf-" + UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode data(Leaf leaf) {
        try {
            return DemoJsonMapper.read(leaf.data());
        } catch (JacksonException notJson) {
            throw new RejectedInputException("leaf " + leaf.subject() + " with data that is not JSON", notJson);
        }
    }
}
