package com.nimsforest.node.adapters.nats.publish;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.ports.execution.CallerRunsQueue;
import com.nimsforest.node.ports.failure.CompletionFailures;
import io.nats.client.Connection;
import io.nats.client.NUID;
import io.nats.client.impl.Headers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Publishes into one stream what is stored on a condition, with one try each: sent again without a look, its own first success
 * would be taken for somebody else's. Where the stream takes atomic batches, what waits while others are under way goes out as
 * one; a batch that is refused, as all are for one condition that does not hold, is sent again one by one. Any thread; a stage
 * completes on the thread that receives the answer.
 */
public final class ConditionalPublisher {
    /** The header with the subject that the condition is one of, which may have wildcards; that of the message without it. */
    public static final String CONDITION_SUBJECT = "Nats-Expected-Last-Subject-Sequence-Subject";

    private final JetStreamApi api;
    private final CallerRunsQueue turns = new CallerRunsQueue();
    private final Deque<Message> waiting = new ArrayDeque<>();
    private final BatchBreakEven breakEven = new BatchBreakEven();
    private volatile boolean batches;
    private boolean batchUnderWay;
    private int aloneUnderWay;

    public ConditionalPublisher(JetStreamApi api) {
        this.api = api;
    }

    private record Message(String subject, Headers headers, byte[] body, CompletableFuture<Long> stored) {
        long size() {
            return body.length + PendingPublish.headerSize(headers);
        }

        String conditionSubject() {
            return Objects.requireNonNullElse(headers.getFirst(CONDITION_SUBJECT), subject);
        }
    }

    /** Whether what waits may go as one atomic batch: the stream takes them. */
    public void allowBatches(boolean allowed) {
        batches = allowed;
    }

    /**
     * @param headers hold the condition, which is one of this subject or of {@link #CONDITION_SUBJECT}; not to be changed
     *     afterwards
     * @return the sequence; fails as {@link JetStreamApi#publish}
     */
    public CompletableFuture<Long> publish(String subject, Headers headers, byte[] body) {
        if (!batches) {
            return single(subject, headers, body);
        }
        Message message = new Message(subject, headers, body, new CompletableFuture<>());
        turns.run(() -> {
            waiting.add(message);
            proceed();
        });
        return message.stored();
    }

    private CompletableFuture<Long> single(String subject, Headers headers, byte[] body) {
        return api.publish(subject, headers, body)
                .thenApply(answer -> answer.path("seq").asLong());
    }

    private void proceed() {
        while (!waiting.isEmpty() && !batchUnderWay) {
            List<Message> together = first(waiting);
            if (together.size() >= breakEven.messages()) {
                together.forEach(message -> waiting.remove());
                send(together);
            } else if (aloneUnderWay > 0 && aloneUnderWay + waiting.size() >= breakEven.messages()) {
                // When those have their answers, as many follow them.
                return;
            } else {
                send(waiting.remove());
            }
        }
    }

    /** The first that may be one batch: a server checks a condition against what is stored, not against the batch. */
    private static List<Message> first(Collection<Message> waiting) {
        List<Message> first = new ArrayList<>();
        Set<String> subjects = new HashSet<>();
        long bytes = 0;
        for (Message message : waiting) {
            long size = message.size();
            bytes += size;
            if (first.size() == AtomicPublishBatch.MOST_MESSAGES
                    || bytes > AtomicPublishBatch.MOST_BYTES
                    || size > AtomicPublishBatch.MOST_OF_ONE
                    || !subjects.add(message.conditionSubject())) {
                break;
            }
            first.add(message);
        }
        return first;
    }

    private void send(Message message) {
        aloneUnderWay++;
        single(message.subject(), message.headers(), message.body()).whenComplete((sequence, failure) -> {
            turns.run(() -> {
                aloneUnderWay--;
                breakEven.answered(System.nanoTime(), aloneUnderWay > 0);
                proceed();
            });
            complete(message, sequence, failure);
        });
    }

    private void send(List<Message> together) {
        batchUnderWay = true;
        long sentAt = System.nanoTime();
        String id = NUID.nextGlobal();
        publish(id, together).whenComplete((answer, failure) -> {
            boolean refused = failure != null && isRefused(failure);
            turns.run(() -> {
                batchUnderWay = false;
                learn(together.size(), sentAt, failure != null);
                if (refused) {
                    together.forEach(this::send);
                }
                proceed();
            });
            if (!refused) {
                complete(id, together, answer, failure);
            }
        });
    }

    private CompletableFuture<JsonNode> publish(String id, List<Message> together) {
        try {
            Connection connection = api.connection();
            int last = together.size() - 1;
            for (int i = 0; i < last; i++) {
                Message message = together.get(i);
                Headers headers = AtomicPublishBatch.headers(message.headers(), id, i + 1, false);
                connection.publish(message.subject(), headers, message.body());
            }
            Message message = together.get(last);
            Headers headers = AtomicPublishBatch.headers(message.headers(), id, last + 1, true);
            return api.publish(message.subject(), headers, message.body());
        } catch (RuntimeException notSent) {
            return CompletableFuture.failedFuture(notSent);
        }
    }

    /** What was not sent to its end is not stored, as what a server refused. */
    private static boolean isRefused(Throwable failure) {
        return !(CompletionFailures.cause(failure) instanceof ApiRequestException answer) || answer.isDefinite();
    }

    private void learn(int size, long sentAt, boolean failed) {
        long now = System.nanoTime();
        if (failed) {
            breakEven.refused(size, sentAt, now);
        } else {
            breakEven.stored(sentAt, now);
        }
    }

    /** A server that knows no batches would store each message alone, and answer the last. */
    private static void complete(String id, List<Message> together, JsonNode answer, @Nullable Throwable failure) {
        int size = together.size();
        if (failure == null
                && answer.path("batch").asString("").equals(id)
                && answer.path("count").asInt(0) == size) {
            long first = answer.path("seq").asLong() - size + 1;
            for (int i = 0; i < size; i++) {
                complete(together.get(i), first + i, null);
            }
            return;
        }
        Throwable inDoubt = failure == null
                ? ApiRequestException.unreadable("the answer to a batch of " + size + " is not that of all")
                : failure;
        together.forEach(message -> complete(message, null, inDoubt));
    }

    private static void complete(Message message, @Nullable Long sequence, @Nullable Throwable failure) {
        if (failure == null) {
            message.stored().complete(sequence);
        } else {
            message.stored().completeExceptionally(CompletionFailures.cause(failure));
        }
    }
}
