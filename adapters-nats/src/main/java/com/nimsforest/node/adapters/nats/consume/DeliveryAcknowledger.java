package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.RateLimitedLog;
import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.consume.InFlightMessages.Settling;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns verdicts into what the servers understand. Acknowledgements are requests whose answer is awaited, since a plain
 * one is lost with the leader that has not passed it on. Any thread; never blocks.
 */
final class DeliveryAcknowledger {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryAcknowledger.class);
    private static final int TRIES = 5;
    private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(2);
    private static final Duration BETWEEN = Duration.ofMillis(300);
    private static final Duration LETTER_AGAIN = Duration.ofSeconds(10);

    private final DurableConsumerPlan plan;
    private final ConsumerResources tools;
    private final InFlightMessages hand;
    private final DeliveryAttempts attempts = new DeliveryAttempts();
    private final Consumer<InFlightMessage> left;
    private final RateLimitedLog failures = new RateLimitedLog(LOG, "failed attempts");
    private final RateLimitedLog unconfirmed = new RateLimitedLog(LOG, "unconfirmed");

    /** @param left told when an item has left the hand */
    DeliveryAcknowledger(
            DurableConsumerPlan plan, ConsumerResources tools, InFlightMessages hand, Consumer<InFlightMessage> left) {
        this.plan = plan;
        this.tools = tools;
        this.hand = hand;
        this.left = left;
    }

    void seen(InFlightMessage item) {
        attempts.seen(item.key);
    }

    void settle(InFlightMessage item, Verdict verdict) {
        switch (verdict.kind()) {
            case DONE -> finish(item, Settling.ACKNOWLEDGED);
            case POSTPONE -> giveBack(item, tools.timing().postponeAfter(attempts.postponed(item.key)));
            case REJECT -> bury(item, verdict.reason());
            case RETRY -> retry(item, verdict.reason());
            default -> throw new IllegalStateException("unknown verdict " + verdict);
        }
    }

    /** A message that was settled before has come again: the answer was lost. */
    void settleAgain(InFlightMessage item, Settling how) {
        confirm(item, how, 1);
    }

    /** Back to the servers, to be given to anyone after the delay. */
    void giveBack(InFlightMessage item, Duration delay) {
        tell(item, "-NAK {\"delay\": " + delay.toNanos() + "}");
        left.accept(item);
    }

    /** Back to the servers, to be given to anyone at once. */
    void giveBack(InFlightMessage item) {
        tell(item, "-NAK");
        left.accept(item);
    }

    void inProgress(InFlightMessage item) {
        item.tellNow();
        tell(item, "+WPI");
    }

    /** Tells what was held back of many like events. */
    void tick() {
        failures.tick();
        unconfirmed.tick();
        tools.deadLetters().tick();
    }

    private void retry(InFlightMessage item, String reason) {
        long count = attempts.failed(item.key, item.delivered());
        if (count >= tools.timing().maxFailures()) {
            bury(item, "failed " + count + " times, at last: " + reason);
            return;
        }
        failures.warn(
                "attempt failed and is repeated: stream={} consumer={} sequence={} failures={} reason={}",
                plan.stream(),
                plan.name(),
                item.key.sequence(),
                count,
                reason);
        giveBack(item, tools.timing().retryAfter(count));
    }

    private void bury(InFlightMessage item, String reason) {
        tools.deadLetters().put(item, plan.stream(), plan.name(), reason).whenComplete((receipt, failure) -> {
            if (failure == null) {
                finish(item, Settling.TERMINATED);
                return;
            }
            failures.warn(
                    "dead letter could not be kept yet, the message stays: stream={} sequence={} reason={}",
                    plan.stream(),
                    item.key.sequence(),
                    ApiRequestException.words(failure));
            giveBack(item, LETTER_AGAIN);
        });
    }

    private void finish(InFlightMessage item, Settling how) {
        attempts.forget(item.key);
        hand.settle(item, how);
        confirm(item, how, 1);
    }

    private void confirm(InFlightMessage item, Settling how, int attempt) {
        byte[] word = how.word.getBytes(StandardCharsets.US_ASCII);
        tools.api().request(item.reply(), null, word, CONFIRMED_WITHIN).whenComplete((reply, failure) -> {
            if (failure == null) {
                left.accept(item);
            } else if (attempt >= TRIES) {
                unconfirmed.warn(
                        "not confirmed, the message will come again and be answered again: stream={} sequence={} reason={}",
                        plan.stream(),
                        item.key.sequence(),
                        ApiRequestException.words(failure));
                left.accept(item);
            } else {
                later(item, () -> confirm(item, how, attempt + 1));
            }
        });
    }

    private void later(InFlightMessage item, Runnable task) {
        try {
            tools.timer().schedule(task, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            left.accept(item);
        }
    }

    /** Without awaiting an answer: when this is lost, the servers give the message out again by themselves. */
    private void tell(InFlightMessage item, String word) {
        try {
            tools.api().connection().publish(item.reply(), word.getBytes(StandardCharsets.US_ASCII));
        } catch (SidecarUnavailableException | IllegalStateException gone) {
            LOG.debug("not told: sequence={} word={} reason={}", item.key.sequence(), word, gone.getMessage());
        }
    }
}
