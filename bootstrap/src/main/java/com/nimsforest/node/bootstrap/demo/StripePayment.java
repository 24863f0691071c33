package com.nimsforest.node.bootstrap.demo;

import com.nimsforest.node.ports.failure.RejectedInputException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The payment that a Stripe event tells of, read from the charge or the payment intent in {@code data.object}.
 *
 * @see <a href="https://docs.stripe.com/api/events/object">Stripe events</a>
 */
record StripePayment(String customer, BigDecimal amount, String currency, String item, String event, String reason) {
    private static final String UNKNOWN = "unknown";
    private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");

    /** Reads the event, or throws {@link RejectedInputException} saying what is missing. */
    static StripePayment read(JsonNode event, boolean completed) {
        JsonNode object = event.path("data").path("object");
        if (!object.isObject()) {
            throw new RejectedInputException("Stripe event without an object in data.object");
        }
        String currency = DemoJsonMapper.text(object, "currency")
                .filter(code -> CURRENCY.matcher(code).matches())
                .orElseThrow(() -> new RejectedInputException("Stripe event without a currency in data.object"));
        return new StripePayment(
                customer(object.path("customer")),
                StripeAmountConverter.major(smallestUnits(object, completed), currency),
                currency,
                DemoJsonMapper.text(object.path("metadata"), "item_id").orElse(UNKNOWN),
                DemoJsonMapper.text(event, "id")
                        .orElseThrow(() -> new RejectedInputException("Stripe event without an id")),
                reason(object));
    }

    ObjectNode toJson() {
        return DemoJsonMapper.object()
                .put("customer_id", customer)
                .put("amount", amount)
                .put("currency", currency)
                .put("item_id", item)
                .put("event_id", event);
    }

    /** An id, or the whole customer when the event was made with it expanded; null for a guest. */
    private static String customer(JsonNode customer) {
        return customer.isString() && !customer.stringValue().isBlank()
                ? customer.stringValue()
                : DemoJsonMapper.text(customer, "id").orElse(UNKNOWN);
    }

    /** What was received, where the object says so (a payment intent may be paid in part), else what was asked for. */
    private static BigInteger smallestUnits(JsonNode object, boolean completed) {
        JsonNode received = object.path("amount_received");
        JsonNode amount = completed && received.isIntegralNumber() ? received : object.path("amount");
        if (!amount.isIntegralNumber() || amount.bigIntegerValue().signum() < 0) {
            throw new RejectedInputException("Stripe event without a whole amount in data.object");
        }
        return amount.bigIntegerValue();
    }

    private static String reason(JsonNode object) {
        JsonNode error = object.path("last_payment_error");
        return DemoJsonMapper.text(object, "failure_message")
                .or(() -> DemoJsonMapper.text(error, "message"))
                .or(() -> DemoJsonMapper.text(object, "failure_code"))
                .or(() -> DemoJsonMapper.text(error, "decline_code"))
                .or(() -> DemoJsonMapper.text(error, "code"))
                .orElse(UNKNOWN);
    }
}
