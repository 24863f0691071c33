package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.adapters.nats.jetstream.Hand.Settling;
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
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final int TRIES = 5;
    private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(2);
    private static final Duration BETWEEN = Duration.ofMillis(300);
    private static final Duration LETTER_AGAIN = Duration.ofSeconds(10);

    private final ConsumerPlan plan;
    private final ConsumerTools tools;
    private final Hand hand;
    private final Attempts attempts = new Attempts();
    private final Consumer<Item> left;
    private final Summary failures = new Summary(LOG, "failed attempts");
    private final Summary unconfirmed = new Summary(LOG, "unconfirmed");

    /** @param left told when an item has left the hand */
    Settlement(ConsumerPlan plan, ConsumerTools tools, Hand hand, Consumer<Item> left) {
        this.plan = plan;
        this.tools = tools;
        this.hand = hand;
        this.left = left;
    }

    void seen(Item item) {
        attempts.seen(item.key);
    }

    void settle(Item item, Verdict verdict) {
        switch (verdict.kind()) {
            case DONE -> finish(item, Settling.ACKNOWLEDGED);
            case POSTPONE -> giveBack(item, tools.timing().postponeAfter(attempts.postponed(item.key)));
            case REJECT -> bury(item, verdict.reason());
            case RETRY -> retry(item, verdict.reason());
            default -> throw new IllegalStateException("unknown verdict " + verdict);
        }
    }

    /** A message that was settled before has come again: the answer was lost. */
    void settleAgain(Item item, Settling how) {
        confirm(item, how, 1);
    }

    /** Back to the servers, to be given to anyone after the delay. */
    void giveBack(Item item, Duration delay) {
        tell(item, "-NAK {\"delay\": " + delay.toNanos() + "}");
        left.accept(item);
    }

    /** Back to the servers, to be given to anyone at once. */
    void giveBack(Item item) {
        tell(item, "-NAK");
        left.accept(item);
    }

    void inProgress(Item item) {
        item.tellNow();
        tell(item, "+WPI");
    }

    /** Tells what was held back of many like events. */
    void tick() {
        failures.tick();
        unconfirmed.tick();
        tools.deadLetters().tick();
    }

    private void retry(Item item, String reason) {
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

    private void bury(Item item, String reason) {
        tools.deadLetters().put(item, plan.stream(), plan.name(), reason).whenComplete((receipt, failure) -> {
            if (failure == null) {
                finish(item, Settling.TERMINATED);
                return;
            }
            failures.warn(
                    "dead letter could not be kept yet, the message stays: stream={} sequence={} reason={}",
                    plan.stream(),
                    item.key.sequence(),
                    ApiFailure.words(failure));
            giveBack(item, LETTER_AGAIN);
        });
    }

    private void finish(Item item, Settling how) {
        attempts.forget(item.key);
        hand.settle(item, how);
        confirm(item, how, 1);
    }

    private void confirm(Item item, Settling how, int attempt) {
        byte[] word = how.word.getBytes(StandardCharsets.US_ASCII);
        tools.api().request(item.reply(), null, word, CONFIRMED_WITHIN).whenComplete((reply, failure) -> {
            if (failure == null) {
                left.accept(item);
            } else if (attempt >= TRIES) {
                unconfirmed.warn(
                        "not confirmed, the message will come again and be answered again: stream={} sequence={} reason={}",
                        plan.stream(),
                        item.key.sequence(),
                        ApiFailure.words(failure));
                left.accept(item);
            } else {
                later(item, () -> confirm(item, how, attempt + 1));
            }
        });
    }

    private void later(Item item, Runnable task) {
        try {
            tools.timer().schedule(task, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            left.accept(item);
        }
    }

    /** Without awaiting an answer: when this is lost, the servers give the message out again by themselves. */
    private void tell(Item item, String word) {
        try {
            tools.api().connection().publish(item.reply(), word.getBytes(StandardCharsets.US_ASCII));
        } catch (SidecarUnavailableException | IllegalStateException gone) {
            LOG.debug("not told: sequence={} word={} reason={}", item.key.sequence(), word, gone.getMessage());
        }
    }
}
