package com.nimsforest.node.bootstrap.demo;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.domain.tree.Harvest;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the events of Stripe's webhook into leaves {@code payment.completed} and {@code payment.failed}.
 *
 * <p>An event of any other type makes no leaf. What is no event at all is unreadable, so that it is kept as a dead letter
 * instead of being forgotten: bytes that are not JSON, JSON without a {@code type}, and an event of one of our types
 * without its {@code id}, a whole amount or a currency. A payment without a customer belongs to {@code unknown}.
 */
public final class PaymentTree implements Tree {
    static final Subject COMPLETED = Subject.of("payment.completed");
    static final Subject FAILED = Subject.of("payment.failed");

    private static final Token NAME = Token.of("payment-tree");
    private static final Set<SubjectPattern> PATTERNS = Set.of(SubjectPattern.of("river.stripe.webhook"));

    @Override
    public Token name() {
        return NAME;
    }

    @Override
    public Set<SubjectPattern> patterns() {
        return PATTERNS;
    }

    @Override
    public Harvest parse(RiverData data) {
        try {
            JsonNode event = DemoJsonMapper.read(data.data().bytes());
            String type = DemoJsonMapper.text(event, "type")
                    .orElseThrow(() -> new RejectedInputException("JSON, but no Stripe event: it has no type"));
            return subject(type)
                    .map(subject -> Harvest.of(leaf(subject, event, data)))
                    .orElseGet(Harvest::nothing);
        } catch (JacksonException notJson) {
            return Harvest.unreadable("not JSON" + place(notJson));
        } catch (ArithmeticException | NumberFormatException outOfRange) {
            // Without the exception's own words, which quote the number.
            return Harvest.unreadable("a number in it is beyond every range");
        } catch (RejectedInputException noEvent) {
            return Harvest.unreadable(String.valueOf(noEvent.getMessage()));
        }
    }

    private static Optional<Subject> subject(String type) {
        return switch (type) {
            case "charge.succeeded", "payment_intent.succeeded" -> Optional.of(COMPLETED);
            case "charge.failed", "payment_intent.payment_failed" -> Optional.of(FAILED);
            default -> Optional.empty();
        };
    }

    private static Leaf leaf(Subject subject, JsonNode event, RiverData data) {
        StripePayment payment = StripePayment.read(event, subject.equals(COMPLETED));
        ObjectNode json = payment.toJson();
        if (subject.equals(FAILED)) {
            json.put("reason", payment.reason());
        }
        return new Leaf(subject, DemoJsonMapper.payload(json), NAME.value(), data.time());
    }

    /** Where, but not what: reasons are logged, and payloads are not. */
    private static String place(JacksonException notJson) {
        return notJson.getLocation() == null || notJson.getLocation().getLineNr() < 1
                ? ""
                : " (line " + notJson.getLocation().getLineNr() + ", column "
                        + notJson.getLocation().getColumnNr() + ")";
    }
}
