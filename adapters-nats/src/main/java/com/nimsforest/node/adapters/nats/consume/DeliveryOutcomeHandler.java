package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.consume.SettledMessages.AcknowledgementKind;
import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.handler.HandlerFailure;
import com.nimsforest.node.domain.handler.RetryPolicy;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns verdicts into what the servers understand. Acknowledgements are requests whose answer is awaited, since a plain
 * one is lost with the leader that has not passed it on. Each stage completes when nothing more is done about the
 * message here. Any thread; never blocks.
 */
final class DeliveryOutcomeHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryOutcomeHandler.class);
    private static final int TRIES = 5;
    private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(2);
    private static final Duration BETWEEN = Duration.ofMillis(300);
    private static final Duration DEAD_LETTER_AGAIN = Duration.ofSeconds(10);
    private static final CompletableFuture<Void> NOTHING_MORE = CompletableFuture.completedFuture(null);

    private final DurableConsumerPlan plan;
    private final ConsumerResources resources;
    private final SettledMessages settled = new SettledMessages();
    private final DeliveryFailureCounts attempts = new DeliveryFailureCounts();
    private final FailingMessages failing;
    private final PostponedMessages postponed;

    /** @param missed is told the sequence of a message that was to come again and did not */
    DeliveryOutcomeHandler(DurableConsumerPlan plan, ConsumerResources resources, LongConsumer missed) {
        this.plan = plan;
        this.resources = resources;
        this.failing = new FailingMessages(resources.timing().ackWait().multipliedBy(2), missed);
        this.postponed = new PostponedMessages(missed);
    }

    /** Told before a message of that epoch of the stream is settled. */
    void subscribed(long epoch) {
        failing.keepOnly(epoch);
        postponed.keepOnly(epoch);
    }

    void seen(InFlightMessage item) {
        attempts.seen(item.key);
    }

    CompletionStage<Void> settle(InFlightMessage item, Verdict verdict) {
        return switch (verdict.kind()) {
            case DONE -> finish(item, AcknowledgementKind.ACKNOWLEDGED);
            case POSTPONE -> postpone(item, resources.timing().postponed().after(item.delivered()), verdict.reason());
            case REJECT -> bury(item, verdict);
            case SET_ASIDE -> setAside(item, verdict);
            case RETRY -> retry(item, verdict);
        };
    }

    /** Confirms once more what was settled before and has come again, since the answer was lost; empty for a new message. */
    Optional<CompletionStage<Void>> settledBefore(InFlightMessage item) {
        return settled.find(item.key).map(how -> confirm(item, how, 1));
    }

    /** Back to the servers, to be given to anyone at once. */
    void giveBack(InFlightMessage item) {
        publish(item.reply(), "-NAK");
    }

    /** What failed here is given to anyone at once, who lists it: nobody would know of it until its next attempt. */
    void giveBackFailing() {
        failing.waiting(resources.clock().instant()).forEach(reply -> publish(reply, "-NAK"));
    }

    /** Back to the servers, to be given to anyone after the delay. */
    private CompletionStage<Void> giveBack(InFlightMessage item, Duration delay) {
        publish(item.reply(), "-NAK {\"delay\": " + delay.toNanos() + "}");
        return NOTHING_MORE;
    }

    private CompletionStage<Void> postpone(InFlightMessage item, Duration delay, String reason) {
        postponed.add(item.key, reason, resources.clock().instant().plus(delay));
        return giveBack(item, delay);
    }

    void inProgress(InFlightMessage item) {
        item.tellNow();
        publish(item.reply(), "+WPI");
    }

    /** The messages that failed here and will be tried again. */
    List<FailingMessage> failing() {
        return failing.list(resources.clock().instant());
    }

    /** What holds up messages that no handler has failed on; empty when there are none. */
    Optional<HealthFinding> postponed() {
        return postponed.problem(plan, resources.clock().instant());
    }

    private CompletionStage<Void> retry(InFlightMessage item, Verdict verdict) {
        RetryPolicy policy = verdict.failure()
                .map(HandlerFailure::policy)
                .orElse(resources.timing().retryPolicy());
        long count = attempts.failed(item.key, item.delivered(), policy.attempts());
        if (policy.isOverAfter(count)) {
            return bury(item, verdict.rejected("failed " + count + " times, at last: " + verdict.reason()));
        }
        postponed.remove(item.key);
        failing.add(item.key, failing(item, verdict, count, policy), item.reply());
        LOG.warn(
                "attempt failed, retrying: stream={} consumer={} sequence={} failures={} reason={}",
                plan.stream(),
                plan.name(),
                item.key.sequence(),
                count,
                verdict.reason());
        return giveBack(item, policy.delayAfter(count));
    }

    private FailingMessage failing(InFlightMessage item, Verdict verdict, long count, RetryPolicy policy) {
        Instant now = resources.clock().instant();
        return new FailingMessage(
                verdict.failure().map(HandlerFailure::handler).orElse("consumer " + plan.name()),
                plan.stream(),
                item.key.sequence(),
                item.subject(),
                verdict.failure().map(HandlerFailure::error).orElse(verdict.reason()),
                count,
                policy.attempts(),
                now,
                now.plus(policy.delayAfter(count)));
    }

    /** Stored outside of the river first, so that nothing is lost between the two. */
    private CompletionStage<Void> setAside(InFlightMessage item, Verdict verdict) {
        return resources
                .setAside()
                .put(item, plan.stream(), verdict.trees())
                .handle((done, failure) -> failure == null
                        ? finish(item, AcknowledgementKind.ACKNOWLEDGED)
                        : notSetAside(item, verdict, failure))
                .thenCompose(next -> next);
    }

    private CompletionStage<Void> notSetAside(InFlightMessage item, Verdict verdict, Throwable failure) {
        if (CompletionFailures.cause(failure) instanceof RejectedInputException) {
            return bury(item, verdict);
        }
        String reason = ApiRequestException.describe(failure);
        LOG.warn(
                "message could not be set aside and stays in its stream: stream={} sequence={} reason={}",
                plan.stream(),
                item.key.sequence(),
                reason);
        return postpone(item, DEAD_LETTER_AGAIN, "it could not be set aside: " + reason);
    }

    private CompletionStage<Void> bury(InFlightMessage item, Verdict verdict) {
        return resources
                .deadLetters()
                .put(item, plan.stream(), plan.name(), verdict)
                .handle((receipt, failure) ->
                        failure == null ? finish(item, AcknowledgementKind.TERMINATED) : notBuried(item, failure))
                .thenCompose(next -> next);
    }

    private CompletionStage<Void> notBuried(InFlightMessage item, Throwable failure) {
        String reason = ApiRequestException.describe(failure);
        LOG.warn(
                "dead letter could not be stored, the message stays in its stream: stream={} sequence={} reason={}",
                plan.stream(),
                item.key.sequence(),
                reason);
        return postpone(item, DEAD_LETTER_AGAIN, "its dead letter could not be stored: " + reason);
    }

    private CompletionStage<Void> finish(InFlightMessage item, AcknowledgementKind how) {
        attempts.forget(item.key);
        failing.remove(item.key);
        postponed.remove(item.key);
        settled.add(item.key, how);
        return confirm(item, how, 1);
    }

    private CompletionStage<Void> confirm(InFlightMessage item, AcknowledgementKind how, int attempt) {
        return resources
                .api()
                .request(item.reply(), null, how.bytes(), CONFIRMED_WITHIN)
                .handle((reply, failure) -> failure == null ? NOTHING_MORE : unconfirmed(item, how, attempt, failure))
                .thenCompose(next -> next);
    }

    private CompletionStage<Void> unconfirmed(
            InFlightMessage item, AcknowledgementKind how, int attempt, Throwable failure) {
        if (ApiRequestException.isForbidden(failure)) {
            // One line and one finding name it, not each message; it comes again after ack_wait and is answered again.
            return NOTHING_MORE;
        }
        if (attempt < TRIES) {
            return CompletableFuture.runAsync(() -> {}, later()).thenCompose(waited -> confirm(item, how, attempt + 1));
        }
        LOG.atWarn()
                .addKeyValue("runbook", "flapping")
                .log(
                        "acknowledgement not confirmed, the message will be redelivered: stream={} sequence={} reason={}",
                        plan.stream(),
                        item.key.sequence(),
                        ApiRequestException.describe(failure));
        return NOTHING_MORE;
    }

    private Executor later() {
        return task -> {
            try {
                resources.timer().schedule(task, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException ended) {
                task.run();
            }
        };
    }

    /** Without awaiting an answer: when this is lost, the servers give the message out again by themselves. */
    private void publish(String reply, String word) {
        try {
            resources.api().connection().publish(reply, word.getBytes(StandardCharsets.US_ASCII));
        } catch (SidecarUnavailableException | IllegalStateException gone) {
            LOG.debug("not sent: reply={} word={} reason={}", reply, word, gone.getMessage());
        }
    }
}
